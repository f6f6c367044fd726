import * as vscode from 'vscode';
import { formatSeconds } from '../../core/report/format.js';
import { tell } from '../../core/report/translate.js';
import type { CallTimes, FileTimes } from '../../core/train-calls/index.js';
import type { ProcessEnd } from '../../node/process/index.js';
import type { FileAnnotations } from '../lenses/annotation.js';

/** What a file's run came to, for the end of its terminal: how it ended, and which times and calls have not come together. */
export function fileEndNotice(
  { untracedBecause, missed = [], left = [], unattributed, passedOver }: FileTimes,
  { calls }: FileAnnotations,
  end: ProcessEnd,
): string {
  const lines = [endText(end)];
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

function endText({ cause, exitCode, signal, wallSeconds, error }: ProcessEnd): string {
  const time = formatSeconds(wallSeconds);
  if (cause === 'not-started') {
    const advice = vscode.l10n.t('── choose another interpreter in the settings, or in the language’s own extension');
    return `${vscode.l10n.t('── could not be started: {0}', error?.message ?? '')}\n${advice}`;
  }
  if (cause === 'cancelled') return vscode.l10n.t('── cancelled after {0}', time);
  return exitCode === null
    ? vscode.l10n.t('── ended after {0} by {1}', time, signal ?? '')
    : vscode.l10n.t('── ended after {0} with exit code {1}', time, exitCode);
}
