/** A stretch of a sentence; the strong ones carry the answer, the dim ones its conditions. */
export interface Segment {
  readonly text: string;
  readonly weight: 'strong' | 'normal' | 'dim';
}

/** The one sentence that answers "which, and by how much", or that says in the same place why there is no answer. */
export interface Headline {
  /** `claim`: a ratio is stated. `no-claim`: measured, but nothing can be said. `waiting`: not enough is measured yet. */
  readonly kind: 'claim' | 'no-claim' | 'waiting';
  readonly segments: readonly Segment[];
  /** The whole sentence as plain text. */
  readonly text: string;
}

/** What a reader must know to take the headline for what it is. */
export interface Conditions {
  readonly sameWork: 'same' | 'different' | 'unknown';
  /** `same work`, or what differs, in a few words. */
  readonly sameWorkText: string;
  /** Data, epochs and batch, threads, versions: a few words each. */
  readonly items: readonly string[];
  /** Anything unusual, a plain sentence each, the gravest first. */
  readonly warnings: readonly string[];
}
