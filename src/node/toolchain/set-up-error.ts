import type { FailureKind } from '../../core/model/run.js';

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
