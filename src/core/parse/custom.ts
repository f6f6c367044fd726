import type { Timing } from '../model/timing.js';
import type { DialectFactory } from './dialect.js';
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
/** A pattern of the user's own may backtrack, at a cost that grows with the line; one that does so exponentially is slow on any. */
const MAX_LINE = 500;

/**
 * Reads lines by regular expressions of the user's own. Each names its duration by the group `seconds`, `milliseconds`, `microseconds`,
 * `nanoseconds`, `minutes` or `hours` (several add up), and may have groups `label` and `epoch`.
 *
 * @throws {Error} When a pattern is no regular expression or has none of these groups.
 */
export function customDialect(patterns: readonly string[]): DialectFactory {
  const compiled = patterns.map(compile);
  const epochs = new EpochNumbers();
  return (outbox) => ({
    readsLogPrefix: true,
    line(text, line) {
      for (const pattern of text.length <= MAX_LINE ? compiled : []) {
        const groups = pattern.exec(text)?.groups;
        const timing = groups && readGroups(groups, line, epochs);
        if (timing) {
          outbox.emit(timing);
          return true;
        }
      }
      return false;
    },
  });
}

function compile(source: string): RegExp {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, 'u');
  } catch (error) {
    throw new Error(`The pattern "${source}" is not a regular expression: ${String(error)}`, { cause: error });
  }
  if (!UNITS.some(([group]) => source.includes(`(?<${group}>`))) {
    const groups = UNITS.map(([group]) => group).join(', ');
    throw new Error(
      `The pattern "${source}" does not say where the time is: name a group one of ${groups}, as in (?<seconds>[\\d.]+).`,
    );
  }
  return pattern;
}

function readGroups(
  groups: Readonly<Record<string, string | undefined>>,
  line: number,
  epochs: EpochNumbers,
): Timing | undefined {
  const parts = UNITS.flatMap(([group, unit]) => {
    const number = groups[group];
    return number !== undefined && NUMBER.test(number) ? [figure(number, unit)] : [];
  });
  if (parts.length === 0) {
    return undefined;
  }
  const epoch = Number.parseInt(groups['epoch'] ?? '', 10);
  return {
    seconds: parts.reduce((sum, part) => sum + part.seconds, 0),
    resolutionSeconds: Math.min(...parts.map((part) => part.resolutionSeconds)),
    source: 'custom',
    line,
    ...(groups['label'] !== undefined && { label: groups['label'] }),
    ...(epoch >= 0 && { phase: 'epoch', epoch: epochs.oneBased(epoch) }),
  };
}
