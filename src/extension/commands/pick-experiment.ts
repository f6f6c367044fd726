import * as vscode from 'vscode';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { Experiments } from '../experiments.js';

/** The bundled experiment where it is the only one, else the one that the person chooses; undefined when they choose none. */
export async function pickExperiment(experiments: Experiments, title: string): Promise<LoadedExperiment | undefined> {
  const all = await experiments.all();
  if (all.length < 2) return experiments.mnist();
  const items = all.map((experiment) => ({
    label: experiment.experiment.title,
    description: vscode.workspace.asRelativePath(experiment.file),
    experiment,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.experiment;
}
