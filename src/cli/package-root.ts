import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the installed package: the bundle lies in its `dist/cli`. */
export function packageRoot(): string {
  return resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
}
