import { summarizeRun } from '../../core/compare/index.js';
import type { Run } from '../../core/model/run.js';
import type { Timing } from '../../core/model/timing.js';
import { median } from '../../core/stats/index.js';
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
  const isMean = epochs.length > 1 && finished.length === 1;
  if (epochs.length > 0 && (isFine(epochs) || finished.length === 0)) {
    const resolutionSeconds = Math.max(...epochs.map((epoch) => epoch.resolutionSeconds));
    return reduce('epoch', secondsOf(epochs), resolutionSeconds);
  }
  if (finished.length === 0) return undefined;
  return isMean
    ? { unit: 'epoch', count: epochs.length, typicalSeconds: times.totalSeconds / epochs.length, resolutionSeconds: 0 }
    : { ...reduce('call', finished, 0), count: times.count };
}

const secondsOf = (timings: readonly Timing[]): number[] => timings.map(({ seconds }) => seconds);

function isFine(epochs: readonly Timing[]): boolean {
  const coarsest = Math.max(...epochs.map(({ resolutionSeconds }) => resolutionSeconds));
  return coarsest <= median(secondsOf(epochs)) * COARSEST_SHARE;
}

/** The figures of an implementation's epochs in a benchmark; undefined when it measured none. */
export function figuresOfRun(run: Run, implementation: string): Figures | undefined {
  const trials = summarizeRun(run).filter((trial) => trial.implementation === implementation);
  const steady = trials.flatMap((trial) => (trial.steady === undefined ? [] : [trial.steady.seconds]));
  const first = trials.flatMap(({ firstEpochSeconds }) => (firstEpochSeconds === undefined ? [] : [firstEpochSeconds]));
  const epochs = trials.flatMap(({ epochSeconds }) => epochSeconds);
  if (epochs.length === 0) return undefined;
  if (steady.length === 0) return reduce('epoch', epochs, 0);
  const later = trials.flatMap(({ epochSeconds }) => epochSeconds.slice(1));
  return {
    unit: 'epoch',
    count: epochs.length,
    typicalSeconds: median(steady),
    ...(later.length > 0 && { firstSeconds: median(first) }),
    ...(later.length > 1 && { range: [Math.min(...later), Math.max(...later)] as const }),
    resolutionSeconds: 0,
  };
}

/** The first one is warm-up: it is told apart, and does not count towards the typical time when there are others. */
function reduce(unit: Figures['unit'], seconds: readonly number[], resolutionSeconds: number): Figures {
  const [first, ...later] = seconds;
  const typical = later.length > 0 ? later : seconds;
  return {
    unit,
    count: seconds.length,
    typicalSeconds: median(typical),
    ...(later.length > 0 && first !== undefined && { firstSeconds: first }),
    ...(later.length > 1 && { range: [Math.min(...later), Math.max(...later)] as const }),
    resolutionSeconds,
  };
}
