import type * as vscode from 'vscode';
import type { Trial } from '../../core/model/run.js';
import { formatDuration, formatSeconds } from '../../core/report/format.js';
import { problemLines } from '../../core/report/remedy.js';
import { english } from '../../core/report/translate.js';
import type { Log } from '../log.js';
import type { RunSession } from './session.js';

/** Tells LangBench's log how runs go, for whoever follows a progress notification there. */
export function logRuns({
  session,
  log,
}: {
  readonly session: Pick<RunSession, 'onEvent'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}): vscode.Disposable {
  return session.onEvent(({ event }) => {
    switch (event.type) {
      case 'trial-started':
        log.info(`${nameOf(event.trial)} begins: ${event.command.join(' ')}`);
        return;
      case 'trial-finished':
        log[event.trial.state === 'completed' ? 'info' : 'warn'](`${nameOf(event.trial)} ${endOf(event.trial)}`);
        return;
      case 'run-finished': {
        const { id, state, startedAt, finishedAt = startedAt } = event.run;
        const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
        const place = event.file === undefined ? 'not saved' : `saved in ${event.file}`;
        log.info(`Run ${id} has ended after ${formatDuration(seconds)}: ${state}, ${place}`);
        return;
      }
      default:
    }
  });
}

function nameOf({ implementation, block }: Pick<Trial, 'implementation' | 'block'>): string {
  return `Block ${block}, ${implementation}`;
}

function endOf(trial: Trial): string {
  const problem = 'problem' in trial ? `: ${problemLines(trial.problem, english).join(' ')}` : '';
  if (trial.state === 'not-started') return `could not start${problem}`;
  const { state, wallSeconds, exitCode, signal } = trial;
  const end = exitCode === null ? (signal ?? 'no exit code') : `exit code ${exitCode}`;
  return `ended after ${formatSeconds(wallSeconds)} with ${end}, ${state}${problem}`;
}
