import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idxFiles } from '../../../src/core/dataset/idx.js';
import { idxPaths } from '../../../src/node/dataset/folder.js';
import { prepareDataset } from '../../../src/node/dataset/prepare.js';
import { putStamp, statesOf } from '../../../src/node/dataset/stamp.js';
import { inEnglish } from '../../support/in-english.js';
import { useScratchFolder, writeFiles } from './tiny-data.js';

const folder = useScratchFolder();
const unreachable = { mirrors: ['http://127.0.0.1:1/'] };
/** Small files where the synthetic digits are cached, so that none need be drawn. */
async function cacheSynthetic(): Promise<void> {
  const directory = await writeFiles(join(folder.cache, 'datasets', 'synthetic-1'));
  await putStamp(join(directory, 'drawn.json'), await statesOf(idxPaths(directory)));
}

describe('prepareDataset', () => {
  it('takes a folder', async () => {
    const source = await writeFiles(join(folder.path, 'my-digits'));
    expect(await prepareDataset(source)).toEqual({
      record: { id: 'folder', title: 'my-digits', synthetic: false, testImages: 40 },
      trainImages: 300,
      directory: source,
    });
  });

  it('lets synthetic digits stand in for what cannot be had, and says so and why', async () => {
    await cacheSynthetic();
    const prepared = await prepareDataset('mnist', unreachable);
    expect(inEnglish(prepared.record)).toEqual({
      id: 'synthetic',
      title: 'synthetic digits',
      synthetic: true,
      testImages: 40,
      standsInFor: {
        title: 'MNIST',
        reason: expect.stringMatching(/^MNIST could not be downloaded \(127\.0\.0\.1:1: [^/]+\)$/) as string,
      },
    });
  });

  it('says that what is in the cache is damaged when that is why something must stand in', async () => {
    await cacheSynthetic();
    const damaged = await writeFiles(join(folder.cache, 'datasets', 'mnist'));
    const { record } = await prepareDataset('mnist', unreachable);
    const file = join(damaged, idxFiles.trainImages.name);
    expect(inEnglish(record).standsInFor?.reason).toMatch(
      new RegExp(`^${file} of MNIST is damaged and could not be downloaded again \\(127\\.0\\.0\\.1:1: `),
    );
  });

  it('gives synthetic digits without a reason when they were asked for', async () => {
    await cacheSynthetic();
    const prepared = await prepareDataset('synthetic');
    expect(prepared.record.synthetic).toBe(true);
    expect(prepared.record.standsInFor).toBeUndefined();
  });

  it('lets nothing stand in for a folder that was named and is not right', async () => {
    await cacheSynthetic();
    const source = await writeFiles(join(folder.path, 'not-mnist'));
    process.env['LANGBENCH_MNIST_DIR'] = source;
    await expect(prepareDataset('mnist', unreachable)).rejects.toThrow(
      /does not hold MNIST.*as the data set\. LANGBENCH_MNIST_DIR names that folder: correct it, or unset it/,
    );
    process.env['LANGBENCH_MNIST_DIR'] = '/nope';
    await expect(prepareDataset('mnist', unreachable)).rejects.toThrow(
      /\/nope: it is not there\. LANGBENCH_MNIST_DIR names/,
    );
  });

  it('lets digits stand in for nothing but digits', async () => {
    await cacheSynthetic();
    await expect(prepareDataset('fashion-mnist', unreachable)).rejects.toThrow(
      /Fashion-MNIST could not be downloaded.*give their folder/,
    );
  });

  it('says what to do about a cache that cannot be written to, and lets nothing stand in', async () => {
    const cache = join(folder.path, 'no-folder');
    await writeFile(cache, '');
    process.env['LANGBENCH_CACHE_DIR'] = cache;
    await expect(prepareDataset('mnist', unreachable)).rejects.toThrow(
      /cannot be kept in .*no-folder.*ENOTDIR.*LANGBENCH_CACHE_DIR/,
    );
  });

  it('does so too where a folder far above cannot be made', async () => {
    const cache = join(folder.path, 'no-folder', 'home', '.cache');
    await writeFile(join(folder.path, 'no-folder'), '');
    process.env['LANGBENCH_CACHE_DIR'] = cache;
    await expect(prepareDataset('synthetic')).rejects.toThrow(/cannot be kept in .*LANGBENCH_CACHE_DIR/);
  });

  it('says which names there are when one is misspelt', async () => {
    await expect(prepareDataset('mnits')).rejects.toThrow(/mnits.*mnist, fashion-mnist, synthetic/);
  });

  it('does not fall back when it is cancelled', async () => {
    await cacheSynthetic();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(prepareDataset('mnist', { ...unreachable, signal })).rejects.toThrow('enough');
  });
});
