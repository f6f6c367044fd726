import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownIdentity } from '../../../src/node/process/process-identity.js';
import { withScratchFolder } from '../../../src/node/run/scratch-folder.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'langbench-scratch-'));
  vi.stubEnv('TMPDIR', directory);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

test('folders of runs that were killed are taken away, and no other', async () => {
  const { pid, start = 0 } = await ownIdentity();
  const [live, dead] = [`langbench-run-work-${pid}-${start}-live`, `langbench-run-work-${pid}-${start + 1}-dead`];
  const foreign = 'langbench-run-work-of-somebody';
  for (const name of [live, dead, foreign]) {
    await mkdir(join(directory, name));
    await writeFile(join(directory, name, 'weights.f32'), '');
  }
  await withScratchFolder(async (first) => {
    await withScratchFolder(async (second) => {
      expect((await readdir(directory)).sort()).toEqual([live, foreign, basename(first), basename(second)].sort());
    });
  });
  expect((await readdir(directory)).sort()).toEqual([live, foreign].sort());
});

test('programs that such a run left running are ended, and no other', async () => {
  const { pid, start = 0 } = await ownIdentity();
  const startSleeper = (owner: string) =>
    spawn('sleep', ['600'], { stdio: 'ignore', env: { ...process.env, LANGBENCH_PROCESS: `${owner}-x` } });
  const [dead, live] = [startSleeper(`${pid}-${start + 1}`), startSleeper(`${pid}-${start}`)];
  const ended = once(dead, 'exit');
  await mkdir(join(directory, `langbench-run-work-${pid}-${start + 1}-dead`));
  await withScratchFolder(() => Promise.resolve());
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(live.exitCode ?? live.signalCode).toBeNull();
  live.kill();
});

test('the folder is taken away too when this process exits in the meantime', async () => {
  const listeners = new Set(process.listeners('exit'));
  await withScratchFolder(async (folder) => {
    await writeFile(join(folder, 'weights.f32'), '');
    const [atExit] = process.listeners('exit').filter((listener) => !listeners.has(listener));
    atExit?.call(process, 0);
    expect(await readdir(directory)).toEqual([]);
  });
});

test('its path is absolute where TMPDIR is not', async () => {
  vi.stubEnv('TMPDIR', relative(process.cwd(), directory));
  await withScratchFolder((folder) => {
    expect(dirname(folder)).toBe(directory);
    return Promise.resolve();
  });
});

test('where it cannot be made, the message says what to do', async () => {
  vi.stubEnv('TMPDIR', join(directory, 'missing'));
  await expect(withScratchFolder(() => Promise.resolve())).rejects.toThrow(
    /^What a run needs cannot be written in .*missing: .*\. Make room there, or name another folder in TMPDIR\.$/,
  );
});
