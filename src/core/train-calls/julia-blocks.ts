/** Words that open what `end` closes, `end`, brackets, and whatever can end a statement. */
const TOKENS =
  /(?<![\w!.:\u0080-\uFFFF])(?:begin|for|while|if|let|function|macro|try|quote|module|baremodule|do|struct|(?:abstract|primitive)\s+type|end)(?![\w!\u0080-\uFFFF])|[()[\]{};\n]/g;

/** No more than this is read of one statement, in UTF-16 units. */
const MAX_BLOCK = 20_000;

/** A statement goes on after a line that ends so. */
const CONTINUES = /(?:[-+*/\\^%<>=&|,?:~]|\b(?:in|isa|where))$/;

/**
 * Where the Julia statement that goes on at `at` ends: at its line's end, or where the blocks and brackets are closed
 * that it opens, or before what closes the brackets around it. `code` is masked.
 */
export function juliaStatementEnd(code: string, at: number): number {
  const open: string[] = [];
  for (const { token, index } of tokensFrom(code, at)) {
    const ends = token === '\n' || token === ';';
    if (open.length > 0) follow(open, token);
    else if (ends && !(token === '\n' && CONTINUES.test(code.slice(at, index).trimEnd()))) return trimmed(code, index);
    else if (token === 'end' || ')]}'.includes(token)) return trimmed(code, index);
    else follow(open, token);
  }
  return trimmed(code, code.length);
}

function trimmed(code: string, end: number): number {
  while (/\s/.test(code.charAt(end - 1))) end -= 1;
  return end;
}

/** Where the Julia block ends whose first word is at `at`. */
function juliaBlockEnd(code: string, at: number): number {
  const open: string[] = [];
  for (const { token, index } of tokensFrom(code, at)) {
    follow(open, token);
    if (open.length === 0) return index + token.length;
  }
  return code.length;
}

const DO_BLOCK = /[ \t]*do(?![\w!])/y;

/** Where a Julia call ends whose parentheses close at `close`: a `do` block belongs to it. */
export function juliaCallEnd(code: string, close: number): number {
  DO_BLOCK.lastIndex = close;
  return DO_BLOCK.test(code) ? juliaBlockEnd(code, DO_BLOCK.lastIndex - 'do'.length) : close;
}

/** The words that open the blocks around a place, outermost first, each with where it is. */
export function juliaBlocksAround(code: string, at: number): { readonly word: string; readonly index: number }[] {
  const open: string[] = [];
  const places: number[] = [];
  TOKENS.lastIndex = 0;
  for (let found = TOKENS.exec(code); found !== null && found.index < at; found = TOKENS.exec(code)) {
    const before = open.length;
    follow(open, found[0]);
    if (open.length > before) places.push(found.index);
    else places.length = open.length;
  }
  return open.map((word, depth) => ({ word, index: places[depth] ?? 0 })).filter(({ word }) => /\w/.test(word));
}

/** Keeps `open`, the blocks and brackets that are open, up to date with one more token. */
function follow(open: string[], token: string): void {
  const innermost = open.at(-1);
  const inBrackets = innermost !== undefined && '([{'.includes(innermost);
  if ('([{'.includes(token)) open.push(token);
  else if (')]}'.includes(token)) open.pop();
  else if (token === 'end') {
    // Within [ ] it is the last index.
    if (innermost !== '[') open.pop();
  } else if (token !== '\n' && token !== ';' && !(inBrackets && /^(?:for|if)$/.test(token))) {
    // Within brackets `for` and `if` belong to a comprehension, and within [ ] `begin` is the first index.
    if (token !== 'begin' || innermost !== '[') open.push(token);
  }
}

function* tokensFrom(code: string, at: number): Generator<{ token: string; index: number }> {
  TOKENS.lastIndex = at;
  for (let found = TOKENS.exec(code); found !== null; found = TOKENS.exec(code)) {
    if (found.index > at + MAX_BLOCK) return;
    const next = TOKENS.lastIndex;
    yield { token: found[0], index: found.index };
    TOKENS.lastIndex = next;
  }
}
