import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownIdentity } from '../../../src/node/process-identity.js';
import { makeScratchFolder } from '../../../src/node/run/scratch-folder.js';

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
  const [first, second] = [basename(await makeScratchFolder()), basename(await makeScratchFolder())];
  expect((await readdir(directory)).sort()).toEqual([live, foreign, first, second].sort());
});
