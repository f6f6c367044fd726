import { FEWEST_BLOCKS, summarizeRun, type TrialSummary } from '../../../src/core/compare/index.js';
import type { Run } from '../../../src/core/model/run.js';
import { Random } from '../../../src/core/random.js';
import type { MeasureId } from '../../../src/core/report/index.js';
import { median, outliers, percentileBootstrap, type Interval } from '../../../src/core/stats/index.js';

/** The measures of which every trial can be shown, and where a trial's summary has them. */
export const TRIAL_MEASURES = {
  'steady-epoch': ({ steady }) => steady?.seconds,
  'first-epoch': ({ firstEpochSeconds }) => firstEpochSeconds,
  'launch-to-first-step': ({ launchToFirstStepSeconds }) => launchToFirstStepSeconds,
  preprocessing: ({ preprocessingSeconds }) => preprocessingSeconds,
  evaluation: ({ evaluationSeconds }) => evaluationSeconds,
  'whole-trial': ({ wholeTrialSeconds }) => wholeTrialSeconds,
} as const satisfies Partial<Record<MeasureId, (trial: TrialSummary) => number | undefined>>;

export type TrialMeasure = keyof typeof TRIAL_MEASURES;

export const isTrialMeasure = (name: string | undefined): name is TrialMeasure =>
  name !== undefined && name in TRIAL_MEASURES;

export interface Dot {
  readonly block: number;
  readonly seconds: number;
  readonly completed: boolean;
  /** Far from the others; it stays in every figure. */
  readonly outlying: boolean;
}

export interface Row {
  readonly title: string;
  readonly dots: readonly Dot[];
  /** Absent with one trial. */
  readonly median: number | undefined;
  /** 95 %, of the median; absent with fewer trials than an interval takes. */
  readonly interval: Interval | undefined;
}

/** The trials of each implementation by one measure. */
export function rowsOf(run: Run, measure: TrialMeasure): readonly Row[] {
  const trials = summarizeRun(run);
  return run.implementations.map(({ id, title }) => {
    const measured = trials
      .filter((trial) => trial.implementation === id)
      .flatMap((trial) => {
        const seconds = TRIAL_MEASURES[measure](trial);
        return seconds === undefined ? [] : [{ block: trial.block, seconds, completed: trial.completed }];
      });
    const far = outliers(measured.map(({ seconds }) => seconds));
    const values = measured.filter(({ completed }) => completed).map(({ seconds }) => seconds);
    return {
      title,
      dots: measured.map((dot, index) => ({ ...dot, outlying: far[index] ?? false })),
      median: values.length > 1 ? median(values) : undefined,
      interval:
        values.length >= FEWEST_BLOCKS
          ? percentileBootstrap(values, median, new Random(run.settings.seed, `dots ${id} ${measure}`)).interval(0.95)
          : undefined,
    };
  });
}
