import fc from '../../support/properties.js';
import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idxFiles, idxRoles } from '../../../src/core/dataset/idx.js';
import type { RunSettings } from '../../../src/core/model/run.js';
import { batchOrder } from '../../../src/core/work/batches.js';
import { countParameters, glorotLimit, initialWeights } from '../../../src/core/work/weights.js';
import { prepareDataset } from '../../../src/node/dataset/prepare.js';
import { loadExperiment } from '../../../src/node/experiments.js';
import { writeWorkFolder } from '../../../src/node/work/work-folder.js';
import { tinyFiles, useScratchFolder, writeFiles } from '../dataset/tiny-data.js';
import { eventually } from '../../support/eventually.js';

const { experiment } = await loadExperiment(resolve(import.meta.dirname, '../../../experiments/mnist.langbench.json'));
const folder = useScratchFolder();
const settings: RunSettings = {
  implementations: [],
  epochs: 2,
  blocks: 1,
  threads: 'default',
  images: null,
  batchSize: 128,
  seed: 5,
  timeoutSeconds: 60,
  dataset: 'tiny',
};

const wholeOrder = (images: number, epochs: number, seed: number): number[] =>
  [...batchOrder(images, epochs, seed)].flatMap((stretch) => [...stretch]);

async function write(name: string, change: Partial<RunSettings> = {}) {
  const dataset = await prepareDataset(await writeFiles(join(folder.path, 'digits')));
  const target = join(folder.path, name);
  const record = await writeWorkFolder(target, experiment, { ...settings, ...change }, dataset);
  const names = (await readdir(target)).sort();
  const files = Object.fromEntries(
    await Promise.all(names.map(async (each) => [each, await readFile(join(target, each))] as const)),
  );
  const bytes = (each: string): Buffer => files[each] ?? Buffer.alloc(0);
  const digests = names.map((each) => [each, createHash('sha256').update(bytes(each)).digest('hex')]);
  return { record, names, bytes, digests };
}

describe('writeWorkFolder', () => {
  it('writes what docs/work-folder.md says', async () => {
    const { names, bytes } = await write('work');
    expect(names).toEqual(
      [...idxRoles.map((role) => idxFiles[role].name), 'batches.u32', 'weights.f32', 'work.json'].sort(),
    );
    for (const role of idxRoles) expect(Buffer.compare(bytes(idxFiles[role].name), tinyFiles[role])).toBe(0);
    expect(bytes('weights.f32')).toHaveLength(4 * 16_938);
    expect(bytes('batches.u32')).toHaveLength(4 * 300 * 2);
    expect(JSON.parse(bytes('work.json').toString())).toEqual({
      v: 1,
      images: 300,
      epochs: 2,
      batchSize: 128,
      seed: 5,
      parameters: 16_938,
    });
  });

  it('writes the same bytes for the same seed, and other weights and orders for another', async () => {
    const [one, same, other] = [await write('one'), await write('same'), await write('other', { seed: 6 })];
    expect(same.digests).toEqual(one.digests);
    expect(other.bytes('weights.f32').equals(one.bytes('weights.f32'))).toBe(false);
    expect(other.bytes('batches.u32').equals(one.bytes('batches.u32'))).toBe(false);
  });

  it('writes little-endian numbers', async () => {
    const { bytes } = await write('work');
    const order = wholeOrder(300, 2, 5);
    expect(bytes('batches.u32').readUInt32LE(4 * 17)).toBe(order[17]);
    expect(bytes('weights.f32').readFloatLE(4 * 100)).toBe(initialWeights(experiment.weights, 5)[100]);
  });

  it('replaces an earlier work folder', async () => {
    await write('work', { seed: 6 });
    expect((await write('work')).digests).toEqual((await write('fresh')).digests);
  });

  it('keeps the data themselves out of the reach of programs', async () => {
    await write('work');
    const { name } = idxFiles.testLabels;
    await appendFile(join(folder.path, 'work', name), 'scribble');
    expect(Buffer.compare(await readFile(join(folder.path, 'digits', name)), tinyFiles.testLabels)).toBe(0);
  });

  it('gives the record of the data in use, with a hash over pixels and labels alone', async () => {
    const { record } = await write('work', { images: 100 });
    const hash = createHash('sha256')
      .update(tinyFiles.trainImages.subarray(16, 16 + 100 * 784))
      .update(tinyFiles.trainLabels.subarray(8, 8 + 100))
      .update(tinyFiles.testImages.subarray(16))
      .update(tinyFiles.testLabels.subarray(8));
    expect(record).toEqual({
      id: 'folder',
      title: 'digits',
      synthetic: false,
      trainImages: 100,
      testImages: 40,
      sha256: hash.digest('hex'),
    });
  });

  it('refuses an order of batches that no memory holds, and says how many epochs can be', async () => {
    await expect(write('work', { epochs: 10_000_000 })).rejects.toThrow(/10000000 epochs .* at most 1789569 epochs/);
  });

  it('lets others have their turn while thousands of epochs are ordered, and stops when that is cancelled', async () => {
    const dataset = await prepareDataset(await writeFiles(join(folder.path, 'digits')));
    const target = join(folder.path, 'work');
    const controller = new AbortController();
    const order = { ...settings, epochs: 100_000 };
    const writing = writeWorkFolder(target, experiment, order, dataset, controller.signal);
    await eventually(async () => {
      expect((await stat(join(target, 'batches.u32'))).size).toBeGreaterThan(0);
    });
    controller.abort(new Error('enough'));
    await expect(writing).rejects.toThrow('enough');
    expect((await stat(join(target, 'batches.u32'))).size).toBeLessThan(4 * 300 * 100_000);
  });

  it('refuses more images than there are', async () => {
    await expect(write('work', { images: 301 })).rejects.toThrow(/301 training images .* has 300/);
  });
});

describe('initialWeights', () => {
  it('has the parameters of the network', () => {
    expect(countParameters(experiment.weights)).toBe(16_938);
  });

  it('fills Glorot tensors uniformly within their limits, and biases with zeros', () => {
    const values = initialWeights(experiment.weights, 1);
    let at = 0;
    for (const { shape, initializer } of experiment.weights) {
      const tensor = values.subarray(at, (at += countParameters([{ name: '', shape, initializer }])));
      if (initializer === 'zeros') {
        expect(tensor.every((value) => value === 0)).toBe(true);
        continue;
      }
      const limit = glorotLimit(shape);
      const mean = tensor.reduce((sum, value) => sum + value, 0) / tensor.length;
      const variance = tensor.reduce((sum, value) => sum + value ** 2, 0) / tensor.length;
      expect(tensor.every((value) => Math.abs(value) <= limit)).toBe(true);
      expect(Math.abs(mean)).toBeLessThan((4 * limit) / Math.sqrt(3 * tensor.length));
      // A uniform distribution of half-width a has the variance a²/3.
      expect(variance / (limit ** 2 / 3)).toBeGreaterThan(0.7);
      expect(variance / (limit ** 2 / 3)).toBeLessThan(1.3);
    }
  });

  it('takes the fans of kernels and matrices as documented', () => {
    expect(glorotLimit([32, 16, 3, 3])).toBeCloseTo(Math.sqrt(6 / (16 * 9 + 32 * 9)), 12);
    expect(glorotLimit([288, 10])).toBeCloseTo(Math.sqrt(6 / 298), 12);
  });
});

describe('batchOrder', () => {
  it('meets every image once an epoch, in another order each', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        (images, epochs, seed) => {
          const order = wholeOrder(images, epochs, seed);
          expect(order).toHaveLength(images * epochs);
          for (let epoch = 0; epoch < epochs; epoch++) {
            const met = Uint32Array.from(order.slice(epoch * images, (epoch + 1) * images)).sort();
            expect(met.every((image, index) => image === index)).toBe(true);
          }
        },
      ),
    );
    expect(wholeOrder(100, 2, 1).slice(0, 100)).not.toEqual(wholeOrder(100, 2, 1).slice(100));
  });

  it('only appends when there are more epochs', () => {
    expect(wholeOrder(50, 3, 9).slice(0, 100)).toEqual(wholeOrder(50, 2, 9));
  });

  it('comes in whole epochs, as few at a time as keep that short', () => {
    expect([...batchOrder(30_000, 5, 1)].map(({ length }) => length)).toEqual([60_000, 60_000, 30_000]);
    expect([...batchOrder(100_000, 2, 1)].map(({ length }) => length)).toEqual([100_000, 100_000]);
  });

  it('is the same for ever, for one seed', () => {
    const hash = createHash('sha256')
      .update(Uint32Array.from(wholeOrder(60_000, 3, 1)))
      .digest('hex');
    expect(hash).toMatchInlineSnapshot(`"5b297b078f867aafbc4101d5e6aa46ac0f311985993d41cdc49ade4e5b11042c"`);
  });
});
