import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { App } from '../app.js';
import { messageOf } from '../log.js';
import { annotationsOfRun } from './from-run.js';

/** Puts a benchmark's times above the train calls of its programs when it has ended. */
export function annotateFinishedRuns(app: App): vscode.Disposable {
  return app.session.onEvent(({ experiment, event }) => {
    if (event.type !== 'run-finished') return;
    annotate(app, experiment, event.run).catch((error: unknown) => {
      app.log.error(messageOf(error));
    });
  });
}

async function annotate(app: App, experiment: LoadedExperiment, run: Run): Promise<void> {
  for (const implementation of experiment.experiment.implementations) {
    const uri = vscode.Uri.file(experiment.programPath(implementation));
    if (!run.settings.implementations.includes(implementation.id)) continue;
    const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const annotations = annotationsOfRun(run, implementation, source, vscode.l10n.t);
    if (annotations !== undefined) await app.annotations.replace(uri, annotations);
  }
}
