import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { idxFiles, idxRoles, itemBytes, toIdx, type IdxRole } from '../../../src/core/dataset/idx.js';
import { Random } from '../../../src/core/random.js';
import type { KnownDataset } from '../../../src/node/dataset/catalog.js';

const counts: Record<IdxRole, number> = { trainImages: 300, trainLabels: 300, testImages: 40, testLabels: 40 };

/** Four small IDX files with random pixels. */
export const tinyFiles = Object.fromEntries(
  idxRoles.map((role) => {
    const { holds } = idxFiles[role];
    const random = new Random(7, role);
    const data = Uint8Array.from({ length: counts[role] * itemBytes[holds] }, () =>
      random.below(holds === 'labels' ? 10 : 256),
    );
    return [role, toIdx(holds, data)];
  }),
) as Record<IdxRole, Uint8Array>;

export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** The small files as a data set known by its decompressed bytes. */
export const tinyDataset: KnownDataset = {
  id: 'tiny',
  title: 'Tiny digits',
  mirrors: [],
  checksums: Object.fromEntries(
    idxRoles.map((role) => [role, { contents: md5(tinyFiles[role]) }]),
  ) as KnownDataset['checksums'],
};

/** Writes the small files under their own names, some of them changed. */
export async function writeFiles(folder: string, changed: Partial<Record<IdxRole, Uint8Array>> = {}): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const role of idxRoles) await writeFile(join(folder, idxFiles[role].name), changed[role] ?? tinyFiles[role]);
  return folder;
}

/** Gives each test an empty folder, with LangBench's cache in it and no MNIST folder of the user's. */
export function useScratchFolder(): { readonly path: string; readonly cache: string } {
  const folder = { path: '', cache: '' };
  const names = ['LANGBENCH_CACHE_DIR', 'LANGBENCH_MNIST_DIR'] as const;
  const before = names.map((name) => process.env[name]);
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'langbench-data-'));
    folder.cache = join(folder.path, 'cache');
    process.env['LANGBENCH_CACHE_DIR'] = folder.cache;
    process.env['LANGBENCH_MNIST_DIR'] = '';
  });
  afterEach(async () => {
    names.forEach((name, index) => {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    });
    await rm(folder.path, { recursive: true, force: true });
  });
  return folder;
}
