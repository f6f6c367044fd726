import type { Run } from '../core/model/run.js';
import { RunStore, RunStoreError } from '../node/store/index.js';
import { UsageError } from './exit.js';

/** A saved run of the current folder by its id, a beginning of it, `latest`, or its file. */
export async function loadRun(idOrPath: string): Promise<Run> {
  try {
    return await new RunStore(process.cwd()).load(idOrPath);
  } catch (error) {
    throw error instanceof RunStoreError ? new UsageError(error.message, { cause: error }) : error;
  }
}
