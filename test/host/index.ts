// What VS Code runs: every suite beside this file, with mocha, inside the extension host.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { HostResult } from './results.js';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 600_000, slow: 60_000 });
  const suites = path.join(__dirname, 'suite');
  for (const file of readdirSync(suites).filter((name) => name.endsWith('.cjs'))) {
    mocha.addFile(path.join(suites, file));
  }
  const results: HostResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const add = (test: Mocha.Runnable, state: HostResult['state'], error?: Error) => {
      results.push({ title: test.fullTitle(), state, ...(error && { error: error.stack ?? error.message }) });
      console.log(`${state}: ${test.fullTitle()}${error ? `\n${error.stack ?? ''}` : ''}`);
    };
    runner.on('pass', (test) => {
      add(test, 'passed');
    });
    runner.on('pending', (test) => {
      add(test, 'pending');
    });
    runner.on('fail', (test, error: Error) => {
      add(test, 'failed', error);
    });
  });
  const file = process.env['LANGBENCH_TEST_RESULTS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} tests failed in VS Code.`);
}
