import type { Sentence } from '../../src/core/model/sentence.js';
import { english, tell } from '../../src/core/report/translate.js';

export type InEnglish<T> = T extends Sentence ? string : T extends object ? { [K in keyof T]: InEnglish<T[K]> } : T;

/** What a test got, with the sentences that are kept in it as a person reads them. */
export function inEnglish<T>(value: T): InEnglish<T> {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    isSentence(each) ? tell(each, english) : each,
  ) as InEnglish<T>;
}

function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && 'text' in value && 'values' in value;
}
