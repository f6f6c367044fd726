import { type EndedTrial, hasEnded, type Measurements, type PhaseSpan, type Run } from '../model/run.js';
import type { Phase } from '../model/timing.js';
import { coefficientOfVariation, median, standardDeviation } from '../stats/index.js';

/** Steady: a window of epochs that vary by less than this, as Georges et al., OOPSLA 2007, section 4.2. */
const STEADY_VARIATION = 0.02;
const LONGEST_WINDOW = 5;

/** The epochs after warm-up. */
export interface SteadyState {
  /** Median of the epochs from `fromEpoch` on. */
  readonly seconds: number;
  /** 1-based. */
  readonly fromEpoch: number;
  /** False: no window of epochs was even enough, so that all epochs from the second on were taken. */
  readonly reached: boolean;
  /** Standard deviation of those epochs; absent where there is only one. */
  readonly spreadSeconds?: number;
}

/** The figures of one trial that runs are described and compared by. Absent is what was not measured. */
export interface TrialSummary {
  readonly implementation: string;
  readonly block: number;
  readonly completed: boolean;
  readonly launchToFirstStepSeconds?: number;
  readonly importSeconds?: number;
  readonly preprocessingSeconds?: number;
  readonly buildSeconds?: number;
  /** Of a program that does not tell its epochs apart. */
  readonly trainingSeconds?: number;
  readonly evaluationSeconds?: number;
  readonly predictionSeconds?: number;
  /** From launch to the process's end; only of trials that completed. */
  readonly wholeTrialSeconds?: number;
  /** In order. */
  readonly epochSeconds: readonly number[];
  readonly firstEpochSeconds?: number;
  /** Share of the first epoch spent compiling, 0 to 1, where the program tells. */
  readonly firstEpochCompilationShare?: number;
  readonly steady?: SteadyState;
  /** What the epochs before the steady ones took beyond as many steady ones; absent where no steady state was reached. */
  readonly warmUpCostSeconds?: number;
}

/** The figures of every trial that was started. */
export function summarizeRun(run: Run): TrialSummary[] {
  return run.trials.filter(hasEnded).map(summarizeTrial);
}

/** The trials that an implementation is described by: its completed ones; where there are none, what was begun. */
export function tellingTrials(run: Run, implementation: string): EndedTrial[] {
  const ended = run.trials.filter(hasEnded).filter((trial) => trial.implementation === implementation);
  const completed = ended.filter(({ state }) => state === 'completed');
  return completed.length > 0 ? completed : ended;
}

/** What an implementation's program said of itself, in the first trial in which it did. */
export function programOf(run: Run, implementation: string): Measurements['program'] {
  return run.trials
    .filter(hasEnded)
    .find((trial) => trial.implementation === implementation && trial.measurements.program)?.measurements.program;
}

/** Trials never change, and a report asks for the same ones many times. */
const summaries = new WeakMap<EndedTrial, TrialSummary>();

export function summarizeTrial(trial: EndedTrial): TrialSummary {
  const summary = summaries.get(trial) ?? summarizeAnew(trial);
  summaries.set(trial, summary);
  return summary;
}

function summarizeAnew(trial: EndedTrial): TrialSummary {
  const { measurements } = trial;
  const epochSeconds = epochsOf(measurements);
  const [first] = epochSeconds;
  const steady = steadyStateOf(epochSeconds);
  const firstEpoch = spansOf(measurements, 'epoch').find(({ epoch }) => (epoch ?? 1) === 1);
  return {
    implementation: trial.implementation,
    block: trial.block,
    completed: trial.state === 'completed',
    ...given('launchToFirstStepSeconds', measurements.launchToFirstStepSeconds),
    ...given('importSeconds', phaseSeconds(measurements, 'import')),
    ...given('preprocessingSeconds', phaseSeconds(measurements, 'preprocessing')),
    ...given('buildSeconds', phaseSeconds(measurements, 'build')),
    ...given('trainingSeconds', phaseSeconds(measurements, 'training')),
    ...given('evaluationSeconds', phaseSeconds(measurements, 'evaluation')),
    ...given('predictionSeconds', phaseSeconds(measurements, 'prediction')),
    ...given('wholeTrialSeconds', trial.state === 'completed' ? trial.wallSeconds : undefined),
    epochSeconds,
    ...given('firstEpochSeconds', first),
    ...given('firstEpochCompilationShare', firstEpoch?.compilationShare),
    ...given('steady', steady),
    ...given('warmUpCostSeconds', steady?.reached ? warmUpCost(epochSeconds, steady) : undefined),
  };
}

/** How many epochs in a row must be even: half of them, at least 2 and at most 5. */
export function steadyWindow(epochs: number): number {
  return Math.min(LONGEST_WINDOW, Math.max(2, Math.floor(epochs / 2)));
}

/**
 * The steady state of a trial's epochs: from the first one on that opens a window of epochs with a coefficient of
 * variation below 2 %, else from the second one on. None with fewer than two epochs.
 */
export function steadyStateOf(epochSeconds: readonly number[]): SteadyState | undefined {
  if (epochSeconds.length < 2) return undefined;
  const window = steadyWindow(epochSeconds.length);
  const start = epochSeconds.findIndex((_, index) => {
    const epochs = epochSeconds.slice(index, index + window);
    return epochs.length === window && coefficientOfVariation(epochs) < STEADY_VARIATION;
  });
  const reached = start >= 0;
  const epochs = epochSeconds.slice(reached ? start : 1);
  return {
    seconds: median(epochs),
    fromEpoch: reached ? start + 1 : 2,
    reached,
    ...given('spreadSeconds', epochs.length > 1 ? standardDeviation(epochs) : undefined),
  };
}

function warmUpCost(epochSeconds: readonly number[], steady: SteadyState): number {
  return epochSeconds.slice(0, steady.fromEpoch - 1).reduce((sum, seconds) => sum + seconds - steady.seconds, 0);
}

/** Seconds of each epoch, in their order. */
export function epochsOf(measurements: Measurements): number[] {
  return spansOf(measurements, 'epoch').map(({ seconds }) => seconds);
}

function phaseSeconds(measurements: Measurements, phase: Phase): number | undefined {
  const spans = spansOf(measurements, phase);
  return spans.length > 0 ? spans.reduce((sum, { seconds }) => sum + seconds, 0) : undefined;
}

function spansOf({ phases }: Measurements, wanted: Phase): readonly PhaseSpan[] {
  return phases.filter(({ phase }) => phase === wanted);
}

/** A property that is there only when it has a value, as exact optional properties want it. */
export function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
