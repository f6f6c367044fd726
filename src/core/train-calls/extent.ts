import type { Language } from '../model/experiment.js';
import { lineEndFrom } from './mask.js';

/** Nothing that a person writes as one expression is longer; it bounds the work on code that is being typed. */
const MAX_EXTENT = 20_000;

/** As much of a line as is taken for a call that is not finished, in UTF-16 units. */
const UNFINISHED = 200;

/** Where a call is said to end that is just being typed and does not end: with its first line. */
export function unfinishedEnd(code: string, at: number): number {
  return at + code.slice(at, Math.min(at + UNFINISHED, lineEndFrom(code, at))).trimEnd().length;
}

const BRACKETS = /[()[\]{}]/g;

/** Where the bracket that opens at `open` closes, its own length included; `undefined` when it does not. */
export function closeOf(code: string, open: number): number | undefined {
  let depth = 0;
  BRACKETS.lastIndex = open;
  for (let found = BRACKETS.exec(code); found !== null; found = BRACKETS.exec(code)) {
    if (found.index > open + MAX_EXTENT) return undefined;
    depth += '([{'.includes(found[0]) ? 1 : -1;
    if (depth === 0) return BRACKETS.lastIndex;
  }
  return undefined;
}

/** Where the bracket that closes just before `end` opens; `end` when it does not. */
function openOf(code: string, end: number): number {
  let depth = 0;
  for (let at = end - 1; at >= Math.max(0, end - MAX_EXTENT); at -= 1) {
    const found = code.charAt(at);
    if (')]}'.includes(found)) depth += 1;
    else if ('([{'.includes(found)) depth -= 1;
    if (depth === 0) return at;
  }
  return end;
}

const NAME_CHARACTER = /[\w!\u0080-\uFFFF]/;

/**
 * Where the expression starts whose name ends at `nameEnd`: over the name itself and everything that it is an attribute
 * of, such as `Sequential([…])` in `Sequential([…]).fit`. Python's chains may go over lines.
 */
export function calleeStart(code: string, nameEnd: number, language: Language): number {
  let start = nameEnd;
  for (;;) {
    while (NAME_CHARACTER.test(code.charAt(start - 1))) start -= 1;
    if (code[start - 1] !== '.' || nameEnd - start > MAX_EXTENT) return start;
    let end = start - 1;
    if (language === 'python') while (/[\s\\]/.test(code.charAt(end - 1))) end -= 1;
    start = operandStart(code, end);
    if (start === end) return start;
  }
}

const PIPE = /\.?\|>\s*$/;

/** Where the Julia expression starts that is piped into the name that starts at `nameStart`; `undefined` when none is. */
export function pipedStart(code: string, nameStart: number): number | undefined {
  let start: number | undefined;
  for (let at = nameStart; ; at = start) {
    const before = code.slice(Math.max(0, at - UNFINISHED), at);
    const pipe = PIPE.exec(before);
    if (pipe === null) return start;
    const end = at - before.length + before.slice(0, pipe.index).trimEnd().length;
    start = calleeStart(code, operandStart(code, end), 'julia');
    if (start === end) return undefined;
  }
}

/** Where the operand that ends at `end` starts: brackets, calls and strings up to the name before them. */
function operandStart(code: string, end: number): number {
  let start = end;
  while (/[)\]}"]/.test(code.charAt(start - 1))) {
    const open = code[start - 1] === '"' ? literalStart(code, start) : openOf(code, start);
    if (open === start) break;
    start = open;
  }
  while (NAME_CHARACTER.test(code.charAt(start - 1))) start -= 1;
  return start;
}

function literalStart(code: string, end: number): number {
  let start = end;
  while (code[start - 1] === '"') start -= 1;
  return start;
}
