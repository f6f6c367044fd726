import type * as v from 'valibot';

/** Where something breaks a schema, what was expected there and what was found: `defaults.epochs: expected number, found "3"`. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = jsonPath(issue.path?.map((item) => item.key as string | number) ?? []);
  const isKey = issue.type === 'strict_object' || issue.type === 'object';
  if (isKey && issue.path) {
    return `${place}: ${issue.expected === 'never' ? 'there is no such property' : 'expected, but missing'}`;
  }
  return `${place}: ${issue.expected === null ? issue.message : `expected ${issue.expected}, found ${issue.received}`}`;
}

/** `implementations[0].parsers`; `(the whole of it)` for the root. */
function jsonPath(keys: readonly (string | number)[]): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || '(the whole of it)';
}
