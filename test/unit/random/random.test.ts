import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.uint32());

describe('Random', () => {
  it('gives the same numbers for the same seed and stream for ever', () => {
    expect(draw(new Random(1), 4)).toMatchInlineSnapshot(`
      [
        935625454,
        185816878,
        2340099371,
        2840903668,
      ]
    `);
    expect(draw(new Random(1, 'weights'), 4)).toMatchInlineSnapshot(`
      [
        4203965269,
        3072725763,
        1507547417,
        848232035,
      ]
    `);
  });

  it('differs between seeds, also above 32 bits, and between streams', () => {
    const firsts = [new Random(1), new Random(2), new Random(1 + 2 ** 32), new Random(-1), new Random(1, 'weights')];
    expect(new Set(firsts.map((random) => random.uint32())).size).toBe(firsts.length);
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, count) => {
        const random = new Random(seed);
        const float = random.float();
        const below = random.below(count);
        return float >= 0 && float < 1 && Number.isInteger(below) && below >= 0 && below < count;
      }),
    );
  });

  it('is uniform enough: each of ten outcomes within 3 % of its share of 100,000 draws', () => {
    const random = new Random(42);
    const outcomes = Array.from({ length: 100_000 }, () => random.below(10));
    const counts = Array.from({ length: 10 }, (_, value) => outcomes.filter((each) => each === value).length);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(300);
  });

  it('shuffles to a permutation', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 300 }), (seed, length) => {
        const shuffled = new Random(seed).shuffle(Uint32Array.from({ length }, (_, i) => i));
        expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
      }),
    );
  });
});
