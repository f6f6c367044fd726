import { EXECUTIONS_KEPT } from './types.js';

/** Adds to a list that keeps the first and the latest of what it is given, never more than {@link EXECUTIONS_KEPT}. */
export function keepFirstAndLatest<T>(kept: T[], next: T): void {
  kept.push(next);
  if (kept.length > EXECUTIONS_KEPT) kept.splice(1, 1);
}
