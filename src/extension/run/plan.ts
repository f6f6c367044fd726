import type { Readiness } from '../../core/model/readiness.js';
import type { RunSettings } from '../../core/model/run.js';
import { DEFAULT_SEED } from '../../core/schedule/plan.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { BenchmarkSettings } from '../settings.js';

/** What a person, a task or an agent may ask for; the rest comes from the settings. */
export interface RunWishes {
  readonly implementations?: readonly string[];
  readonly epochs?: number;
  readonly blocks?: number;
  readonly threads?: number | 'default';
  readonly images?: number | null;
  readonly dataset?: string;
}

/** A run's settings: wishes before settings before the experiment's defaults. `implementations` must be decided. */
export function runSettings(
  { experiment }: LoadedExperiment,
  wishes: RunWishes,
  defaults: BenchmarkSettings,
  implementations: readonly string[],
): RunSettings {
  return {
    implementations,
    epochs: wishes.epochs ?? defaults.epochs ?? experiment.defaults.epochs,
    blocks: wishes.blocks ?? defaults.blocks,
    threads: wishes.threads ?? defaults.threads,
    images: wishes.images === undefined ? defaults.images : wishes.images,
    batchSize: experiment.defaults.batchSize,
    seed: DEFAULT_SEED,
    timeoutSeconds: defaults.timeoutSeconds,
    dataset: wishes.dataset ?? defaults.dataset ?? experiment.defaults.dataset,
  };
}

/**
 * Which implementations a run takes: those asked for by name, ready or not (a run records why one could not start),
 * else all that are ready.
 */
export function chooseImplementations(
  { experiment }: LoadedExperiment,
  wishes: RunWishes,
  defaults: BenchmarkSettings,
  readiness: readonly Readiness[],
): readonly string[] {
  const known = new Set(experiment.implementations.map(({ id }) => id));
  const asked = wishes.implementations ?? defaults.implementations.filter((id) => known.has(id));
  if (asked.length > 0) return asked;
  return readiness.filter(({ state }) => state === 'ready').map(({ implementation }) => implementation);
}

/** Names in a request that the experiment does not have. */
export function unknownImplementations({ experiment }: LoadedExperiment, wishes: RunWishes): readonly string[] {
  const known = new Set(experiment.implementations.map(({ id }) => id));
  return (wishes.implementations ?? []).filter((id) => !known.has(id));
}
