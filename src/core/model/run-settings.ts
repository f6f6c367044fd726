import * as v from 'valibot';
import type { RunSettings } from './run.js';

const whole = (from: number) => {
  const expected = `a whole number from ${from} on`;
  return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(from, expected));
};
const name = (expected: string) => v.pipe(v.string(expected), v.nonEmpty(expected));

/** Every setting of a run by itself; what a message says is what was expected. */
export const settingEntries = {
  implementations: v.array(name('a name'), 'a list of names'),
  epochs: whole(1),
  blocks: whole(1),
  threads: v.union([v.literal('default'), whole(1)], 'a whole number from 1 on, or "default"'),
  images: v.nullable(whole(1)),
  batchSize: whole(1),
  seed: whole(0),
  timeoutSeconds: v.pipe(v.number('seconds above 0'), v.finite('seconds above 0'), v.gtValue(0, 'seconds above 0')),
  dataset: name('the name of a data set, or a folder'),
};

export const RunSettingsSchema: v.GenericSchema<unknown, RunSettings> = v.object(settingEntries);

/** What a person, a task or an agent may ask of a run; the experiment decides the rest. */
export type RunWishes = { readonly [Name in Exclude<keyof RunSettings, 'batchSize'>]?: RunSettings[Name] | undefined };

const RunWishesSchema: v.GenericSchema<unknown, RunWishes> = v.omit(v.partial(v.object(settingEntries)), ['batchSize']);

/** Something was asked of a run that cannot be; the message says what was expected of it. */
export class RunSettingsError extends Error {
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
    const found = issue.input === undefined ? 'missing' : JSON.stringify(issue.input);
    return `"${v.getDotPath(issue) ?? 'settings'}" must be ${issue.message}, and is ${found}.`;
  });
  throw new RunSettingsError(faults.join(' '));
}
