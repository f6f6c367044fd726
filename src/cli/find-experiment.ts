import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Run } from '../core/model/run.js';
import { unknownImplementations } from '../core/schedule/plan.js';
import {
  bundledExperiments,
  type ExperimentListing,
  experimentsIn,
  type LoadedExperiment,
  loadExperiment,
  ManifestError,
} from '../node/experiments.js';
import { UsageError } from './exit.js';
import { packageRoot } from './package-root.js';

/** An experiment by the id of a bundled one, or by the path of its manifest. */
export async function findExperiment(name: string): Promise<LoadedExperiment> {
  const isPath = name.endsWith('.json') || /[/\\]/.test(name);
  try {
    if (isPath) return await loadExperiment(name);
    const bundled = await bundledExperiments(packageRoot());
    const found = bundled.find(({ experiment }) => experiment.id === name);
    if (found) return found;
    const known = bundled.map(({ experiment }) => experiment.id).join(', ');
    const hint = existsSync(name) ? ` To run the file of that name, write ./${name}.` : '';
    throw new UsageError(
      `There is no experiment "${name}". Bundled: ${known}; or give the path of a .langbench.json file.${hint}`,
    );
  } catch (error) {
    throw error instanceof ManifestError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** With the name that {@link findExperiment} knows it by. */
export interface NamedExperiment extends LoadedExperiment {
  readonly name: string;
}

/** The bundled experiments and those of the current folder, and what cannot be used there. */
export async function namedExperiments(): Promise<{
  readonly experiments: readonly NamedExperiment[];
  readonly unreadable: ExperimentListing['unreadable'];
}> {
  const bundled = await bundledExperiments(packageRoot());
  const own = await experimentsIn(process.cwd());
  return {
    experiments: [
      ...bundled.map((loaded) => ({ ...loaded, name: loaded.experiment.id })),
      ...own.experiments.map((loaded) => ({ ...loaded, name: `./${basename(loaded.file)}` })),
    ],
    unreadable: own.unreadable,
  };
}

/** The name of a saved run's experiment, which the run does not hold; where nothing is found, what its file was probably called. */
export async function experimentNameOf({ experiment: { id }, implementations }: Run): Promise<string> {
  const { experiments } = await namedExperiments();
  const found = experiments.find(
    ({ experiment }) =>
      experiment.id === id &&
      implementations.every((each) => experiment.implementations.some((own) => own.id === each.id)),
  );
  return found?.name ?? `${id}.langbench.json`;
}

/**
 * The experiment with these of its implementations alone, so that no others are looked into; with all of them when no ids
 * are given. Throws when an id is not among them.
 */
export function restrictTo(experiment: LoadedExperiment, ids: readonly string[] = []): LoadedExperiment {
  const { id, implementations } = experiment.experiment;
  const unknown = unknownImplementations(experiment.experiment, ids);
  if (unknown.length > 0) {
    const known = implementations.map((implementation) => implementation.id).join(', ');
    throw new UsageError(
      `"${id}" has no implementation ${unknown.map((each) => `"${each}"`).join(', ')}. It has: ${known}.`,
    );
  }
  if (ids.length === 0) return experiment;
  const chosen = implementations.filter((implementation) => ids.includes(implementation.id));
  return { ...experiment, experiment: { ...experiment.experiment, implementations: chosen } };
}
