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
export const isWords = (told: string | Sentence | { readonly kind: string }): told is string | Sentence =>
  typeof told === 'string' || 'text' in told;

/** A sentence that was kept; plain English stays as it is. */
export const tell = (kept: string | Sentence, say: Translate): string =>
  typeof kept === 'string' ? kept : say(kept.text, ...kept.values);
