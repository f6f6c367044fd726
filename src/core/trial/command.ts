import type { Implementation } from '../model/experiment.js';
import type { RunSettings } from '../model/run.js';

export interface CommandParts {
  readonly interpreter: string;
  /** Absolute path. */
  readonly program: string;
  /** Absolute path of the work folder. */
  readonly work: string;
}

/** The command that builds what an implementation launches, if one is needed. */
export function buildCommand(
  { build }: Implementation,
  parts: Omit<CommandParts, 'interpreter'>,
): readonly string[] | undefined {
  return build?.map((word) => fillIn(word, { ...parts }));
}

/** The command that runs an implementation once: the interpreter and its arguments, their placeholders replaced. */
export function trialCommand(
  implementation: Implementation,
  { epochs, threads, images }: RunSettings,
  { interpreter, program, work }: CommandParts,
): string[] {
  const values = { program, work, epochs, threads, images: images ?? 'all' };
  return [interpreter, ...implementation.arguments].map((word) => fillIn(word, values));
}

/** The variables that set an implementation's number of threads; none when it is left to its defaults. */
export function threadVariables(
  { threadEnvironment }: Implementation,
  threads: RunSettings['threads'],
): Record<string, string> {
  if (threads === 'default') return {};
  return Object.fromEntries(
    Object.entries(threadEnvironment).map(([name, value]) => [name, fillIn(value, { threads })]),
  );
}

function fillIn(word: string, values: Readonly<Record<string, string | number>>): string {
  return word.replace(/\{(?<name>\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
