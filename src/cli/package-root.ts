import { resolve } from 'node:path';

/** The folder of the installed package: the bundle lies in its `dist/cli`. */
export function packageRoot(): string {
  return resolve(import.meta.dirname, '..', '..');
}
