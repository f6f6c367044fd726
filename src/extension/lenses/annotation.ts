import type { CallTimes, FileTimes } from '../../core/train-calls/index.js';
import type { Figures } from './figures.js';

/** One train call's figures, and the call as it was when they were measured. Plain data: it survives a reload. */
export interface CallAnnotation {
  readonly call: CallTimes['call'];
  readonly figures: Figures;
  readonly origin: CallTimes['origin'] | 'benchmark';
  readonly comparison?: Comparison;
}

/** How a call compares with another that did comparable work. */
export interface Comparison {
  /** The other's name for people: `TensorFlow`, `train.jl:12`. */
  readonly other: string;
  /** This time by the other one; above 1 this is slower. */
  readonly ratio: number;
  /** How many blocks showed it, where they are too few for an interval. */
  readonly blocks?: number;
}

/** What is known of a file's train calls since it was last measured. */
export interface FileAnnotations {
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly source:
    | { readonly kind: 'benchmark'; readonly runId: string; readonly implementation: string }
    | {
        readonly kind: 'file';
        readonly mode: FileTimes['mode'];
        readonly untracedBecause?: FileTimes['untracedBecause'];
      };
  /** What the times hold for, a few words each: data, epochs, threads, versions. */
  readonly conditions: readonly string[];
  /** What a reader should know before trusting them, a sentence each. */
  readonly warnings?: readonly string[];
  readonly calls: readonly CallAnnotation[];
  /** How many printed times no call could be credited with. */
  readonly unattributed: number;
  /** The texts of the calls that one of those may be of. */
  readonly untimed?: readonly string[];
}
