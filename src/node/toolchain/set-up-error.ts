import { statfs } from 'node:fs/promises';
import type { FailureKind } from '../../core/model/run.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import { cacheRemedy, environmentsDirectory } from '../paths.js';
import type { ToolEnd } from './tool.js';

/** Why an implementation could not be made ready, and what to do about it. */
export class SetUpError extends ToldError {
  override readonly name = 'SetUpError';

  constructor(
    readonly kind: FailureKind,
    told: Sentence,
    readonly remedy?: Sentence,
  ) {
    super(told);
  }
}

/** No environment fits into less. */
const LEAST_BYTES = 2 ** 24;

/** What there is to say when a tool found no room for what it should install. */
export async function fullDisk({ output }: ToolEnd): Promise<SetUpError | undefined> {
  // Python's venv keeps to itself why it failed.
  if (!/no space left on device|disk quota exceeded/i.test(output) && (await hasRoom())) return undefined;
  const told = sentence('There is no room left for it in {0}.', environmentsDirectory());
  return new SetUpError('missing-package', told, cacheRemedy);
}

/** True also where the system does not tell. */
async function hasRoom(): Promise<boolean> {
  return statfs(environmentsDirectory()).then(
    ({ bavail, bsize }) => bavail * bsize >= LEAST_BYTES,
    () => true,
  );
}
