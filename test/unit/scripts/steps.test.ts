import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

const steps = new URL('../../../scripts/steps.mjs', import.meta.url).href;
const terminal = fileURLToPath(new URL('../../support/on-terminal.py', import.meta.url));

/** A step that tells how often it was asked to end, and ends as one that was cancelled. */
const LISTENING = `
  let asked = 0;
  process.on('SIGINT', () => {
    asked += 1;
    if (asked === 1) setTimeout(() => { console.log('asked ' + asked); process.exit(130); }, 300);
  });
  setInterval(() => undefined, 1000);
  console.log('listening');`;

/** The command of a script whose first step is a program of Node.js that may fail, with another step behind it. */
const sequence = (first: string): [string, string[]] => [
  process.execPath,
  [
    '--input-type=module',
    '--eval',
    `import { run } from ${JSON.stringify(steps)};
     await run('First', process.execPath, ['--eval', ${JSON.stringify(first)}], { mayFail: true });
     await run('Second', process.execPath, ['--eval', 'console.log("went on")']);`,
  ],
];

describe('a step that is cancelled', () => {
  test('by Ctrl+C is told once, and ends the whole sequence', async () => {
    const [command, words] = sequence(LISTENING);
    const { stdout, exitCode } = await execa('python3', [terminal, 'listening', command, ...words], { reject: false });
    expect(stdout).toContain('asked 1');
    expect(stdout).not.toContain('went on');
    expect(exitCode).toBe(130);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s without a terminal ends with all that it runs', async (signal) => {
    const running = execa(...sequence("setInterval(() => undefined, 1000); console.log('listening')"), {
      reject: false,
    });
    await new Promise<void>((resolve) => {
      running.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('listening')) resolve();
      });
    });
    running.kill(signal);
    const { stdout, exitCode } = await running;
    expect(stdout).not.toContain('went on');
    expect(exitCode).toBe(130);
  });
});

test.each([
  ['fails', 'process.exit(3)'],
  ['crashes', "process.kill(process.pid, 'SIGSEGV')"],
])('a step that %s stops nothing where it may', async (_, first) => {
  const { stdout, exitCode } = await execa(...sequence(first), { reject: false });
  expect(stdout).toContain('went on');
  expect(exitCode).toBe(0);
});

test('nothing is begun where the checkout may not be written in', async () => {
  const script = `
    import { syncBuiltinESMExports } from 'node:module';
    import fs from 'node:fs';
    fs.accessSync = () => { throw Object.assign(new Error(), { code: 'EROFS' }); };
    syncBuiltinESMExports();
    const { installDependencies } = await import(${JSON.stringify(steps)});
    await installDependencies();
    console.log('went on');`;
  const words = ['--input-type=module', '--eval', script];
  const { stdout, stderr, exitCode } = await execa(process.execPath, words, { reject: false });
  expect(stderr).toMatch(
    /^LangBench cannot write in \/.* \(EROFS\), and its packages and its build go there\.\nClone it/,
  );
  expect([stdout, exitCode]).toEqual(['', 1]);
});
