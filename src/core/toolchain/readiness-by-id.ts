import type { Readiness } from '../model/readiness.js';
import type { Problem } from '../model/run.js';

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
