import * as vscode from 'vscode';
import { formatSeconds } from '../../core/report/format.js';
import { tell } from '../../core/report/translate.js';
import type { CallTimes, FileTimes } from '../../core/train-calls/index.js';
import type { ProcessEnd } from '../../node/process/index.js';
import type { FileAnnotations } from '../lenses/annotation.js';

/** Which times and calls have not come together in a file's run, for the end of its terminal; empty when all have. */
export function timesNotice(
  { untracedBecause, missed = [], left = [], unattributed, passedOver }: FileTimes,
  { calls }: FileAnnotations,
  end: ProcessEnd,
): string {
  const lines: string[] = [];
  if (untracedBecause !== undefined)
    lines.push(vscode.l10n.t('── not traced: {0}', tell(untracedBecause, vscode.l10n.t)));
  if (missed.length > 0) {
    lines.push(
      vscode.l10n.t('── not traced, since the interpreter sees no call there (by line): {0}', placesOf(missed)),
    );
  }
  if (left.length > 0) {
    lines.push(vscode.l10n.t('── not traced, since nothing may be changed there (by line): {0}', placesOf(left)));
  }
  if (calls.length === 0 && end.cause !== 'not-started') lines.push(vscode.l10n.t('── no train call got a time'));
  if (unattributed.length > 0) {
    lines.push(
      vscode.l10n.t('── unattributed: printed times that belong to no call for certain: {0}', unattributed.length),
    );
  }
  if (passedOver !== undefined) {
    lines.push(vscode.l10n.t('── printed times beyond the most that are kept: {0}', passedOver));
  }
  return lines.join('\n');
}

const placesOf = (calls: readonly CallTimes['call'][]): string =>
  calls.map(({ callee, line }) => `${callee} (${line + 1})`).join(', ');

export function isFailure({ cause, exitCode }: ProcessEnd): boolean {
  return cause === 'not-started' || (cause === 'exited' && exitCode !== 0);
}

/** How a file's run ended. */
export function endNotice({ cause, exitCode, signal, wallSeconds, error }: ProcessEnd, interpreter: string): string {
  const time = formatSeconds(wallSeconds);
  if (cause === 'not-started') {
    const advice = vscode.l10n.t('── choose another interpreter in the settings, or in the language’s own extension');
    const reason =
      error?.code === 'ENOENT' ? vscode.l10n.t('{0} is not there', interpreter) : (error?.message ?? interpreter);
    return `${vscode.l10n.t('── could not be started: {0}', reason)}\n${advice}`;
  }
  if (cause === 'cancelled') return vscode.l10n.t('── cancelled after {0}', time);
  return exitCode === null
    ? vscode.l10n.t('── ended after {0} by {1}', time, signal ?? '')
    : vscode.l10n.t('── ended after {0} with exit code {1}', time, exitCode);
}
