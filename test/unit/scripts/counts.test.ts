import { execa } from 'execa';
import { expect, test } from 'vitest';

const url = (script: string) => JSON.stringify(new URL(`../../../scripts/${script}`, import.meta.url).href);

test.each([
  ['all passed', 'counts.passed += 3', '3 passed, 0 failed', 0],
  ['some failed', 'counts.passed += 3; counts.failed += 2', '3 passed, 2 failed', 1],
  [
    'a step that everything needs fails',
    "await run('Step', 'node', ['--eval', 'process.exit(7)'])",
    '0 passed, 1 failed',
    7,
  ],
  ['a step cannot be started', "await run('Step', 'no-such-program', [])", '0 passed, 1 failed', 127],
  ['a script breaks', 'counts.passed += 3; JSON.parse("")', '3 passed, 1 failed', 1],
])('the last line counts when %s', async (_, program, line, code) => {
  const script = `import { counts } from ${url('counts.mjs')}; import { run } from ${url('steps.mjs')}; ${program}`;
  const { stdout, exitCode } = await execa(process.execPath, ['--input-type=module', '--eval', script], {
    reject: false,
  });
  expect(stdout.split('\n').at(-1)).toBe(line);
  expect(exitCode).toBe(code);
});
