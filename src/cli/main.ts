import { version } from '../../package.json';

// The commonest question of scripts is answered without loading anything else.
const [first, ...others] = process.argv.slice(2);
if (others.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  void import('./program.js')
    .then(({ main }) => main(process.argv, version))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
}
