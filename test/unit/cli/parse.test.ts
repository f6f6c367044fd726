import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from './harness.js';

const LOG = 'Epoch 1/2\n30/30 - 2s - loss: 0.5\nTime elapsed: 2.5 s\n'.repeat(2000);

let workplace: Workplace;
beforeAll(async () => {
  workplace = await Workplace.make();
});
afterAll(() => workplace.remove());

async function parse(name: string, bytes?: Uint8Array | string) {
  if (bytes !== undefined) {
    await writeFile(path.join(workplace.folder, name), bytes);
  }
  const { stdout, stderr, exitCode } = await workplace.start(['parse', name]);
  return { times: stdout.split('\n').filter(Boolean).length, stderr, exitCode };
}

test('a compressed log is read as what it holds', async () => {
  expect(await parse('log.gz', gzipSync(LOG))).toEqual({ times: 4000, stderr: '', exitCode: 0 });
});

test('a reader that falls behind is waited for as often as it does, without a word of that', async () => {
  expect(await parse('long.log', LOG.repeat(20))).toEqual({ times: 80_000, stderr: '', exitCode: 0 });
});

test('of a truncated one what was readable is printed before the error', async () => {
  // Without compression half of the bytes hold half of the text.
  const { times, stderr, exitCode } = await parse('half.gz', gzipSync(LOG, { level: 0 }).subarray(0, LOG.length / 2));
  expect(times).toBeGreaterThan(1900);
  expect(stderr).toContain('cannot read half.gz: unexpected end of file');
  expect(exitCode).toBe(2);
});

test.each([
  ['empty.log', ''],
  ['binary.log', Uint8Array.from({ length: 10_000 }, (_, index) => (index * index) % 251)],
])('%s holds no times, and that is said', async (name, bytes) => {
  expect(await parse(name, bytes)).toEqual({ times: 0, stderr: `There are no times in ${name}.`, exitCode: 0 });
});

test('what is no file is told with its name', async () => {
  await mkdir(path.join(workplace.folder, 'folder'));
  for (const name of ['folder', 'folder.gz', 'missing.log']) {
    const { stderr, exitCode } = await parse(name);
    expect(stderr).toContain(`cannot read ${name}: `);
    expect(exitCode).toBe(2);
  }
});

test('of a pattern that has no end that is said with its line, and the others read on', async () => {
  await writeFile(path.join(workplace.folder, 'digits.log'), `5x\n${'1'.repeat(80)}\nround 2.5\n`);
  const endless = ['parse', 'digits.log', '--pattern', String.raw`(?<seconds>(\d+)+)x`];
  const error = /^error: The pattern "\(\?<seconds>\(\\d\+\)\+\)x" had come to no end on line 2 after 1 s, .*\.$/;

  const alone = await workplace.start(endless);
  expect([alone.exitCode, alone.stdout]).toEqual([2, expect.stringMatching(/^\{"seconds":5,[^\n]*\}$/)]);
  expect(alone.stderr).toMatch(error);

  const beside = await workplace.start([...endless, '--pattern', String.raw`round (?<seconds>[\d.]+)`]);
  expect([beside.exitCode, beside.stdout.split('\n')]).toEqual([
    2,
    [expect.stringContaining('"seconds":5,'), expect.stringContaining('"seconds":2.5,')],
  ]);
  expect(beside.stderr).toMatch(error);
});
