import { summarizeTrial } from '../../core/compare/summary.js';
import type { Run, Trial, TrialKey } from '../../core/model/run.js';
import { formatAccuracy, formatDuration, formatSeconds } from '../../core/report/format.js';
import { titleOf } from '../../core/report/words.js';
import { messageText, remedyText, type SetUpTarget } from '../remedy-text.js';
import type { Style } from '../style.js';

/** With more epochs than this a finished trial's line sums them up. */
const MOST_EPOCHS = 8;

/** `Julia Flux`, with several blocks `Julia Flux, block 2 of 5`. */
export function nameTrial({ implementation, block }: TrialKey, run: Run): string {
  const title = titleOf(run, implementation);
  return run.settings.blocks > 1 ? `${title}, block ${block} of ${run.settings.blocks}` : title;
}

/** The line that stays when a trial has ended. */
export function describeTrial(trial: Trial, run: Run, target: SetUpTarget, style: Style): string {
  const name = style.bold(nameTrial(trial, run));
  switch (trial.state) {
    case 'completed':
      return `${style.green('✓')} ${name}: ${describeFigures(trial)}`;
    case 'failed':
    case 'timed-out':
    case 'not-started': {
      const { remedy } = trial.problem;
      const lines = [
        `${style.red('✗')} ${name}: ${messageText(trial.problem)}`,
        ...(remedy === undefined ? [] : [`  ${style.cyan('→')} ${remedyText(remedy, target)}`]),
      ];
      return lines.join('\n');
    }
    case 'cancelled':
      return `${style.yellow('–')} ${name}: cancelled after ${formatDuration(trial.wallSeconds)}`;
  }
}

function describeFigures(trial: Extract<Trial, { state: 'completed' }>): string {
  const { epochSeconds, steady, launchToFirstStepSeconds: firstStep } = summarizeTrial(trial);
  const { accuracy } = trial.measurements;
  const epochs =
    epochSeconds.length > MOST_EPOCHS
      ? `${epochSeconds.length} epochs${steady ? `, steady ${formatSeconds(steady.seconds)}` : ''}`
      : `${epochSeconds.length === 1 ? 'epoch' : 'epochs'} ${epochSeconds.map(formatSeconds).join(', ')}`;
  return [
    ...(firstStep === undefined ? [] : [`first step after ${formatSeconds(firstStep)}`]),
    ...(epochSeconds.length > 0 ? [epochs] : []),
    ...(accuracy === undefined ? [] : [`accuracy ${formatAccuracy(accuracy)}`]),
    `${formatSeconds(trial.wallSeconds)} in all`,
  ].join('; ');
}
