import type { Sentence } from './model/sentence.js';
import { english, tell } from './report/translate.js';

/** An error for people: whoever shows it tells its sentence in the reader's language; its message is the English. */
export class ToldError extends Error {
  readonly told: Sentence;

  constructor(told: Sentence, options?: ErrorOptions) {
    super(tell(told, english), options);
    this.told = told;
  }
}

/** What an error says: a sentence of LangBench's, or the words of whatever else threw it. */
export function toldBy(error: unknown): string | Sentence {
  // No instanceof: each bundle of the extension has a class of its own.
  if (error instanceof Error) return (error as Partial<ToldError>).told ?? error.message;
  return String(error);
}
