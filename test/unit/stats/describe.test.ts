import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import {
  coefficientOfVariation,
  mean,
  median,
  medianAbsoluteDeviation,
  modifiedZScores,
  outliers,
  quantile,
  standardDeviation,
} from '../../../src/core/stats/index.js';

const SAMPLE = [14.2, 13.9, 14.8, 14.1, 15.3, 14.0, 13.7, 14.4];
const figures = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

// Expected values: NumPy 2.4.6 and SciPy 1.17.1.
describe('descriptive statistics', () => {
  it('agree with NumPy and SciPy', () => {
    expect(mean(SAMPLE)).toBeCloseTo(14.3, 12);
    expect(standardDeviation(SAMPLE)).toBeCloseTo(0.5237229365663821, 12);
    expect(coefficientOfVariation(SAMPLE)).toBeCloseTo(0.036623981578068676, 12);
    expect(medianAbsoluteDeviation(SAMPLE)).toBeCloseTo(0.25, 12);
  });

  it.each([
    [0, 13.7],
    [0.025, 13.735],
    [0.25, 13.975],
    [0.5, 14.15],
    [0.9, 14.95],
    [1, 15.3],
  ])('take the %f-quantile as NumPy does by default', (p, expected) => {
    expect(quantile(SAMPLE, p)).toBeCloseTo(expected, 12);
  });

  it('refuse samples that are too small, and a p that is none', () => {
    expect(() => mean([])).toThrow(RangeError);
    expect(() => median([])).toThrow(RangeError);
    expect(() => standardDeviation([1])).toThrow(RangeError);
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });

  it('have quantiles between the extremes that grow with p, whatever the order of the values', () => {
    fc.assert(
      fc.property(
        figures,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p, q) => {
          const [low, high] = [quantile(values, Math.min(p, q)), quantile(values, Math.max(p, q))];
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
          // Adding zero makes −0 and 0 one.
          expect(quantile(values.toReversed(), p) + 0).toBe(quantile(values, p) + 0);
        },
      ),
    );
  });

  it('leave the sample as it is', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('outliers', () => {
  it('are scored as Iglewicz and Hoaglin do', () => {
    const expected = [0.134898, -0.674491, 1.753676, -0.134898, 3.102657, -0.404694, -1.214083, 0.674491];
    modifiedZScores(SAMPLE).forEach((score, index) => {
      expect(score).toBeCloseTo(expected[index] ?? NaN, 5);
    });
  });

  it('are those ten standard deviations out, and only among four values or more', () => {
    expect(outliers([10, 10.1, 9.9, 10.2, 14])).toEqual([false, false, false, false, true]);
    expect(outliers([10, 10.1, 9.9, 10.2, 10.5])).not.toContain(true);
    expect(outliers([10, 10.1, 14])).not.toContain(true);
  });

  it('stand out among values that are otherwise equal', () => {
    expect(outliers([1, 1, 1, 2])).toEqual([false, false, false, true]);
    expect(outliers([1, 1, 1, 1])).not.toContain(true);
  });
});
