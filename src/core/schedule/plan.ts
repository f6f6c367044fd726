import type { Experiment } from '../model/experiment.js';
import type { Readiness } from '../model/readiness.js';
import { checkSettings, type RunWishes } from '../model/run-settings.js';
import type { RunSettings } from '../model/run.js';

/** How many blocks each preset runs: without an interval, with a preliminary one, with a firm one. */
export const presets = { quick: 1, standard: 5, rigorous: 10 } as const;
export type Preset = keyof typeof presets;

/** Every run draws the same weights and batches unless told otherwise, so that runs can be compared with each other. */
const DEFAULT_SEED = 1;
const DEFAULT_TIMEOUT_SECONDS = 3600;

/** Names that the experiment does not have. */
export function unknownImplementations({ implementations }: Experiment, ids: readonly string[] = []): string[] {
  return ids.filter((each) => !implementations.some(({ id }) => id === each));
}

/**
 * Which implementations a run takes, each once: those asked for by name, ready or not, since a run records why one could
 * not start; else all that are ready.
 */
export function chooseImplementations(wishes: RunWishes, readiness: readonly Readiness[]): readonly string[] {
  const { implementations: asked = [] } = wishes;
  if (asked.length > 0) return [...new Set(asked)];
  return readiness.filter(({ state }) => state === 'ready').map(({ implementation }) => implementation);
}

/** A run's settings: what is wished for, else the experiment's own. Throws RunSettingsError when a wish cannot be. */
export function runSettings(
  { defaults }: Experiment,
  wishes: RunWishes,
  implementations: readonly string[],
): RunSettings {
  return checkSettings({
    implementations,
    epochs: wishes.epochs ?? defaults.epochs,
    blocks: wishes.blocks ?? presets.quick,
    threads: wishes.threads ?? 'default',
    images: wishes.images ?? null,
    batchSize: defaults.batchSize,
    seed: wishes.seed ?? DEFAULT_SEED,
    timeoutSeconds: wishes.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    dataset: wishes.dataset ?? defaults.dataset,
  });
}
