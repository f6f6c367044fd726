import type { Timing } from '../model/timing.js';
import { keepFirstAndLatest } from './first-and-latest.js';
import type { TraceEvent } from './trace-event.js';
import type { CallExecution, CallTimes, TrainCall } from './types.js';

/** Output may arrive this much later than the end of the call that printed it. */
const OUTPUT_LAG_SECONDS = 1;

/** How well an event or a line is seen when it happens. */
const ARRIVAL_RESOLUTION_SECONDS = 0.1;

/** More unfinished executions than these are calls that ended in errors. */
const MOST_RUNNING = 1000;

export interface Execution extends CallExecution {
  seconds?: number;
  readonly epochs: Timing[];
  epochCount?: number;
}

/** Counts an epoch of an execution, and keeps it as far as there is room. */
export function addEpoch(execution: Execution, epoch: Timing): void {
  const { epochs, epochCount = epochs.length } = execution;
  keepFirstAndLatest(epochs, epoch);
  if (epochCount + 1 > epochs.length) execution.epochCount = epochCount + 1;
}

type Program = Extract<TraceEvent, { event: 'program' }>;

interface Tally {
  count: number;
  totalSeconds: number;
  readonly executions: Execution[];
}

/** Gathers what a tracer tells and what the program prints into the times of its train calls. */
export class ExecutionLog {
  readonly #calls: readonly TrainCall[];
  readonly #tallies = new Map<number, Tally>();
  /** Begun and not ended, in order of their beginning. */
  readonly #running = new Map<string, Execution>();
  /** When an execution's beginning, or the latest epoch that it printed, was seen. */
  readonly #lastSeen = new WeakMap<Execution, number>();
  #lastEnded: { readonly execution: Execution; readonly atSeconds: number } | undefined;
  #program: Program | undefined;

  /** @param calls in the order in which the tracer was given them */
  constructor(calls: readonly TrainCall[]) {
    this.#calls = calls;
  }

  /** What the tracer told of the program; absent until the program starts, and for ever when the tracer could not. */
  get program(): Program | undefined {
    return this.#program;
  }

  /** The calls that the tracer did not find in the program. */
  get missed(): CallTimes['call'][] {
    return this.#recordsAt(this.#program?.missed);
  }

  /** The calls that the tracer left as they are. */
  get left(): CallTimes['call'][] {
    return this.#recordsAt(this.#program?.left);
  }

  /** @param atSeconds when the event was seen, on the same clock as in {@link epoch} */
  add(event: TraceEvent, atSeconds: number): void {
    if (event.event === 'program') {
      this.#program = event;
      return;
    }
    const key = `${event.pid}:${event.execution}`;
    if (event.event === 'call') {
      const execution = { startSeconds: (event.t_ns - (this.#program?.t_ns ?? event.t_ns)) / 1e9, epochs: [] };
      this.#begin(event.call, key, execution);
      this.#lastSeen.set(execution, atSeconds);
      return;
    }
    const execution = this.#running.get(key);
    // A forked child ends a call, too, that its parent began: it is the parent's.
    if (execution === undefined) return;
    execution.seconds = event.duration_ns / 1e9;
    this.#tally(event.call).totalSeconds += execution.seconds;
    this.#running.delete(key);
    this.#lastEnded = { execution, atSeconds };
  }

  /**
   * Credits an epoch's time to the call that printed it. The output and the tracer's events come by different ways, so
   * an epoch may come in shortly after its call has ended; its number tells to which sequence it belongs.
   *
   * @returns whether a call could be credited
   */
  epoch(timing: Timing, atSeconds: number): boolean {
    if (timing.epoch === undefined) return false;
    const running = [...this.#running.values()].at(-1);
    const lag = atSeconds - (this.#lastEnded?.atSeconds ?? -Infinity);
    const ended = lag <= OUTPUT_LAG_SECONDS ? this.#lastEnded?.execution : undefined;
    const isOfRunning = running !== undefined && (continues(running, timing) || !continues(ended, timing));
    const credited = isOfRunning ? running : ended;
    if (credited === undefined || !(isOfRunning || fitsIn(credited, timing))) return false;
    const sinceLast = atSeconds - (this.#lastSeen.get(credited) ?? atSeconds);
    this.#lastSeen.set(credited, atSeconds);
    addEpoch(credited, finer(timing, sinceLast));
    return true;
  }

  /** The times of the calls that were executed so far. */
  times(): CallTimes[] {
    return this.#calls.flatMap((call, index): CallTimes[] => {
      const tally = this.#tallies.get(index);
      if (tally === undefined) return [];
      const executions = tally.executions.map((execution) => ({ ...execution, epochs: [...execution.epochs] }));
      return [{ call: callRecord(call), origin: 'traced', ...tally, executions }];
    });
  }

  #recordsAt(places: readonly number[] = []): CallTimes['call'][] {
    return places.flatMap((place) => this.#calls[place] ?? []).map(callRecord);
  }

  #begin(call: number, key: string, execution: Execution): void {
    const tally = this.#tally(call);
    tally.count += 1;
    keepFirstAndLatest(tally.executions, execution);
    this.#running.set(key, execution);
    if (this.#running.size <= MOST_RUNNING) return;
    for (const oldest of this.#running.keys()) {
      this.#running.delete(oldest);
      return;
    }
  }

  #tally(call: number): Tally {
    const known = this.#tallies.get(call);
    if (known !== undefined) return known;
    const made: Tally = { count: 0, totalSeconds: 0, executions: [] };
    this.#tallies.set(call, made);
    return made;
  }
}

/** An epoch's time as it was seen to pass, where that is finer than the printed figure and agrees with it. */
function finer(timing: Timing, seenSeconds: number): Timing {
  const isCoarse = timing.resolutionSeconds > ARRIVAL_RESOLUTION_SECONDS;
  const difference = Math.abs(seenSeconds - timing.seconds);
  if (!isCoarse || difference > timing.resolutionSeconds + ARRIVAL_RESOLUTION_SECONDS) return timing;
  return { ...timing, seconds: seenSeconds, resolutionSeconds: ARRIVAL_RESOLUTION_SECONDS };
}

/** What is kept of a call beside its times. */
export function callRecord({ kind, callee, text, ordinal, start }: TrainCall): CallTimes['call'] {
  return { kind, callee, text, ordinal, line: start.line };
}

/** Whether the epoch is the next one of those that an execution has printed. */
function continues(execution: Execution | undefined, timing: Timing): boolean {
  const last = execution?.epochs.at(-1)?.epoch;
  return last !== undefined && timing.epoch === last + 1;
}

/** Whether an ended execution may have printed the epoch: the next of its sequence, or the first one of a short call. */
function fitsIn(execution: Execution, timing: Timing): boolean {
  if (continues(execution, timing)) return true;
  const isFirst = timing.epoch === 1 && execution.epochs.length === 0;
  return isFirst && timing.seconds <= (execution.seconds ?? 0) + timing.resolutionSeconds;
}
