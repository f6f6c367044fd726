import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { Readiness } from '../../core/model/readiness.js';
import { epochCall } from '../../core/train-calls/index.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { App } from '../app.js';
import { choosePair } from './script-pair.js';

/** Opens a Python program on the left and a Julia program on the right. */
export async function openScriptsSideBySide(app: App): Promise<void> {
  const experiment = await app.experiments.mnist();
  const { id, implementations } = experiment.experiment;
  const run = await app.runs.latest(id);
  const pair = await choosePair(implementations, run?.trials ?? [], () => readiness(app, experiment));
  for (const [index, implementation] of pair.entries()) {
    await open(experiment, implementation, {
      viewColumn: index === 0 ? vscode.ViewColumn.One : vscode.ViewColumn.Two,
      preview: false,
      preserveFocus: index > 0,
    });
  }
}

/** As known, or found out where nothing is measured, since that starts interpreters. */
async function readiness({ experiments, session }: App, experiment: LoadedExperiment): Promise<readonly Readiness[]> {
  const mayLook = vscode.workspace.isTrusted && session.state.kind === 'idle';
  return experiments.knownReadiness(experiment) ?? (mayLook ? experiments.check(experiment) : []);
}

export async function openProgram({
  experiment,
  implementation,
}: {
  experiment: LoadedExperiment;
  implementation: Implementation;
}): Promise<void> {
  await open(experiment, implementation, {});
}

/** Shows a program at the call that trains: above it stands the time. */
async function open(
  experiment: LoadedExperiment,
  implementation: Implementation,
  options: vscode.TextDocumentShowOptions,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(experiment.programPath(implementation));
  const call = epochCall(document.getText(), implementation.language);
  const editor = await vscode.window.showTextDocument(document, options);
  if (call === undefined) return;
  const { line, column } = call.start;
  const start = new vscode.Position(line, column);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
}
