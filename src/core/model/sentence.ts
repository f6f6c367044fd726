/**
 * A sentence for people, kept as its English words and what stands in their `{0}`, `{1}`, …, so that whoever opens a run
 * later reads it in a language of their own.
 */
export interface Sentence {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

export const sentence = (text: string, ...values: readonly (string | number)[]): Sentence => ({ text, values });
