import { sentence, type Sentence } from './model/sentence.js';

/** Where a text stops being JSON; lines and columns count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** What stands there, shortened. */
  readonly found: string | Sentence;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  // eslint-disable-next-line no-control-regex -- these are exactly the characters that JSON forbids in a string
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y;

/** Deeper than any file of LangBench; a text that nests without end must not exhaust the stack. */
const DEEPEST = 1000;

class Fault extends Error {
  constructor(readonly offset: number) {
    super();
  }
}

/** Walks over JSON text and throws a {@link Fault} where it breaks; engines differ in whether their errors tell a place. */
class Walker {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  document(): void {
    this.#value();
    if (this.#at < this.text.length) throw new Fault(this.#at);
  }

  #value(): void {
    this.#skip(SPACE);
    if (this.#take('{'))
      this.#list('}', () => {
        if (this.text[this.#at] !== '"') throw new Fault(this.#at);
        this.#scalar();
        this.#expect(':');
        this.#value();
      });
    else if (this.#take('['))
      this.#list(']', () => {
        this.#value();
      });
    else this.#scalar();
    this.#skip(SPACE);
  }

  #list(close: string, item: () => void): void {
    if (this.#take(close)) return;
    if (++this.#depth > DEEPEST) throw new Fault(this.#at);
    do {
      this.#skip(SPACE);
      item();
    } while (this.#take(','));
    this.#depth -= 1;
    this.#expect(close);
  }

  #scalar(): void {
    const start = this.#at;
    this.#skip(SCALAR);
    if (this.#at === start) throw new Fault(start);
    this.#skip(SPACE);
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw new Fault(this.#at);
  }

  /** Steps over a punctuation mark and the space after it, if it stands here. */
  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    this.#skip(SPACE);
    return true;
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    if (pattern.test(this.text)) this.#at = pattern.lastIndex;
  }
}

/** Finds the first place where `text` breaks JSON's grammar, or undefined when it is JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    new Walker(text).document();
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.offset).split(/\r\n|\n|\r/);
    const [rest] = /^\S{0,20}/.exec(text.slice(error.offset)) ?? [''];
    return {
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      // With escapes where a terminal would show nothing, as of UTF-16.
      found: error.offset >= text.length ? sentence('the end of the file') : JSON.stringify(rest),
    };
  }
}
