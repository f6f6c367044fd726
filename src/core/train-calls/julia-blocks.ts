import { unfinishedEnd } from './extent.js';

/** Words that open what `end` closes, `end`, brackets, and whatever can end a statement. */
const TOKENS =
  /(?<![\w!.:\u0080-\uFFFF])(?:begin|for|while|if|let|function|macro|try|quote|module|baremodule|do|struct|(?:abstract|primitive)\s+type|end)(?![\w!\u0080-\uFFFF])|[()[\]{};\n]/g;

/** No more than this is read of one statement, in UTF-16 units. */
const MAX_BLOCK = 20_000;

/** A statement goes on after a line that ends so. */
const CONTINUES = /(?:[-+*/\\^%<>=&|,?:~]|\b(?:in|isa|where))$/;
/** With the character before it. */
const LONGEST_CONTINUING = ' where'.length;

const DO_BLOCK = /[ \t]*do(?![\w!])/y;

/**
 * Where statements of masked Julia code end. What one of them has read is remembered for the others that it lies in, so that whoever
 * asks for those that stand last first has every place read about once.
 */
export class JuliaStatements {
  readonly #code: string;
  /** By where a block or bracket opens: where it is closed, or `Infinity`. */
  readonly #closed = new Map<number, number>();
  /** By the line end that a statement goes on after: where that statement ends, or `Infinity`. */
  readonly #continued = new Map<number, number>();

  constructor(code: string) {
    this.#code = code;
  }

  /**
   * Where the statement that goes on at `at` ends: at its line's end, or where the blocks and brackets are closed that it opens, or before
   * what closes the brackets around it. One that does not end is unfinished.
   */
  statementEnd(at: number): number {
    const lineEnds: number[] = [];
    const end = this.#endFrom(at, lineEnds);
    for (const lineEnd of lineEnds) this.#continued.set(lineEnd, end);
    return end === Infinity ? unfinishedEnd(this.#code, at) : end;
  }

  /** @param lineEnds receives those that the statement goes on after */
  #endFrom(at: number, lineEnds: number[]): number {
    const code = this.#upTo(at + MAX_BLOCK);
    let lineStart = at;
    TOKENS.lastIndex = at;
    for (;;) {
      const found = TOKENS.exec(code);
      if (found === null) return code.length < this.#code.length ? Infinity : trimmed(code, code.length, at);
      const { 0: token, index } = found;
      if (opens(token, undefined)) {
        const end = this.#closeOf(token, index, code);
        if (end === Infinity) return Infinity;
        TOKENS.lastIndex = end;
      } else if (token === '\n' && goesOn(code, lineStart, index)) {
        const known = this.#continued.get(index);
        if (known !== undefined) return known;
        lineEnds.push(index);
        lineStart = index + 1;
      } else return trimmed(code, index, at);
    }
  }

  /** Where a call ends whose parentheses close at `close`: a `do` block belongs to it. */
  callEnd(close: number): number {
    DO_BLOCK.lastIndex = close;
    if (!DO_BLOCK.test(this.#code)) return close;
    const end = this.#closeOf('do', DO_BLOCK.lastIndex - 'do'.length, this.#upTo(close + MAX_BLOCK));
    return end === Infinity ? close : end;
  }

  #upTo(limit: number): string {
    return this.#code.slice(0, limit);
  }

  #closeOf(opener: string, at: number, code: string): number {
    const known = this.#closed.get(at);
    if (known !== undefined) return known <= code.length ? known : Infinity;
    const open = [opener];
    const places = [at];
    TOKENS.lastIndex = at + opener.length;
    for (let found = TOKENS.exec(code); found !== null; found = TOKENS.exec(code)) {
      const { 0: token, index } = found;
      if (opens(token, open.at(-1))) {
        const end = this.#closed.get(index);
        if (end === Infinity) break;
        if (end === undefined) {
          open.push(token);
          places.push(index);
        } else TOKENS.lastIndex = end;
      } else if (closes(token, open.at(-1))) {
        open.pop();
        this.#closed.set(places.pop() ?? at, TOKENS.lastIndex);
        if (open.length === 0) return TOKENS.lastIndex;
      }
    }
    for (const place of places) this.#closed.set(place, Infinity);
    return Infinity;
  }
}

/** Whether a statement goes on after the line from `start` to `end`: an empty one, or one of comment alone, decides nothing. */
function goesOn(code: string, start: number, end: number): boolean {
  const last = trimmed(code, end, start);
  return last === start || CONTINUES.test(code.slice(Math.max(start, last - LONGEST_CONTINUING), last));
}

/** Where the text before `end` ends without the blanks, but not before `start`. */
function trimmed(code: string, end: number, start: number): number {
  while (end > start && /\s/.test(code.charAt(end - 1))) end -= 1;
  return end;
}

interface OpenBlock {
  readonly word: string;
  readonly index: number;
}

/** The words that open the blocks around each of some places, outermost first, each with where it is. The places are in order. */
export function juliaBlocksAround(code: string, places: readonly number[]): readonly (readonly OpenBlock[])[] {
  const open: OpenBlock[] = [];
  const around: (readonly OpenBlock[])[] = [];
  TOKENS.lastIndex = 0;
  for (let found = TOKENS.exec(code); around.length < places.length; found = TOKENS.exec(code)) {
    while (around.length < places.length && (places[around.length] ?? 0) <= (found?.index ?? Infinity)) {
      around.push(open.filter(({ word }) => /\w/.test(word)));
    }
    if (found === null) break;
    const innermost = open.at(-1)?.word;
    if (opens(found[0], innermost)) open.push({ word: found[0], index: found.index });
    else if (closes(found[0], innermost)) open.pop();
  }
  return around;
}

const isBracket = (token: string | undefined): boolean => token !== undefined && '([{'.includes(token);

/** Within brackets `for` and `if` belong to a comprehension, and within [ ] `begin` is the first index. */
function opens(token: string, innermost: string | undefined): boolean {
  switch (token) {
    case 'end':
    case '\n':
    case ';':
    case ')':
    case ']':
    case '}':
      return false;
    case 'for':
    case 'if':
      return !isBracket(innermost);
    case 'begin':
      return innermost !== '[';
    default:
      return true;
  }
}

/** Within [ ] `end` is the last index. */
function closes(token: string, innermost: string | undefined): boolean {
  return token === 'end' ? innermost !== '[' : ')]}'.includes(token);
}
