import { existsSync } from 'node:fs';
import { bundledExperiments, type LoadedExperiment, loadExperiment, ManifestError } from '../node/experiments.js';
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

/** Throws when a name is not among the experiment's implementations. */
export function requireImplementations({ experiment }: LoadedExperiment, ids: readonly string[]): void {
  const known = experiment.implementations.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new UsageError(
      `"${experiment.id}" has no implementation ${unknown.map((id) => `"${id}"`).join(', ')}. It has: ${known.join(', ')}.`,
    );
  }
}
