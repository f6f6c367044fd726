import type { Run } from '../core/model/run.js';
import { RunStore, RunStoreError, type FindFailure } from '../node/store/index.js';
import { UsageError } from './exit.js';

const ADVICE: Readonly<Record<FindFailure, string>> = {
  'none-saved': 'Make one with: langbench run mnist',
  'none-readable': '"langbench list" tells why.',
  unknown: '"langbench list" tells which there are.',
};

/** A saved run of the current folder by its id, a beginning of it, `latest`, or its file. */
export async function loadRun(idOrPath: string): Promise<Run> {
  try {
    return await new RunStore(process.cwd()).load(idOrPath);
  } catch (error) {
    if (!(error instanceof RunStoreError)) throw error;
    const advice = error.failure === undefined ? '' : ` ${ADVICE[error.failure]}`;
    throw new UsageError(`${error.message}${advice}`, { cause: error });
  }
}
