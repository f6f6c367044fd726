import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { settingEntries } from '../core/model/run-settings.js';
import { type Preset, presets } from '../core/schedule/plan.js';

// Readers of option values, for commander: each returns the value or says what was expected.

/** Reads a setting of a run that is a number. */
function numeric<T>(setting: v.GenericSchema<unknown, T>, or = ''): (text: string) => T {
  return (text) => {
    const result = v.safeParse(setting, /^\d+$/.test(text) ? Number(text) : text);
    if (!result.success) throw new InvalidArgumentError(`Expected ${result.issues[0].message}${or}.`);
    return result.output;
  };
}

export const epochs = numeric(settingEntries.epochs);
export const blocks = numeric(settingEntries.blocks);
export const threads = numeric(settingEntries.threads);
export const seed = numeric(settingEntries.seed);
const imageCount = numeric(settingEntries.images, ', or "all"');

export function images(text: string): number | null {
  return text === 'all' ? null : imageCount(text);
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
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  const value = Number(digits) * UNITS[unit as keyof typeof UNITS];
  if (!(value > 0)) throw new InvalidArgumentError('Expected a time such as 90s, 45m or 2h.');
  return value;
}
