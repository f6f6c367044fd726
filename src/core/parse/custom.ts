import type { Guard } from '../guard.js';
import { sentence } from '../model/sentence.js';
import type { Timing } from '../model/timing.js';
import { ToldError } from '../told-error.js';
import { figure } from './figure.js';
import { EpochNumbers } from './phase.js';

/** Named groups that give the duration, and their units. */
const UNITS: readonly (readonly [group: string, unit: string])[] = [
  ['seconds', 's'],
  ['milliseconds', 'ms'],
  ['microseconds', 'us'],
  ['nanoseconds', 'ns'],
  ['minutes', 'min'],
  ['hours', 'h'],
];
const NUMBER = /^\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;
/** What the cost of a pattern that backtracks grows with. */
const MAX_LINE = 500;

export interface CustomOptions {
  readonly patterns: readonly string[];
  readonly guard: Guard;
  /** Told of a pattern that is not searched for any more, since it did not come to its end, and of the line where it did not. */
  readonly onLeftOut: (pattern: string, line: number) => void;
}

export interface NumberedLine {
  readonly text: string;
  readonly number: number;
}

interface CustomPattern {
  /** As the user wrote it. */
  readonly written: string;
  readonly regex: RegExp;
}

/** What a pattern found in a line, but for what the lines before decide. */
interface Found {
  readonly seconds: number;
  readonly resolutionSeconds: number;
  readonly label: string | undefined;
  readonly epoch: number;
}

/**
 * Reads lines by regular expressions of the user's own. Each names its duration by the group `seconds`, `milliseconds`, `microseconds`,
 * `nanoseconds`, `minutes` or `hours` (several add up), and may have groups `label` and `epoch`.
 */
export class CustomReader {
  #patterns: readonly CustomPattern[];
  readonly #options: CustomOptions;
  readonly #epochs = new EpochNumbers();

  /** @throws {ToldError} When a pattern is no regular expression or has none of the groups for durations. */
  constructor(options: CustomOptions) {
    this.#patterns = options.patterns.map(compilePattern);
    this.#options = options;
  }

  /** The timing of each line that has one, by the first pattern that finds it. */
  read(lines: readonly NumberedLine[]): (Timing | undefined)[] {
    const found = lines.map((): Found | undefined => undefined);
    this.#patterns = this.#patterns.filter((pattern) => this.#search(pattern, lines, found));
    return lines.map(({ number }, index) => {
      const one = found[index];
      return one && this.#timing(one, number);
    });
  }

  /** Whether the pattern came to the end of the lines. What it found until then stays. */
  #search({ written, regex }: CustomPattern, lines: readonly NumberedLine[], found: (Found | undefined)[]): boolean {
    const { guard, onLeftOut } = this.#options;
    let index = 0;
    const search = (): void => {
      for (; index < lines.length; index++) {
        const { text = '' } = lines[index] ?? {};
        if (text.length <= MAX_LINE) found[index] ??= readGroups(regex.exec(text)?.groups);
      }
    };
    if (guard.finishes(search)) return true;
    const reached = lines[index];
    if (reached) onLeftOut(written, reached.number);
    return reached === undefined;
  }

  #timing({ seconds, resolutionSeconds, label, epoch }: Found, line: number): Timing {
    return {
      seconds,
      resolutionSeconds,
      source: 'custom',
      line,
      ...(label !== undefined && { label }),
      ...(epoch >= 0 && { phase: 'epoch', epoch: this.#epochs.oneBased(epoch) }),
    };
  }
}

/** @throws {ToldError} When it is no regular expression or has none of the groups for durations. */
export function compilePattern(written: string): CustomPattern {
  let regex: RegExp;
  try {
    regex = new RegExp(written, 'u');
  } catch (error) {
    throw new ToldError(sentence('The pattern "{0}" is not a regular expression: {1}', written, String(error)), {
      cause: error,
    });
  }
  if (!UNITS.some(([group]) => written.includes(`(?<${group}>`))) {
    const groups = UNITS.map(([group]) => group).join(', ');
    throw new ToldError(
      sentence(
        'The pattern "{0}" does not say where the time is: name a group one of {1}, as in (?<seconds>[\\d.]+).',
        written,
        groups,
      ),
    );
  }
  return { written, regex };
}

function readGroups(groups: Readonly<Record<string, string | undefined>> | undefined): Found | undefined {
  if (groups === undefined) return undefined;
  const parts = UNITS.flatMap(([group, unit]) => {
    const number = groups[group];
    return number !== undefined && NUMBER.test(number) ? [figure(number, unit)] : [];
  });
  if (parts.length === 0) return undefined;
  return {
    seconds: parts.reduce((sum, part) => sum + part.seconds, 0),
    resolutionSeconds: Math.min(...parts.map((part) => part.resolutionSeconds)),
    label: groups['label'],
    epoch: Number.parseInt(groups['epoch'] ?? '', 10),
  };
}
