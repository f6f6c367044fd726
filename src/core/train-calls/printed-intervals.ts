import { extent } from '../stats/index.js';

/** From the line where the clock is first read to the one where it is last read, both zero-based and included. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const ASSIGNMENT = /(?:^|;)\s*([a-z_][\w.]*)\s*=(?!=)\s*([^;]*)/gi;
const NAME = /[a-z_][\w.]*/gi;
const READS_CLOCK =
  /\b(?:time|time_ns|perf_counter|perf_counter_ns|monotonic|monotonic_ns|process_time|default_timer|timer|clock|now|utcnow)\(\)/;

/** `print(end - start)`, `took = end - start`: more steps than these are not followed. */
const MOST_STEPS = 3;

/** A statement that prints goes on for no more lines than these. */
const MOST_LINES = 6;

/** A call of something else than a class or a function that takes no time to speak of. */
const WORKS =
  /(?<![\w.])(?!(?:print|str|int|float|len|round|dict|list|range|super|if|while|for|in|return)\b)(?:\w+\.)*[a-z_]\w*\s*\(/;

/** Tells by a masked program's assignments which part of it a printed time covers. */
export class PrintedIntervals {
  readonly #lines: readonly string[];
  readonly #assignments = new Map<string, { readonly line: number; readonly expression: string }[]>();
  readonly #printed = new Map<number, Interval | undefined>();

  constructor(codeLines: readonly string[]) {
    this.#lines = codeLines;
    codeLines.forEach((code, line) => {
      for (const [, name = '', expression = ''] of code.matchAll(ASSIGNMENT)) {
        const assigned = this.#assignments.get(name) ?? [];
        assigned.push({ line, expression });
        this.#assignments.set(name, assigned);
      }
    });
  }

  /** What the statement on a line prints the time of; `undefined` when the text does not tell. */
  printedAt(line: number): Interval | undefined {
    if (!this.#printed.has(line)) {
      const interval = this.#readings(this.#statement(line), line, MOST_STEPS);
      this.#printed.set(line, interval !== undefined && interval.from < interval.to ? interval : undefined);
    }
    return this.#printed.get(line);
  }

  /** Whether something else than a statement from one line to another works between two readings of the clock. */
  hasMore({ from, to }: Interval, start: number, end: number): boolean {
    const others = [...this.#lines.slice(from + 1, start), ...this.#lines.slice(end + 1, to)];
    return others.some((code) => WORKS.test(code) && !READS_CLOCK.test(code));
  }

  /** The first and the last reading of the clock that an expression comes from. */
  #readings(expression: string, at: number, steps: number): Interval | undefined {
    const readings = READS_CLOCK.test(expression) ? [at] : [];
    for (const [name] of steps > 0 ? expression.matchAll(NAME) : []) {
      const assigned = this.#assignments.get(name)?.findLast(({ line }) => line < at);
      const inner = assigned && this.#readings(assigned.expression, assigned.line, steps - 1);
      if (inner !== undefined) readings.push(inner.from, inner.to);
    }
    if (readings.length === 0) return undefined;
    const [from, to] = extent(readings);
    return { from, to };
  }

  /** The statement that starts on a line, over the lines that its parentheses are open on. */
  #statement(line: number): string {
    let text = '';
    for (const code of this.#lines.slice(line, line + MOST_LINES)) {
      text += `${code} `;
      if (text.split('(').length <= text.split(')').length) break;
    }
    return text;
  }
}
