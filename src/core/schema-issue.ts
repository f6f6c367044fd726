import type * as v from 'valibot';
import { sentence, type Sentence } from './model/sentence.js';

/** Where something breaks a schema, what was expected there and what was found: `defaults.epochs: expected number, found "3"`. */
export function describeIssue(issue: v.BaseIssue<unknown>): Sentence {
  const place = jsonPath(issue.path?.map((item) => item.key as string | number) ?? []);
  const isKey = issue.type === 'strict_object' || issue.type === 'object';
  if (isKey && issue.path) {
    return sentence(
      issue.expected === 'never' ? '{0}: there is no such property' : '{0}: expected, but missing',
      place,
    );
  }
  return issue.expected === null
    ? sentence('{0}: {1}', place, issue.message)
    : sentence('{0}: expected {1}, found {2}', place, issue.expected, issue.received);
}

/** `implementations[0].parsers`; `(the whole of it)` for the root. */
function jsonPath(keys: readonly (string | number)[]): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || '(the whole of it)';
}
