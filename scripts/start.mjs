// Sets everything up and runs the main job: `npm start [-- options of "langbench run mnist"]`.
import { installDependencies, run } from './steps.mjs';

const cli = 'dist/cli/langbench.cjs';
const options = process.argv.slice(2);
const asksForHelp = options.some((option) => option === '--help' || option === '-h');

await installDependencies();
await run('Build', 'node', ['scripts/build.mjs', '--production']);
// What is wrong with the options is told before what takes minutes; it also answers --help.
if (options.length > 0) await run('Options', 'node', [cli, 'run', 'mnist', '--check', ...options]);
if (asksForHelp) process.exit();
await run('System packages', 'node', ['scripts/system-packages.mjs', '--for', 'run'], { mayFail: true });
// What cannot be made ready is told here, and the rest goes on.
await run('Environments', 'node', [cli, 'setup'], { mayFail: true });
await run('Benchmark', 'node', [cli, 'run', 'mnist', ...options]);
