import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { schedule } from '../../../src/core/schedule/schedule.js';

describe('schedule', () => {
  it('has every implementation once in each block, block after block', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        (implementations, blocks, seed) => {
          const trials = schedule(implementations, blocks, seed);
          expect(trials.map(({ block }) => block)).toEqual(trials.map(({ block }) => block).sort((a, b) => a - b));
          for (let block = 1; block <= blocks; block++) {
            const members = trials.filter((trial) => trial.block === block);
            expect(members.map(({ implementation }) => implementation).sort()).toEqual([...implementations].sort());
            expect(members.map(({ position }) => position)).toEqual(members.map((_, index) => index + 1));
          }
        },
      ),
    );
  });

  it('repeats for a seed and differs between blocks and seeds', () => {
    const order = (seed: number): string =>
      schedule(['a', 'b', 'c', 'd'], 10, seed)
        .map((trial) => trial.implementation)
        .join('');
    expect(order(1)).toBe(order(1));
    expect(order(1)).not.toBe(order(2));
    expect(new Set(order(1).match(/.{4}/g)).size).toBeGreaterThan(3);
  });

  it('gives every implementation every place about equally often', () => {
    const firsts = schedule(['a', 'b', 'c'], 3000, 5).filter(({ position }) => position === 1);
    for (const id of ['a', 'b', 'c']) {
      const count = firsts.filter(({ implementation }) => implementation === id).length;
      expect(count).toBeGreaterThan(900);
      expect(count).toBeLessThan(1100);
    }
  });
});
