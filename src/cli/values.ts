import { InvalidArgumentError } from 'commander';
import { type Preset, presets } from '../core/schedule/plan.js';

// Readers of option values, for commander: each returns the value or says what was expected.

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value === 0) {
    throw new InvalidArgumentError('Expected a whole number from 1 on.');
  }
  return value;
}

export function seed(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('Expected a whole number from 0 on.');
  }
  return value;
}

export function threads(text: string): number | 'default' {
  return text === 'default' ? text : positiveIntegerOr('default', text);
}

export function images(text: string): number | null {
  return text === 'all' ? null : positiveIntegerOr('all', text);
}

function positiveIntegerOr(word: string, text: string): number {
  try {
    return positiveInteger(text);
  } catch {
    throw new InvalidArgumentError(`Expected a whole number from 1 on, or "${word}".`);
  }
}

/** Names separated by commas, each once. */
export function names(text: string): string[] {
  const found = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (found.length === 0) throw new InvalidArgumentError('Expected names separated by commas.');
  return [...new Set(found)];
}

export function preset(text: string): Preset {
  if (!Object.hasOwn(presets, text)) {
    throw new InvalidArgumentError(`Expected one of ${Object.keys(presets).join(', ')}.`);
  }
  return text as Preset;
}

const UNITS = { s: 1, m: 60, h: 3600 } as const;

/** Seconds from `90`, `90s`, `45m` or `2h`. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text);
  const value = Number(match?.[1]) * UNITS[(match?.[2] ?? '') === '' ? 's' : (match?.[2] as keyof typeof UNITS)];
  if (!(value > 0)) throw new InvalidArgumentError('Expected a time such as 90s, 45m or 2h.');
  return value;
}
