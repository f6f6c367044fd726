import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idxFiles, idxRoles } from '../../../src/core/dataset/idx.js';
import { Random } from '../../../src/core/random.js';
import { drawRandomDigit } from '../../../src/core/synthetic/digits.js';
import { prepareSynthetic } from '../../../src/node/dataset/synthetic.js';
import { useScratchFolder } from './tiny-data.js';

const COUNT = 1000;

function draw(seed: number): { pixels: Uint8Array; labels: number[] } {
  const random = new Random(seed);
  const pixels = new Uint8Array(COUNT * 784);
  const labels = Array.from({ length: COUNT }, (_, i) =>
    drawRandomDigit(random, pixels.subarray(i * 784, (i + 1) * 784)),
  );
  return { pixels, labels };
}

describe('drawRandomDigit', () => {
  it('draws the same pictures for ever, for one seed', () => {
    const hash = createHash('sha256').update(draw(1).pixels).digest('hex');
    expect(hash).toMatchInlineSnapshot(`"5a1d5de27e1ccff47a078c2499c5286865f82d71d2136c0ae6ef04089a18ed85"`);
    expect(createHash('sha256').update(draw(2).pixels).digest('hex')).not.toBe(hash);
  });

  it('draws each digit about as often as any other', () => {
    const { labels } = draw(1);
    for (let digit = 0; digit < 10; digit++) {
      const share = labels.filter((label) => label === digit).length / COUNT;
      expect(share).toBeGreaterThan(0.07);
      expect(share).toBeLessThan(0.13);
    }
  });

  it('draws bright strokes on a dark ground, each picture another', () => {
    const { pixels } = draw(1);
    const pictures = new Set<string>();
    for (let i = 0; i < COUNT; i++) {
      const picture = pixels.subarray(i * 784, (i + 1) * 784);
      pictures.add(Buffer.from(picture).toString('base64'));
      const bright = picture.filter((pixel) => pixel > 90).length;
      expect(bright).toBeGreaterThan(15);
      expect(bright).toBeLessThan(260);
    }
    expect(pictures.size).toBe(COUNT);
  });

  it('draws digits that a simple classifier already tells apart: nearest class mean, learnt on half of them', () => {
    const { pixels, labels } = draw(3);
    const means = Array.from({ length: 10 }, () => new Float64Array(784));
    const counts = new Float64Array(10);
    const half = COUNT / 2;
    for (let i = 0; i < half; i++) {
      const label = labels[i] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
      means[label]?.forEach((sum, at, mean) => (mean[at] = sum + (pixels[i * 784 + at] ?? 0)));
    }
    const distance = (i: number, label: number): number => {
      const sums = means[label] ?? [];
      return [...sums].reduce(
        (sum, each, at) => sum + (each / (counts[label] ?? 1) - (pixels[i * 784 + at] ?? 0)) ** 2,
        0,
      );
    };
    let right = 0;
    for (let i = half; i < COUNT; i++) {
      const distances = Array.from({ length: 10 }, (_, label) => distance(i, label));
      if (distances.indexOf(Math.min(...distances)) === labels[i]) right += 1;
    }
    // Chance would be 0.1; a convolutional network reaches far more.
    expect(right / half).toBeGreaterThan(0.4);
  });
});

describe('prepareSynthetic', () => {
  const folder = useScratchFolder();

  it(
    'draws 60,000 and 10,000 digits once, the same on every machine, tells its progress, and draws anew what is damaged',
    { timeout: 60_000 },
    async () => {
      const fractions: number[] = [];
      const onProgress = ({ fraction }: { fraction?: number }): number => fractions.push(fraction ?? NaN);
      const made = await prepareSynthetic({ onProgress });
      expect(made).toMatchObject({ trainImages: 60_000, testImages: 10_000 });
      expect(made.directory.startsWith(folder.cache)).toBe(true);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));

      const hash = createHash('sha256');
      for (const role of idxRoles) hash.update(await readFile(join(made.directory, idxFiles[role].name)));
      expect(hash.digest('hex')).toMatchInlineSnapshot(
        `"ba32e4594ca9a5303cc8ed4beb7c5d467404c399912c03d0eaf74824b6091489"`,
      );

      fractions.length = 0;
      await prepareSynthetic({ onProgress });
      expect(fractions).toEqual([]);

      const labels = join(made.directory, idxFiles.testLabels.name);
      const before = await readFile(labels);
      await writeFile(labels, Uint8Array.from(before).fill(3, 8));
      await prepareSynthetic({ onProgress });
      expect(Buffer.compare(await readFile(labels), before)).toBe(0);
    },
  );

  it('leaves nothing half-drawn when it is cancelled', async () => {
    const controller = new AbortController();
    const onProgress = (): void => {
      controller.abort(new Error('enough'));
    };
    await expect(prepareSynthetic({ signal: controller.signal, onProgress })).rejects.toThrow('enough');
    await expect(readFile(join(folder.cache, 'datasets', 'synthetic-1', idxFiles.testImages.name))).rejects.toThrow();
  });
});
