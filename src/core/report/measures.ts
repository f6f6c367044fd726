import { type SteadyState, summarizeTrial, type TrialSummary } from '../compare/index.js';
import type { EndedTrial, Run } from '../model/run.js';
import { median, standardDeviation } from '../stats/index.js';
import {
  formatAccuracy,
  formatBytes,
  formatCores,
  formatCount,
  formatLoss,
  formatSeconds,
  formatShare,
  formatSpread,
} from './format.js';
import type { MeasureId, Unit } from './table.js';
import type { Translate } from './translate.js';

/** One trial as the measures read it. */
export interface Observation {
  readonly trial: EndedTrial;
  readonly summary: TrialSummary;
}

export const observe = (trial: EndedTrial): Observation => ({ trial, summary: summarizeTrial(trial) });

/** A row of figures: where they come from and how they are written. */
export interface Measure {
  readonly id: MeasureId;
  readonly unit: Unit;
  readonly label: (say: Translate) => string;
  readonly read: (observation: Observation) => number | undefined;
  readonly format: (value: number) => string;
  /** True where less is better; the others have no better. */
  readonly lessIsBetter: boolean;
  /** What is said where a trial completed without this figure. */
  readonly untold: (say: Translate) => string;
  /** What all its figures are to be read by: `of 2`. */
  readonly hint?: (run: Run, say: Translate) => string;
  readonly detail?: (observations: readonly Observation[], value: number, run: Run, say: Translate) => string;
  readonly remark?: (observations: readonly Observation[], say: Translate) => string;
}

const notTold = (say: Translate): string => say('the program does not tell');
const notSampled = (say: Translate): string => say('not sampled');

const seconds = { unit: 'seconds', format: formatSeconds, lessIsBetter: true, untold: notTold } as const;
const fact = { lessIsBetter: false, untold: notTold } as const;

/** The rows of figures, in the order in which a trial goes through them. */
export const measures: readonly Measure[] = [
  time('launch-to-first-step', (say) => say('Launch to first step'), 'launchToFirstStepSeconds'),
  time('import', (say) => say('Import'), 'importSeconds'),
  time('preprocessing', (say) => say('Preprocessing'), 'preprocessingSeconds'),
  time('build', (say) => say('Building the model'), 'buildSeconds'),
  {
    ...time('first-epoch', (say) => say('First epoch'), 'firstEpochSeconds'),
    detail: (observations, value, _, say) => {
      const shares = observations.flatMap(({ summary }) => summary.firstEpochCompilationShare ?? []);
      return shares.length > 0
        ? say('{0} compiling', formatShare(median(shares)))
        : spreadOverTrials(({ summary }) => summary.firstEpochSeconds)(observations, value);
    },
  },
  {
    ...seconds,
    id: 'steady-epoch',
    label: (say) => say('Steady epoch'),
    read: ({ summary }) => summary.steady?.seconds,
    untold: (say) => say('needs two epochs'),
    detail: (observations, value) => steadySpread(steadyStates(observations), value),
    remark: (observations, say) =>
      steadyStates(observations).some(({ reached }) => !reached) ? say('no steady state') : '',
  },
  {
    ...time('warm-up-cost', (say) => say('Warm-up cost'), 'warmUpCostSeconds'),
    // It is a difference: below zero it is noise, and no merit.
    lessIsBetter: false,
    untold: (say) => say('no steady state'),
  },
  time('training', (say) => say('Training as a whole'), 'trainingSeconds'),
  time('evaluation', (say) => say('Evaluation'), 'evaluationSeconds'),
  time('prediction', (say) => say('Prediction'), 'predictionSeconds'),
  time('whole-trial', (say) => say('Whole trial'), 'wholeTrialSeconds'),
  {
    ...fact,
    id: 'cores-busy',
    unit: 'cores',
    label: (say) => say('Cores busy'),
    read: ({ trial }) => trial.measurements.resources?.coresBusy,
    format: formatCores,
    untold: notSampled,
    hint: (run, say) => say('of {0}', usableCores(run)),
    detail: (_, value, run) => formatShare(value / usableCores(run)),
  },
  {
    id: 'peak-memory',
    unit: 'bytes',
    label: (say) => say('Peak memory'),
    read: ({ trial }) => trial.measurements.resources?.peakResidentBytes,
    format: formatBytes,
    lessIsBetter: true,
    untold: notSampled,
  },
  {
    ...fact,
    id: 'parameters',
    unit: 'count',
    label: (say) => say('Parameters'),
    read: ({ trial }) => trial.measurements.parameters,
    format: formatCount,
  },
  {
    ...fact,
    id: 'first-step-loss',
    unit: 'loss',
    label: (say) => say('First-step loss'),
    read: ({ trial }) => trial.measurements.firstStepLoss,
    format: formatLoss,
  },
  {
    ...fact,
    id: 'accuracy',
    unit: 'share',
    label: (say) => say('Test accuracy'),
    read: ({ trial }) => trial.measurements.accuracy,
    format: formatAccuracy,
  },
];

/** Cores that the programs could use. */
export function usableCores({ environment }: Run): number {
  return environment.usableCores ?? environment.logicalCores;
}

type TimeKey = {
  [K in keyof TrialSummary]-?: NonNullable<TrialSummary[K]> extends number ? K : never;
}[keyof TrialSummary];

function time(id: MeasureId, label: Measure['label'], key: TimeKey): Measure {
  const read: Measure['read'] = ({ summary }) => summary[key];
  return { ...seconds, id, label, read, detail: spreadOverTrials(read) };
}

function spreadOverTrials(read: Measure['read']): (observations: readonly Observation[], value: number) => string {
  return (observations, value) => {
    const values = observations.flatMap((observation) => read(observation) ?? []);
    return values.length > 1 ? formatSpread(value, standardDeviation(values)) : '';
  };
}

function steadyStates(observations: readonly Observation[]): SteadyState[] {
  return observations.flatMap(({ summary }) => summary.steady ?? []);
}

/** Between trials where there are several, else between the epochs of the one. */
function steadySpread(states: readonly SteadyState[], value: number): string {
  if (states.length > 1) return formatSpread(value, standardDeviation(states.map((state) => state.seconds)));
  const spread = states[0]?.spreadSeconds;
  return spread === undefined ? '' : formatSpread(value, spread);
}
