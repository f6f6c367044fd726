import type { Readiness } from '../model/readiness.js';
import type { Problem } from '../model/run.js';

/** How many blocks each preset runs: without an interval, with a preliminary one, with a firm one. */
export const presets = { quick: 1, standard: 5, rigorous: 10 } as const;
export type Preset = keyof typeof presets;

/** Every run draws the same weights and batches unless told otherwise, so that runs can be compared with each other. */
export const DEFAULT_SEED = 1;

/** What runs each implementation, by its id, and why the others cannot run. */
export interface ReadinessById {
  readonly interpreters: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly problems: Readonly<Record<string, Problem>>;
}

export function readinessById(readiness: readonly Readiness[]): ReadinessById {
  const ready = readiness.filter((each) => each.state === 'ready');
  const missing = readiness.filter((each) => each.state === 'not-ready');
  return {
    interpreters: Object.fromEntries(ready.map((each) => [each.implementation, each.interpreter])),
    environments: Object.fromEntries(ready.map((each) => [each.implementation, each.environment])),
    problems: Object.fromEntries(missing.map((each) => [each.implementation, each.problem])),
  };
}
