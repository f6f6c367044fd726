import type * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import { sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import type { App } from '../app.js';
import { mayRun } from '../trust.js';
import { runForPerson } from './run-benchmark.js';
import { runFileTimed } from './run-file.js';

/**
 * Repeats a run as it was, with all its implementations, so that what was compared can be compared again.
 *
 * @param given the run, or the id under which it was saved
 * @param program one of its programs, which runs alone when the run is not to be found
 */
export async function runAgain(app: App, given: Run | string, program?: vscode.Uri): Promise<void> {
  if (!mayRun(app.log)) return;
  const run = typeof given === 'string' ? await loadOrLeave(app, given, program) : given;
  if (run === undefined) {
    await runFileTimed(app, program);
    return;
  }
  const { id } = run.experiment;
  const experiment = await app.experiments.find(id);
  if (experiment === undefined) throw new ToldError(sentence('The experiment "{0}" is no longer here.', id));
  await runForPerson(app, experiment, run.settings);
}

async function loadOrLeave({ runs }: App, id: string, program: vscode.Uri | undefined): Promise<Run | undefined> {
  try {
    return await runs.load(id);
  } catch (error) {
    if (program === undefined) throw error;
    return undefined;
  }
}
