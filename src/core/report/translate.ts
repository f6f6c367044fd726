import type { Sentence } from '../model/sentence.js';

/**
 * Turns an English sentence with `{0}`, `{1}` … into the reader's language and fills in the values: `l10n.t` of VS Code
 * and of its page library have this shape. The report's words all go through it; figures are filled in already formatted.
 */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** Leaves the sentence in English. */
export const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));

/** Whether it is words, and not something that each face of LangBench words in its own way. */
export const isWords = (told: Sentence | { readonly kind: string }): told is Sentence => 'text' in told;

/** A sentence that was kept; what somebody else said, which is plain text, stays as it is. */
export function tell(kept: string | Sentence, say: Translate): string {
  if (typeof kept === 'string') return kept;
  return say(kept.text, ...kept.values.map((value) => (typeof value === 'number' ? value : tell(value, say))));
}
