import { fnv1a } from '../hash.js';

const LONGEST = 240;
const WORD = /[\w\u0080-\uFFFF]/;
const SPACE = 32;
const BACKSLASH = 92;
const TRAILING_COMMA = /,(?=[)\]}])/g;

/**
 * A stretch of masked code without comments, layout, line joins and trailing commas, as a text to compare by. A long one
 * is cut and carries a checksum of the whole.
 */
export function callText(source: string, code: string, start: number, end: number): string {
  let text = '';
  let last = '';
  let kept = start;
  const keep = (upTo: number): void => {
    if (upTo === kept) return;
    if (WORD.test(last) && WORD.test(source.charAt(kept))) text += ' ';
    text += source.slice(kept, upTo);
    last = source.charAt(upTo - 1);
  };
  for (let at = start; at < end; at += 1) {
    const unit = code.charCodeAt(at);
    const isBlank = unit <= SPACE || (unit === BACKSLASH && '\r\n'.includes(code.charAt(at + 1)));
    if (!isBlank) continue;
    keep(at);
    kept = at + 1;
  }
  keep(end);
  text = text.replace(TRAILING_COMMA, '');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… ${fnv1a(text).toString(16)}`;
}
