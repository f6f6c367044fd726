// Sets everything up and runs the main job: `npm start [-- options of "langbench run mnist"]`.
import { installDependencies, run } from './steps.mjs';

await installDependencies();
await run('System packages', 'node', ['scripts/system-packages.mjs', '--for', 'run'], { mayFail: true });
await run('Build', 'node', ['scripts/build.mjs', '--production']);
// What cannot be made ready is told here, and the rest goes on.
await run('Environments', 'node', ['dist/cli/langbench.cjs', 'setup'], { mayFail: true });
await run('Benchmark', 'node', ['dist/cli/langbench.cjs', 'run', 'mnist', ...process.argv.slice(2)]);
