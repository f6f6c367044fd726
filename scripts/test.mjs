// Sets everything up and runs all tests: `npm test`. Ends with one line that counts them.
import { existsSync } from 'node:fs';
import { readFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { installDependencies, root, run } from './steps.mjs';

await installDependencies();
await run('System packages', 'node', ['scripts/system-packages.mjs', '--for', 'test']);
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a check that has no tests of its own and counts as one. */
async function check(title, command, args) {
  counts[(await run(title, command, args, { mayFail: true })) ? 'passed' : 'failed'] += 1;
}

await check('Types', 'npx', ['tsc', '--build']);
await check('Lint', 'npm', ['run', '--silent', 'lint']);

// The real digits lie beside the checkout where this project is developed; elsewhere they are downloaded once.
const digits = path.join(root, '..', 'shared', 'data', 'mnist');
if (process.env.LANGBENCH_MNIST_DIR === undefined && existsSync(digits)) process.env.LANGBENCH_MNIST_DIR = digits;
await run('Build', 'npm', ['run', '--silent', 'package']);
await run('Environments', 'node', ['dist/cli/langbench.cjs', 'setup'], { mayFail: true });
await run('A VS Code to test in', 'node', ['scripts/vscode-host.mjs']);

const report = path.join(root, 'build', 'test-results.json');
await mkdir(path.dirname(report), { recursive: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const ended = await run('Tests', 'npx', ['vitest', 'run', ...reporters], { mayFail: true });
const results = JSON.parse(await readFile(report, 'utf8'));
counts.passed += results.numPassedTests;
counts.failed += results.numFailedTests;
counts.skipped += results.numPendingTests + results.numTodoTests;
// A file that could not even be loaded has no tests to count.
counts.failed += results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
// Something that went wrong outside any test must not look like success.
if (!ended && counts.failed === 0) counts.failed = 1;
// Every suite is meant to run wherever this script could set it up: a skipped test is a hole, not a success.
console.log(`\n${counts.passed} passed, ${counts.failed + counts.skipped} failed`);
process.exitCode = counts.failed + counts.skipped === 0 ? 0 : 1;
