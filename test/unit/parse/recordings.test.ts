import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Timing } from '../../../src/core/model/timing.js';
import { timingsOf, timingsOfChunks } from './collect.js';

const ROOT = new URL('../../fixtures/recordings/', import.meta.url).pathname;

interface Truth {
  readonly seconds: readonly number[];
  readonly labels?: readonly (string | null)[];
  /** Of Keras: how many epochs printed a line of their own. */
  readonly epochs?: number;
  /** What the program itself printed. */
  readonly elapsed?: number;
}

interface Recording {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly truth: Truth;
}

function recordings(folder: string): Recording[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:out|raw)$/.test(file))
    .map((file) => join(folder, file))
    .filter((file) => existsSync(truthFile(file)))
    .map((name) => ({
      name,
      bytes: readFileSync(join(ROOT, name)),
      truth: JSON.parse(readFileSync(truthFile(name), 'utf8')) as Truth,
    }));
}

function truthFile(name: string): string {
  return join(ROOT, name.replace(/\.\w+$/, '.json'));
}

function expectWithin(timings: readonly Timing[], truth: readonly number[], slack = 0): void {
  expect(timings).toHaveLength(truth.length);
  for (const [index, timing] of timings.entries()) {
    expect(Math.abs(timing.seconds - (truth[index] ?? NaN))).toBeLessThanOrEqual(timing.resolutionSeconds + slack);
  }
}

/** A line without `Epoch i/n` before it may be an epoch's. */
function possibleEpochs(timings: readonly Timing[]): Timing[] {
  return timings.filter(({ phase }) => phase === undefined || phase === 'epoch');
}

describe('Keras', () => {
  const all = recordings('keras');

  test.each(all.filter(({ truth }) => truth.epochs !== 0 && truth.elapsed === undefined))(
    '$name: every epoch in its order and within its resolution',
    ({ name, bytes, truth }) => {
      const timings = timingsOf(bytes);
      const epochs = possibleEpochs(timings).slice(0, truth.seconds.length);
      expectWithin(epochs, truth.seconds);
      if (truth.seconds.length > 1) {
        expect(timings.map(({ phase, epoch }) => ({ phase, epoch }))).toEqual(
          truth.seconds.map((_, index) => ({ phase: 'epoch', epoch: index + 1 })),
        );
      }
      expect(timings).toHaveLength(name.includes('eval-') ? 3 : truth.seconds.length);
      expect(timings.every(({ source }) => source === 'keras')).toBe(true);
    },
  );

  test.each(all.filter(({ name }) => name.includes('eval-')))(
    '$name: neither the evaluation nor the prediction is taken for an epoch',
    ({ bytes }) => {
      const [, evaluation, prediction] = timingsOf(bytes);
      expect(evaluation?.phase).toBeUndefined();
      expect([undefined, 'prediction']).toContain(prediction?.phase);
    },
  );

  test.each(all.filter(({ truth }) => truth.elapsed !== undefined))(
    '$name: what the program printed around a silent fit',
    ({ bytes, truth }) => {
      const timings = timingsOf(bytes);
      expectWithin(timings, [truth.elapsed ?? NaN]);
      expect(timings[0]?.source).toBe('elapsed');
    },
  );
});

describe('Julia', () => {
  // The truth was read outside the macro: it has its compilation in it and, in 1.5's, the printing.
  const slackOf = (name: string) => (name.includes('1.5') ? 0.04 : 20e-6);

  test.each(recordings('julia'))('$name: every time and label, within its resolution', ({ name, bytes, truth }) => {
    const timings = timingsOf(bytes);
    expectWithin(timings, truth.seconds, slackOf(name));
    expect(timings.map(({ label }) => label ?? null)).toEqual(truth.labels);
  });

  test('BenchmarkTools: one timing a benchmark', () => {
    const timings = timingsOf(readFileSync(join(ROOT, 'julia/julia-1.12/btime.out')));
    expect(timings.map(({ source, seconds }) => [source, seconds])).toEqual([
      ['julia-btime', 1.131e-6],
      ['julia-btime', 119.398e-6],
      ['julia-btime', 213.216e-6],
      ['julia-btime', 51.117e-3],
      ['julia-btime', 1.102],
      ['julia-btime', 55.522e-9],
      ['julia-btime', 1.116e-9],
      ['julia-benchmark', 21.369e-6],
      ['julia-benchmark', 21.118e-3],
    ]);
  });
});

describe('Python', () => {
  test.each([
    ['tqdm-slow.out', 'tqdm', [1, 2, 3]],
    ['lightning-0.002-tty.raw', 'lightning', [1, 2, 3]],
    // Through a pipe only the last epoch is printed.
    ['lightning-0.002.out', 'lightning', [3]],
  ] as const)('%s: every epoch that it shows', (file, source, epochs) => {
    const name = `python/${file}`;
    const { seconds } = JSON.parse(readFileSync(truthFile(name), 'utf8')) as Truth;
    const timings = timingsOf(readFileSync(join(ROOT, name)));
    expect(timings.map(({ source, phase, epoch }) => ({ source, phase, epoch }))).toEqual(
      epochs.map((epoch) => ({ source, phase: 'epoch', epoch })),
    );
    expectWithin(
      timings,
      epochs.map((epoch) => seconds[epoch - 1] ?? NaN),
    );
  });

  test('timeit', () => {
    expect(timingsOf(readFileSync(join(ROOT, 'python/timeit.txt'))).map(({ seconds }) => seconds)).toEqual([
      1.65e-6, 1.08e-6, 1.74e-3, 1.73e-3, 0.3, 0.3, 1.2, 1.2,
    ]);
  });

  test('%timeit and %time', () => {
    expect(timingsOf(readFileSync(join(ROOT, 'python/ipython.txt'))).map(({ seconds }) => seconds)).toEqual([
      966e-9, 0.25, 0.25, 0.3, 0.216, 0.203, 29.5e-6,
    ]);
  });
});

test.each(recordings('.'))('$name: cut at every byte it says the same', ({ bytes }) => {
  const whole = timingsOf(bytes);
  expect(timingsOfChunks(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
});
