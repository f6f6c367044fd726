import type { Sentence } from '../model/sentence.js';
import type { Timing } from '../model/timing.js';

/** Lines and columns as editors count them: zero-based, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place in a source text where something is trained, or timed by `@time` and its like. */
export interface TrainCall {
  /** `timed`: a statement under `@time`, whatever it does. */
  readonly kind: 'call' | 'timed';
  /** What is called, as written: `model.fit`, `Flux.train!`, `@time Flux.train!`. */
  readonly callee: string;
  /** The whole call without comments and layout: it changes exactly when the call does, so it tells a stale time. */
  readonly text: string;
  readonly start: Position;
  readonly end: Position;
  /** Where the called name ends: what tells apart several calls of one expression, and what the tracers go by. */
  readonly nameEnd: Position;
  /** Its place among the file's train calls, zero-based. */
  readonly ordinal: number;
}

/** One execution of a train call. */
export interface CallExecution {
  /** From the program's first instant to the call; absent when the time was read from the output. */
  readonly startSeconds?: number;
  /** Absent while it runs, and for ever when it raised an error or its process ended. */
  readonly seconds?: number;
  /** The epochs that the program printed while the call ran: the first and the latest, never more than {@link EXECUTIONS_KEPT}. */
  readonly epochs: readonly Timing[];
  /** How many it printed, where that is more than are kept. */
  readonly epochCount?: number;
}

/** What is known of one train call's times, by whichever way. Plain data: it can be stored and read back. */
export interface CallTimes {
  /** The call as it was when the program ran, and where it is now as far as known. */
  readonly call: Pick<TrainCall, 'kind' | 'callee' | 'text' | 'ordinal'> & { readonly line: number };
  /** `traced`: measured at the call itself; `printed`: read from the program's output and tied to the call. */
  readonly origin: 'traced' | 'printed';
  /** How often the call was executed. */
  readonly count: number;
  /** Of all finished executions together. */
  readonly totalSeconds: number;
  /** The first and the latest executions, never more than {@link EXECUTIONS_KEPT}. */
  readonly executions: readonly CallExecution[];
}

/** More executions, and more epochs of one, than these are only counted and summed. */
export const EXECUTIONS_KEPT = 500;

/** What one run of a file found out. Plain data: it can be stored and read back. */
export interface FileTimes {
  readonly startedAt: string;
  readonly mode: 'traced' | 'as-is';
  /** Why a run that should have been traced was not; a text is the interpreter's own. */
  readonly untracedBecause?: string | Sentence;
  readonly calls: readonly CallTimes[];
  /** Calls that were not timed, since the program that the interpreter made of the file has none at their places. */
  readonly missed?: readonly CallTimes['call'][];
  /** Calls that were not timed, since nothing may be changed where they stand: what is compiled or shown, annotations. */
  readonly left?: readonly CallTimes['call'][];
  /** Calls of a program run as it is that no printed time was credited to. */
  readonly untimed?: readonly CallTimes['call'][];
  /** Times that the program printed and that no call can be credited with for certain. */
  readonly unattributed: readonly Timing[];
  /** How many times the program printed beyond the most that are kept. */
  readonly passedOver?: number;
}
