import { join } from 'node:path';
import { version } from '../../package.json';
import { cacheDirectory } from '../node/paths.js';
import { ExitCode } from './exit.js';
import type * as program from './program.js';

// The commonest question of scripts is answered without loading anything else.
const [first = '', ...others] = process.argv.slice(2);
if (others.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  const { loadCompiled } = await import('./compiled-code.js');
  // Each command has its own: it uses other functions than the next.
  const command = /^[a-z]+$/.test(first) ? first : 'help';
  const store = join(cacheDirectory(), 'compiled', `${command}-${process.version}-${process.arch}`);
  const { exports, keep } = loadCompiled(join(import.meta.dirname, 'program.cjs'), store);
  process.exitCode = await (exports as typeof program).main(process.argv, version);
  if (process.exitCode !== ExitCode.usage) keep();
}
