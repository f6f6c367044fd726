import { link, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lockMachine } from '../../../src/node/run/machine-lock.js';
import { eventually } from '../../support/eventually.js';

vi.mock(import('node:fs/promises'), async (importOriginal) => {
  const actual = await importOriginal();
  return { ...actual, link: vi.fn(actual.link) };
});

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'langbench-lock-'));
  vi.stubEnv('TMPDIR', directory);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

test.each([
  ['nothing is there', undefined],
  ['a process left it that has ended', JSON.stringify({ pid: process.pid, start: 1 })],
  ['it was left empty', ''],
])('one at a time holds the lock when %s', async (_, contents) => {
  if (contents !== undefined) await writeFile(join(directory, 'langbench-measuring.lock'), contents);
  let [holders, most] = [0, 0];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      const unlock = await lockMachine(new AbortController().signal, () => undefined);
      holders += 1;
      most = Math.max(most, holders);
      await sleep(5);
      holders -= 1;
      await unlock();
    }),
  );
  expect(most).toBe(1);
  expect(await readdir(directory)).toEqual([]);
});

test('a folder in its place is taken away', async () => {
  await mkdir(join(directory, 'langbench-measuring.lock'));
  await (
    await lockMachine(new AbortController().signal, () => undefined)
  )();
  expect(await readdir(directory)).toEqual([]);
});

test('who waits is told for whom, once', async () => {
  const unlock = await lockMachine(new AbortController().signal, () => undefined);
  const onWait = vi.fn();
  const waiting = lockMachine(new AbortController().signal, onWait);
  await eventually(() => {
    expect(onWait).toHaveBeenCalledExactlyOnceWith({
      pid: process.pid,
      lock: join(directory, 'langbench-measuring.lock'),
    });
  });
  await unlock();
  await (
    await waiting
  )();
  expect(onWait).toHaveBeenCalledTimes(1);
});

test('a run goes on without a lock where none can be written', async () => {
  vi.stubEnv('TMPDIR', join(directory, 'missing'));
  const unlock = await lockMachine(new AbortController().signal, () => undefined);
  await unlock();
});

test('a file system without hard links stops nobody', async () => {
  vi.mocked(link).mockRejectedValueOnce(Object.assign(new Error('not supported'), { code: 'ENOTSUP' }));
  const unlock = await lockMachine(new AbortController().signal, () => undefined);
  await unlock();
  expect(await readdir(directory)).toEqual([]);
});
