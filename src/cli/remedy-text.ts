import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Remedy } from '../core/model/run.js';
import { packageRoot } from './package-root.js';

/** What to do next, as a person can type it here. */
export function remedyText(remedy: Remedy): string {
  if (typeof remedy === 'string') return remedy;
  switch (remedy.kind) {
    case 'set-up':
      return `${commandName()} setup ${remedy.implementation}`;
    case 'longer-timeout':
      return 'Give it more time with --timeout, or less to do with --images or --epochs.';
  }
}

/** In a checkout the command is on nobody's PATH. */
function commandName(): string {
  return existsSync(join(packageRoot(), 'src')) ? 'npx langbench' : 'langbench';
}
