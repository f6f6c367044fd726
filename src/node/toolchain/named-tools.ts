import { dirname, resolve } from 'node:path';
import type { Implementation } from '../../core/model/experiment.js';
import type { Problem } from '../../core/model/run.js';
import { missingTool } from '../../core/toolchain/judge.js';
import type { LoadedExperiment } from '../experiments.js';
import { findExecutable, isPath } from './interpreters.js';

/** What a manifest names, as far as it is there. */
export interface NamedTools {
  /** What is launched: absolute, or below `{work}`; absent when the interpreter is for LangBench to find. */
  readonly executable?: string;
  readonly problem?: Problem;
}

/** Looks for what builds an implementation and for what is launched, where the manifest names it. Neither is started. */
export async function findNamed(experiment: LoadedExperiment, implementation: Implementation): Promise<NamedTools> {
  const base = dirname(experiment.file);
  const builder = implementation.build?.[0];
  if (builder !== undefined && (await findExecutable(builder, base)) === undefined) {
    return { problem: missingTool(implementation, builder) };
  }
  const name = implementation.executable?.replace('{program}', () => experiment.programPath(implementation));
  if (name === undefined) return {};
  // What the build makes need not be there yet.
  if (builder !== undefined && isPath(name))
    return { executable: name.startsWith('{work}') ? name : resolve(base, name) };
  const executable = await findExecutable(name, base);
  return executable === undefined ? { problem: missingTool(implementation, name) } : { executable };
}
