import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lockMachine } from '../../../src/node/run/machine-lock.js';

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
  ['a process left it that has ended', JSON.stringify({ pid: process.pid, startTicks: 1 })],
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

test('who waits is told for whom, once', async () => {
  const unlock = await lockMachine(new AbortController().signal, () => undefined);
  const onWait = vi.fn();
  const waiting = lockMachine(new AbortController().signal, onWait);
  await vi.waitFor(() => {
    expect(onWait).toHaveBeenCalledExactlyOnceWith(process.pid);
  });
  await unlock();
  await (
    await waiting
  )();
  expect(onWait).toHaveBeenCalledTimes(1);
});

test('a folder that cannot be written to is told', async () => {
  vi.stubEnv('TMPDIR', join(directory, 'missing'));
  await expect(lockMachine(new AbortController().signal, () => undefined)).rejects.toThrow('ENOENT');
});
