import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { holm, signFlipP } from '../../../src/core/stats/index.js';

const random = (): Random => new Random(1, 'test');

describe('the sign-flip test', () => {
  // SciPy 1.17.1: stats.permutation_test((d,), np.sum, permutation_type='samples', n_resamples=np.inf).
  it('agrees with SciPy where it goes through all patterns', () => {
    expect(signFlipP([0.12, 0.31, -0.05, 0.22, 0.18, 0.09], random())).toBe(0.0625);
    expect(signFlipP([0.12, 0.31, -0.25, 0.02, 0.18, -0.09, 0.05], random())).toBe(0.515625);
  });

  it('cannot give less than 2 / 2^n', () => {
    for (const n of [1, 5, 6, 10]) {
      expect(signFlipP(new Array<number>(n).fill(1), random())).toBe(2 / 2 ** n);
    }
  });

  it('gives 1 where there is no difference, and the same for differences turned round', () => {
    expect(signFlipP([0, 0, 0], random())).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }), (d) => {
        expect(
          signFlipP(
            d.map((each) => -each),
            random(),
          ),
        ).toBe(signFlipP(d, random()));
      }),
    );
  });

  it('draws patterns where there are too many, and is never zero', () => {
    const p = signFlipP(new Array<number>(40).fill(1), random());
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(0.001);
    const mixed = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 1 : -1.01));
    expect(signFlipP(mixed, random())).toBeGreaterThan(0.7);
  });
});

describe("Holm's adjustment", () => {
  // statsmodels 0.15.0: multipletests(p, method='holm').
  it('agrees with statsmodels', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005, 0.2]);
    [0.04, 0.09, 0.09, 0.025, 0.2].forEach((expected, index) => {
      expect(adjusted[index]).toBeCloseTo(expected, 12);
    });
  });

  it('never lowers a p, never passes 1, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (ps) => {
        const adjusted = holm(ps);
        ps.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          ps.forEach((q, j) => {
            if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN);
          });
        });
      }),
    );
  });

  it('leaves a single p alone', () => {
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([])).toEqual([]);
  });
});
