import { vi } from 'vitest';

/** For as long as a busy machine may need. */
const PATIENCE = { timeout: 60_000, interval: 50 };

/** Waits until a check does not throw any more. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, PATIENCE);
}

/** Waits until there is something. */
export function until<T>(probe: () => T | Promise<T>) {
  return vi.waitUntil(probe, PATIENCE);
}
