import * as v from 'valibot';
import { ToldError } from '../told-error.js';
import type { RunSettings } from './run.js';
import { joined, sentence } from './sentence.js';

/** The parts of a sentence that {@link check} makes. */
const wholeFromZero = sentence('a whole number from 0 on').text;
const wholeFromOne = sentence('a whole number from 1 on').text;
const wholeOrDefault = sentence('a whole number from 1 on, or "default"').text;
const aName = sentence('a name').text;
const names = sentence('a list of names').text;
const seconds = sentence('seconds above 0').text;
const dataset = sentence('the name of a data set, or a folder').text;

const whole = (from: 0 | 1) => {
  const expected = from === 0 ? wholeFromZero : wholeFromOne;
  return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(from, expected));
};
const name = (expected: string) => v.pipe(v.string(expected), v.nonEmpty(expected));

/** Every setting of a run by itself; what a message says is what was expected. */
export const settingEntries = {
  implementations: v.array(name(aName), names),
  epochs: whole(1),
  blocks: whole(1),
  threads: v.union([v.literal('default'), whole(1)], wholeOrDefault),
  images: v.nullable(whole(1)),
  batchSize: whole(1),
  seed: whole(0),
  timeoutSeconds: v.pipe(v.number(seconds), v.finite(seconds), v.gtValue(0, seconds)),
  dataset: name(dataset),
};

export const RunSettingsSchema: v.GenericSchema<unknown, RunSettings> = v.object(settingEntries);

/** What a person, a task or an agent may ask of a run; the experiment decides the rest. */
export type RunWishes = { readonly [Name in Exclude<keyof RunSettings, 'batchSize'>]?: RunSettings[Name] | undefined };

const RunWishesSchema: v.GenericSchema<unknown, RunWishes> = v.omit(v.partial(v.object(settingEntries)), ['batchSize']);

/** Something was asked of a run that cannot be; the message says what was expected of it. */
export class RunSettingsError extends ToldError {
  override readonly name = 'RunSettingsError';
}

/** What is asked for, from wherever it comes, checked. What is no setting of a run is dropped. Throws {@link RunSettingsError}. */
export function checkWishes(input: unknown): RunWishes {
  return check(RunWishesSchema, input);
}

/** A run's settings, checked, so that what is saved can be opened again. Throws {@link RunSettingsError}. */
export function checkSettings(input: unknown): RunSettings {
  return check(RunSettingsSchema, input);
}

function check<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => {
    const demand = [v.getDotPath(issue) ?? 'settings', { text: issue.message, values: [] }] as const;
    return issue.input === undefined
      ? sentence('"{0}" must be {1}, and is missing.', ...demand)
      : sentence('"{0}" must be {1}, and is {2}.', ...demand, JSON.stringify(issue.input));
  });
  throw new RunSettingsError(joined(faults, ' '));
}
