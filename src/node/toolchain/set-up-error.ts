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

/** What there is to say when a tool found no room for what it should install. */
export function fullDisk({ output }: ToolEnd): SetUpError | undefined {
  if (!/no space left on device|disk quota exceeded/i.test(output)) return undefined;
  return new SetUpError('missing-package', `There is no room left for it in ${environmentsDirectory()}.`, cacheRemedy);
}
