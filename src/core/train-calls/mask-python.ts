import { lineEndFrom, Mask, MAX_NESTING, seek } from './mask.js';

/** Masks Python: comments and strings of every kind. The expressions within f-strings are code and stay. */
export function maskPython(source: string): string {
  const scanner = new PythonScanner(source);
  scanner.scan();
  return scanner.mask.finish();
}

/** Every pattern matches one character, at which the scanner has to decide something. */
const IN_CODE = /["'#]/g;
const IN_FIELD = /["'#()[\]{}:!\n]/g;
const IN_FORMAT = /[{}\n]/g;
const IN_STRING: Readonly<Record<string, RegExp>> = { '"': /["\\\n{]/g, "'": /['\\\n{]/g };

/** Most strings: whole on a line, and the same whatever their prefix is. */
const PLAIN_STRING = /"(?!"")[^"\\\n{]*"|'(?!'')[^'\\\n{]*'/y;

/** The letters before a quote, when they are a string's prefix and not the end of a name. */
const PREFIX = /(?<![\w\u0080-\uFFFF])[bfrtu]{1,2}$/i;

class PythonScanner {
  readonly mask: Mask;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
    this.mask = new Mask(source);
  }

  scan(): void {
    let at = seek(IN_CODE, this.#source, 0);
    while (at < this.#source.length) {
      const end = this.#source[at] === '#' ? this.#comment(at) : this.#string(at, 0);
      at = seek(IN_CODE, this.#source, end);
    }
  }

  #comment(at: number): number {
    const end = lineEndFrom(this.#source, at);
    this.mask.comment(at, end);
    return end;
  }

  /** Masks the string whose first quote is at `start`, and returns where it ends. */
  #string(start: number, depth: number): number {
    const source = this.#source;
    PLAIN_STRING.lastIndex = start;
    if (PLAIN_STRING.test(source)) {
      this.mask.literal(start, PLAIN_STRING.lastIndex);
      return PLAIN_STRING.lastIndex;
    }
    const quote = source.charAt(start);
    const triple = source.startsWith(quote.repeat(3), start);
    const closing = triple ? quote.repeat(3) : quote;
    const prefix = PREFIX.exec(source.slice(Math.max(0, start - 3), start))?.[0].toLowerCase() ?? '';
    const formatted = depth < MAX_NESTING && /[ft]/.test(prefix);
    const stops = IN_STRING[quote] ?? IN_CODE;
    let masked = start;
    let at = start + closing.length;
    for (;;) {
      const stop = seek(stops, source, at);
      if (stop >= source.length || (source[stop] === '\n' && !triple)) {
        this.mask.literal(masked, stop);
        return stop;
      }
      if (source[stop] === quote && source.startsWith(closing, stop)) {
        this.mask.literal(masked, stop + closing.length);
        return stop + closing.length;
      }
      if (source[stop] === '\\') {
        at = this.#afterEscape(stop, formatted && !prefix.includes('r'));
      } else if (source[stop] === '{' && formatted && source[stop + 1] !== '{') {
        this.mask.literal(masked, stop + 1);
        masked = this.#field(stop + 1, triple, depth + 1);
        at = source[masked] === '}' ? masked + 1 : masked;
      } else {
        at = stop + (source.startsWith('{{', stop) ? 2 : 1);
      }
    }
  }

  #afterEscape(at: number, named: boolean): number {
    if (this.#source.startsWith('\r\n', at + 1)) return at + 3;
    // A field opens after a backslash, too.
    if (this.#source[at + 1] === '{') return at + 1;
    if (!named || !this.#source.startsWith('N{', at + 1)) return at + 2;
    const end = this.#source.indexOf('}', at);
    return end < 0 ? at + 2 : end + 1;
  }

  /** Scans a replacement field's expression and format from after its `{`, and returns where its `}` is. */
  #field(at: number, multiline: boolean, depth: number): number {
    const source = this.#source;
    let brackets = 0;
    for (;;) {
      const stop = seek(IN_FIELD, source, at);
      const found = source[stop];
      at = stop + 1;
      if (found === undefined || (found === '\n' && !multiline)) return stop;
      if (found === '"' || found === "'") at = this.#string(stop, depth);
      else if (found === '#') at = this.#comment(stop);
      else if ('([{'.includes(found)) brackets += 1;
      else if (brackets > 0) brackets -= ')]}'.includes(found) ? 1 : 0;
      else if (found === '}') return stop;
      else if (found === ':' || (found === '!' && source[at] !== '=')) return this.#format(stop, multiline, depth);
    }
  }

  /** Masks a field's conversion and format, from `!` or `:` on, and returns where the field's `}` is. */
  #format(start: number, multiline: boolean, depth: number): number {
    const source = this.#source;
    let masked = start;
    let at = start;
    for (;;) {
      const stop = seek(IN_FORMAT, source, at);
      const found = source[stop];
      at = stop + 1;
      if (found === undefined || found === '}' || (found === '\n' && !multiline)) {
        this.mask.literal(masked, stop);
        return stop;
      }
      if (found === '{' && depth < MAX_NESTING) {
        this.mask.literal(masked, at);
        masked = this.#field(at, multiline, depth + 1);
        at = source[masked] === '}' ? masked + 1 : masked;
      }
    }
  }
}
