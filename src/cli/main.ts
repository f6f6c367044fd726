import module from 'node:module';
import { join } from 'node:path';
import { version } from '../../package.json';
import { cacheDirectory } from '../node/paths.js';

/** Keeps the compiled code for the next start, where Node.js can (from 22.1 on); where it cannot, nothing is lost. */
const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown };

// The commonest question of scripts is answered without loading anything else.
const [first, ...others] = process.argv.slice(2);
if (others.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  enableCompileCache?.(join(cacheDirectory(), 'compiled'));
  void import('./program.js')
    .then(({ main }) => main(process.argv, version))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
}
