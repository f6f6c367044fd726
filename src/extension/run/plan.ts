import type { RunWishes } from '../../core/model/run-settings.js';
import { unknownImplementations } from '../../core/schedule/plan.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { BenchmarkSettings } from '../settings.js';

/** What is asked for, and the person's settings for the rest. A setting may name implementations of other experiments. */
export function withSettings(
  { experiment }: LoadedExperiment,
  wishes: RunWishes,
  settings: BenchmarkSettings,
): RunWishes {
  const unknown = unknownImplementations(experiment, settings.implementations);
  return { ...settings, implementations: settings.implementations.filter((id) => !unknown.includes(id)), ...wishes };
}
