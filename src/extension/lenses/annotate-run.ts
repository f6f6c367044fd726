import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { Run } from '../../core/model/run.js';
import { DEFAULT_PATTERNS } from '../../core/train-calls/index.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { App } from '../app.js';
import { messageOf } from '../log.js';
import { annotationsOfRun } from './from-run.js';

/** A program's text as it was run: it may be edited while the run goes on. */
interface Program {
  readonly implementation: Implementation;
  readonly uri: vscode.Uri;
  readonly source: string;
}

type Parts = Pick<App, 'session' | 'annotations' | 'log'>;

/** Puts a benchmark's times above the train calls of its programs when it has ended. */
export function annotateFinishedRuns(parts: Parts): vscode.Disposable {
  let programs: Promise<readonly Program[]> = Promise.resolve([]);
  return parts.session.onEvent(({ experiment, event }) => {
    if (event.type === 'run-started') programs = readPrograms(parts, experiment, event.run);
    if (event.type !== 'run-finished') return;
    annotate(parts, programs, event.run).catch((error: unknown) => {
      parts.log.error(messageOf(error));
    });
  });
}

/** Those in languages whose train calls are known; the log tells which cannot be read. */
async function readPrograms({ log }: Parts, experiment: LoadedExperiment, run: Run): Promise<readonly Program[]> {
  const measured = experiment.experiment.implementations.filter(
    ({ id, language }) => run.settings.implementations.includes(id) && Object.hasOwn(DEFAULT_PATTERNS, language),
  );
  const read = measured.map(async (implementation): Promise<Program[]> => {
    const uri = vscode.Uri.file(experiment.programPath(implementation));
    try {
      return [{ implementation, uri, source: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) }];
    } catch (error) {
      log.warn(`${uri.fsPath} gets no times above its train calls: ${messageOf(error)}`);
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}

async function annotate({ annotations }: Parts, programs: Promise<readonly Program[]>, run: Run): Promise<void> {
  for (const { implementation, uri, source } of await programs) {
    const ofRun = annotationsOfRun(run, implementation, source, vscode.l10n.t);
    if (ofRun !== undefined) await annotations.replace(uri, ofRun);
  }
}
