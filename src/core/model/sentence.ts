/**
 * A sentence for people, kept as its English words and what stands in their `{0}`, `{1}`, …, sentences among it, so that
 * whoever reads it later reads it in a language of their own.
 */
export interface Sentence {
  readonly text: string;
  readonly values: readonly (string | number | Sentence)[];
}

export const sentence = (text: string, ...values: Sentence['values']): Sentence => ({ text, values });

/** Several, with the same between each and the next. */
export const joined = (sentences: readonly Sentence[], between: string): Sentence => ({
  text: sentences.map((_, index) => `{${index}}`).join(between),
  values: sentences,
});
