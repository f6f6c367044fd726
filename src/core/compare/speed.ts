import type { TrialSummary } from './summary.js';

/** The times that implementations are compared by. */
export type SpeedMeasure = 'steady-epoch' | 'first-epoch' | 'launch-to-first-step' | 'whole-trial';

export function speedOf(summary: TrialSummary, measure: SpeedMeasure): number | undefined {
  switch (measure) {
    case 'steady-epoch':
      return summary.steady?.seconds;
    case 'first-epoch':
      return summary.firstEpochSeconds;
    case 'launch-to-first-step':
      return summary.launchToFirstStepSeconds;
    case 'whole-trial':
      return summary.wholeTrialSeconds;
  }
}

/**
 * The measure that answers "which is faster at training" as well as these trials can: the steady epoch, with one epoch
 * the first, with none told apart the whole trial.
 */
export function bestMeasure(summaries: readonly TrialSummary[]): SpeedMeasure {
  const completed = summaries.filter((summary) => summary.completed);
  const preferred: readonly SpeedMeasure[] = ['steady-epoch', 'first-epoch'];
  const known = preferred.find(
    (measure) => completed.length > 0 && completed.every((summary) => speedOf(summary, measure) !== undefined),
  );
  return known ?? 'whole-trial';
}
