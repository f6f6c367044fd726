import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { App } from '../app.js';

/** The implementation whose program a file is, if it is one. */
export async function implementationOf(
  app: App,
  uri: vscode.Uri,
): Promise<{ experiment: LoadedExperiment; implementation: Implementation } | undefined> {
  for (const experiment of await app.experiments.all()) {
    for (const implementation of experiment.experiment.implementations) {
      const program = vscode.Uri.file(experiment.programPath(implementation));
      if (program.toString() === uri.toString()) return { experiment, implementation };
    }
  }
  return undefined;
}
