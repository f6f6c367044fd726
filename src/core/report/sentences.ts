/** A stretch of a sentence; the strong ones carry the answer, the dim ones its conditions. */
export interface Segment {
  readonly text: string;
  readonly weight: 'strong' | 'normal' | 'dim';
}

/** The one sentence that answers "which, and by how much", or that says in the same place why there is no answer. */
export interface Headline {
  /** `claim`: a judged ratio. `no-claim`: measured, but too little or too different for one. `waiting`: not enough is measured yet. */
  readonly kind: 'claim' | 'no-claim' | 'waiting';
  readonly segments: readonly Segment[];
  /** The whole sentence as plain text. */
  readonly text: string;
}

/** Reads `**strong**` and `~~dim~~` stretches, which survive translation, from a sentence. */
export function headlineFrom(kind: Headline['kind'], marked: string): Headline {
  const segments = marked
    .split(/(\*\*[^*]+\*\*|~~[^~]+~~)/)
    .filter((part) => part !== '')
    .map((part): Segment => {
      if (part.startsWith('**')) return { text: part.slice(2, -2), weight: 'strong' };
      if (part.startsWith('~~')) return { text: part.slice(2, -2), weight: 'dim' };
      return { text: part, weight: 'normal' };
    });
  return { kind, segments, text: segments.map(({ text }) => text).join('') };
}
