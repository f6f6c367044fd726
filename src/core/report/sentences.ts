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

/** A text that may hold such marks of its own, for a marked sentence. */
export const literal = (text: string): string => text.replace(/[\\*~]/g, '\\$&');

/** Reads `**strong**` and `~~dim~~` stretches, which survive translation, from a sentence. */
export function headlineFrom(kind: Headline['kind'], marked: string): Headline {
  const segments = marked
    .split(/(\*\*(?:[^*\\]|\\.)+\*\*|~~(?:[^~\\]|\\.)+~~)/)
    .filter((part) => part !== '')
    .map((part): Segment => {
      const weight = part.startsWith('**') ? 'strong' : part.startsWith('~~') ? 'dim' : 'normal';
      const text = weight === 'normal' ? part : part.slice(2, -2);
      return { text: text.replace(/\\(.)/g, '$1'), weight };
    });
  return { kind, segments, text: segments.map(({ text }) => text).join('') };
}
