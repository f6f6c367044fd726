import { summarizeTrial, tellingTrials } from '../../core/compare/index.js';
import type { Run } from '../../core/model/run.js';
import type { Phase, Timing } from '../../core/model/timing.js';
import { extent, median } from '../../core/stats/index.js';
import type { CallTimes } from '../../core/train-calls/index.js';

/** What is told above a train call, in seconds, reduced from what was measured of it. */
export interface Figures {
  /** What the typical time is of: an epoch, one call among several, or the only call. */
  readonly unit: 'epoch' | 'call';
  /** How many such were measured. */
  readonly count: number;
  /** The median after warm-up. */
  readonly typicalSeconds: number;
  /** The first one's time, where it is known and there were others. */
  readonly firstSeconds?: number;
  /** Smallest and largest after warm-up, where there are several. */
  readonly range?: readonly [number, number];
  /** How far a printed time may be from the true one; 0 for a measured one. */
  readonly resolutionSeconds: number;
}

/** A printed time coarser than this share of itself is not shown as an epoch's; the call's own total is better. */
const COARSEST_SHARE = 0.05;

/** The figures of a call that was executed in a run of its file; undefined when none of its executions ended. */
export function figuresOfCall(times: CallTimes): Figures | undefined {
  const epochs = times.executions.flatMap((execution) => execution.epochs);
  const finished = times.executions.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds]));
  const count = times.executions.reduce((sum, execution) => sum + (execution.epochCount ?? execution.epochs.length), 0);
  if (epochs.length > 0 && (isFine(epochs) || finished.length === 0)) {
    return { ...reduce('epoch', secondsOf(epochs), coarsest(epochs)), count };
  }
  if (finished.length === 0) return undefined;
  return count > 1 && finished.length === 1
    ? { unit: 'epoch', count, typicalSeconds: times.totalSeconds / count, resolutionSeconds: 0 }
    : { ...reduce('call', finished, 0), count: times.count };
}

const secondsOf = (timings: readonly Timing[]): number[] => timings.map(({ seconds }) => seconds);

const coarsest = (epochs: readonly Timing[]): number =>
  extent(epochs.map(({ resolutionSeconds }) => resolutionSeconds))[1];

const isFine = (epochs: readonly Timing[]): boolean => coarsest(epochs) <= median(secondsOf(epochs)) * COARSEST_SHARE;

/** The figures of an implementation's epochs in a benchmark, as its table has them; undefined when it measured none. */
export function figuresOfRun(run: Run, implementation: string): Figures | undefined {
  const trials = tellingTrials(run, implementation).map(summarizeTrial);
  const count = trials.reduce((sum, { epochSeconds }) => sum + epochSeconds.length, 0);
  const first = trials.flatMap(({ firstEpochSeconds }) => firstEpochSeconds ?? []);
  const steady = trials.flatMap((trial) => trial.steady ?? []);
  if (first.length === 0) return undefined;
  if (steady.length === 0) return { ...describe(first), unit: 'epoch', count, resolutionSeconds: 0 };
  const epochs = trials.flatMap((trial) => trial.epochSeconds.slice((trial.steady?.fromEpoch ?? Infinity) - 1));
  return {
    ...describe(epochs),
    unit: 'epoch',
    count,
    typicalSeconds: median(steady.map(({ seconds }) => seconds)),
    firstSeconds: median(first),
    resolutionSeconds: 0,
  };
}

/** The figures of a phase that comes once a trial; undefined when none was measured. */
export function figuresOfPhase(run: Run, implementation: string, phase: Phase): Figures | undefined {
  const seconds = tellingTrials(run, implementation).flatMap(
    ({ measurements }) => measurements.phases.find((span) => span.phase === phase)?.seconds ?? [],
  );
  return seconds.length === 0
    ? undefined
    : { ...describe(seconds), unit: 'call', count: seconds.length, resolutionSeconds: 0 };
}

/** The first one is warm-up: it is told apart, and does not count towards the typical time when there are others. */
function reduce(unit: Figures['unit'], seconds: readonly number[], resolutionSeconds: number): Figures {
  const [first, ...later] = seconds;
  return {
    ...describe(later.length > 0 ? later : seconds),
    unit,
    count: seconds.length,
    ...(later.length > 0 && first !== undefined && { firstSeconds: first }),
    resolutionSeconds,
  };
}

function describe(seconds: readonly number[]): Pick<Figures, 'typicalSeconds' | 'range'> {
  return {
    typicalSeconds: median(seconds),
    ...(seconds.length > 1 && { range: extent(seconds) }),
  };
}
