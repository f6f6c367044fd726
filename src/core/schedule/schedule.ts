import type { TrialKey } from '../model/run.js';
import { Random } from '../random.js';

/**
 * The order of a run's trials: complete blocks one after another, each with every implementation once in random order,
 * so that a machine that drifts (heat, other work) touches all implementations alike.
 *
 * @param blocks how many; 1 or more
 * @param seed the same seed gives the same order
 */
export function schedule(implementations: readonly string[], blocks: number, seed: number): TrialKey[] {
  const random = new Random(seed, 'schedule');
  return Array.from({ length: blocks }, (_, block) =>
    random
      .shuffle([...implementations])
      .map((implementation, place) => ({ implementation, block: block + 1, position: place + 1 })),
  ).flat();
}
