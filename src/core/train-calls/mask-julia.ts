import { lineEndFrom, Mask, MAX_NESTING, seek } from './mask.js';

/** Masks Julia: comments, strings, commands, characters. What strings and commands interpolate as `$(…)` is code and stays. */
export function maskJulia(source: string): string {
  const scanner = new JuliaScanner(source);
  scanner.code(0, IN_CODE, 0);
  return scanner.mask.finish();
}

/** Every pattern matches one character, at which the scanner has to decide something. */
const IN_CODE = /["'`#]/g;
const IN_INTERPOLATION = /["'`#()]/g;
const IN_STRING: Readonly<Record<string, RegExp>> = { '"': /["\\$]/g, '`': /[`\\$]/g };

const COMMENT_EDGE = /#=|=#/g;
const CHARACTER = /'(?:\\[^\n][^'\n]*|[^\\\n])'/uy;

/** Most strings: without interpolation, and the same whatever stands before them. */
const PLAIN_STRING = /"(?!"")[^"\\$]*"/y;

/** After these a `'` transposes, and a quote opens a literal of the kind that the name before it tells. */
const ENDS_OPERAND = /[\w!)\]}'".\u0080-\uFFFF]/;
const ENDS_NAME = /[\w!\u0080-\uFFFF]/;

class JuliaScanner {
  readonly mask: Mask;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
    this.mask = new Mask(source);
  }

  /** Scans code from `at`: to the end of the text or, in an interpolation, to the `)` that closes it. */
  code(at: number, stops: RegExp, depth: number): number {
    const source = this.#source;
    let brackets = 0;
    for (;;) {
      const stop = seek(stops, source, at);
      const found = source[stop];
      if (found === undefined || (found === ')' && brackets === 0)) return stop;
      at = stop + 1;
      if (found === '(') brackets += 1;
      else if (found === ')') brackets -= 1;
      else if (found === '#') at = this.#comment(stop);
      else if (found === "'") at = this.#character(stop);
      else at = this.#string(stop, depth);
    }
  }

  #comment(start: number): number {
    const end = this.#source[start + 1] === '=' ? this.#blockEnd(start) : lineEndFrom(this.#source, start);
    this.mask.comment(start, end);
    return end;
  }

  /** Where the block comment that starts at `start` ends: block comments nest. */
  #blockEnd(start: number): number {
    let open = 0;
    COMMENT_EDGE.lastIndex = start;
    for (let edge = COMMENT_EDGE.exec(this.#source); edge !== null; edge = COMMENT_EDGE.exec(this.#source)) {
      open += edge[0] === '#=' ? 1 : -1;
      if (open === 0) return COMMENT_EDGE.lastIndex;
    }
    return this.#source.length;
  }

  #character(start: number): number {
    if (ENDS_OPERAND.test(this.#source.charAt(start - 1))) return start + 1;
    CHARACTER.lastIndex = start;
    if (!CHARACTER.test(this.#source)) return start + 1;
    this.mask.literal(start, CHARACTER.lastIndex);
    return CHARACTER.lastIndex;
  }

  /** Masks the string or command whose first quote is at `start`, and returns where it ends. */
  #string(start: number, depth: number): number {
    const source = this.#source;
    PLAIN_STRING.lastIndex = start;
    if (PLAIN_STRING.test(source)) {
      this.mask.literal(start, PLAIN_STRING.lastIndex);
      return PLAIN_STRING.lastIndex;
    }
    const quote = source.charAt(start);
    const closing = source.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    // A literal with a name before it (raw"…", r"…") belongs to a macro, which interpolates nothing.
    const interpolates = depth < MAX_NESTING && !ENDS_NAME.test(source.charAt(start - 1));
    const stops = IN_STRING[quote] ?? IN_CODE;
    let masked = start;
    let at = start + closing.length;
    for (;;) {
      const stop = seek(stops, source, at);
      if (stop >= source.length) {
        this.mask.literal(masked, source.length);
        return source.length;
      }
      if (source.startsWith(closing, stop)) {
        this.mask.literal(masked, stop + closing.length);
        return stop + closing.length;
      }
      if (source[stop] === '\\') at = stop + 2;
      else if (interpolates && source.startsWith('$(', stop)) {
        this.mask.literal(masked, stop + 2);
        masked = this.code(stop + 2, IN_INTERPOLATION, depth + 1);
        at = masked + 1;
      } else at = stop + 1;
    }
  }
}
