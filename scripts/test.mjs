// Sets everything up and runs all tests: `npm test`. Ends with one line that counts them.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { counts } from './counts.mjs';
import { installDependencies, root, run } from './steps.mjs';

/** Runs what the tests need. When that fails they go on, and it counts as one that failed. */
async function prepare(title, command, args) {
  if (!(await run(title, command, args, { mayFail: true }))) counts.failed += 1;
}

/** Runs a check that has no tests of its own and counts as one. */
async function check(title, command, args) {
  counts[(await run(title, command, args, { mayFail: true })) ? 'passed' : 'failed'] += 1;
}

/** Runs all suites and counts their tests. */
async function runSuites() {
  const report = path.join(root, 'build', 'test-results.json');
  await mkdir(path.dirname(report), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const failedBefore = counts.failed;
  const succeeded = await run('Tests', 'npx', ['vitest', 'run', ...reporters], { mayFail: true });
  const results = JSON.parse(await readFile(report, 'utf8'));
  counts.passed += results.numPassedTests;
  // Every suite is meant to run wherever this script could set it up: a skipped test is a hole, not a success.
  counts.failed += results.numFailedTests + results.numPendingTests + results.numTodoTests;
  // A file that could not even be loaded has no tests to count.
  counts.failed += results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  // Something that went wrong outside any test must not look like success.
  if (!succeeded && counts.failed === failedBefore) counts.failed += 1;
}

await installDependencies();
await prepare('System packages', 'node', ['scripts/system-packages.mjs', '--for', 'test']);
await check('Types', 'npx', ['tsc', '--build']);
await check('Lint', 'npm', ['run', '--silent', 'lint']);

// The real digits lie beside the checkout where this project is developed; elsewhere they are downloaded once.
const digits = path.join(root, '..', 'shared', 'data', 'mnist');
if (process.env.LANGBENCH_MNIST_DIR === undefined && existsSync(digits)) process.env.LANGBENCH_MNIST_DIR = digits;
await prepare('Build', 'npm', ['run', '--silent', 'package']);
// What cannot be made ready here is told, and its tests say whether that is right.
await run('Environments', 'node', ['dist/cli/langbench.cjs', 'setup'], { mayFail: true });
await prepare('A VS Code to test in', 'node', ['scripts/vscode-host.mjs']);
await runSuites();
