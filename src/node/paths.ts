import { tmpdir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { sentence } from '../core/model/sentence.js';

/** The user's cache folder for LangBench; `LANGBENCH_CACHE_DIR` overrides it. Everything in it can be deleted and is made again. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['LANGBENCH_CACHE_DIR'];
  // Relative where HOME is empty.
  const { cache } = envPaths('langbench', { suffix: '' });
  if (chosen) return resolve(chosen);
  return isAbsolute(cache) ? cache : resolve(userInfo().homedir, cache);
}

/** What to do when it cannot be written to. */
export const cacheRemedy = sentence(
  'Make room there or make it writable, or name another folder in LANGBENCH_CACHE_DIR.',
);

/** The system's folder for temporary files, absolute also where TMPDIR is not: programs run in other folders. */
export function temporaryDirectory(): string {
  return resolve(tmpdir());
}

/** Where prepared data sets are kept, one folder each. */
export function datasetsDirectory(): string {
  return join(cacheDirectory(), 'datasets');
}

/** Where `setup` keeps virtual environments and Julia projects, one folder each. */
export function environmentsDirectory(): string {
  return join(cacheDirectory(), 'environments');
}
