import { statfs } from 'node:fs/promises';
import type { FailureKind } from '../../core/model/run.js';
import { cacheRemedy, environmentsDirectory } from '../paths.js';
import type { ToolEnd } from './tool.js';

/** Why an implementation could not be made ready, and what to do about it. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';

  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** No environment fits into less. */
const LEAST_BYTES = 2 ** 24;

/** What there is to say when a tool found no room for what it should install. */
export async function fullDisk({ output }: ToolEnd): Promise<SetUpError | undefined> {
  // Python's venv keeps to itself why it failed.
  if (!/no space left on device|disk quota exceeded/i.test(output) && (await hasRoom())) return undefined;
  return new SetUpError('missing-package', `There is no room left for it in ${environmentsDirectory()}.`, cacheRemedy);
}

/** True also where the system does not tell. */
async function hasRoom(): Promise<boolean> {
  return statfs(environmentsDirectory()).then(
    ({ bavail, bsize }) => bavail * bsize >= LEAST_BYTES,
    () => true,
  );
}
