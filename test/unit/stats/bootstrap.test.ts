import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { normalCdf, normalQuantile } from '../../../src/core/stats/normal.js';
import { bcaBootstrap, mean, median, percentileBootstrap } from '../../../src/core/stats/index.js';

const SAMPLE = [0.62, 0.71, 0.8, 0.66, 0.95, 1.4, 0.7, 0.75, 0.69, 2.1];
const random = (): Random => new Random(7, 'test');

// Expected values: SciPy 1.17.1, stats.bootstrap with 40,000 resamples, mean over five seeds.
describe('bootstrap intervals', () => {
  it('agree with SciPy for the mean', () => {
    const percentile = percentileBootstrap(SAMPLE, mean, random()).interval(0.95);
    expect(percentile.low).toBeCloseTo(0.7122, 1.9);
    expect(percentile.high).toBeCloseTo(1.2496, 1.7);
    const bca = bcaBootstrap(SAMPLE, mean, random()).interval(0.95);
    expect(Math.abs(bca.low - 0.7444)).toBeLessThan(0.008);
    expect(Math.abs(bca.high - 1.3842)).toBeLessThan(0.03);
  });

  it('agree with SciPy for the median', () => {
    const percentile = percentileBootstrap(SAMPLE, median, random()).interval(0.95);
    expect(percentile.low).toBeCloseTo(0.68, 6);
    expect(percentile.high).toBeCloseTo(1.1, 6);
    const bca = bcaBootstrap(SAMPLE, median, random()).interval(0.95);
    expect(bca.low).toBeCloseTo(0.68, 6);
    expect(bca.high).toBeCloseTo(1.075, 6);
  });

  it('repeat for a seed', () => {
    const interval = (): unknown => bcaBootstrap(SAMPLE, mean, random()).interval(0.95);
    expect(interval()).toEqual(interval());
  });

  it('widen with the level, lie within the sample and shift with it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 3, maxLength: 10 }),
        fc.integer({ min: 1, max: 1000 }),
        (values, shift) => {
          const bootstrap = percentileBootstrap(values, median, random());
          const [narrow, wide] = [bootstrap.interval(0.5), bootstrap.interval(0.95)];
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
          expect(wide.low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(wide.high).toBeLessThanOrEqual(Math.max(...values));
          const shifted = percentileBootstrap(
            values.map((value) => value + shift),
            median,
            random(),
          ).interval(0.95);
          expect(shifted.low).toBeCloseTo(wide.low + shift, 6);
          expect(shifted.high).toBeCloseTo(wide.high + shift, 6);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('say at which level they still exclude a value', () => {
    for (const bootstrap of [percentileBootstrap(SAMPLE, mean, random()), bcaBootstrap(SAMPLE, mean, random())]) {
      for (const value of [0.7, 0.72, 0.78]) {
        const alpha = bootstrap.alphaBeyond('above', value);
        expect(bootstrap.interval(1 - alpha * 1.05).low).toBeGreaterThan(value);
        expect(bootstrap.interval(1 - alpha * 0.95).low).toBeLessThanOrEqual(value);
      }
      const alpha = bootstrap.alphaBeyond('below', 1.2);
      expect(bootstrap.interval(1 - alpha * 1.05).high).toBeLessThan(1.2);
      expect(bootstrap.interval(1 - alpha * 0.95).high).toBeGreaterThanOrEqual(1.2);
    }
  });
});

describe('the normal distribution', () => {
  it.each([
    [-8, 6.22096057427174e-16],
    [-3, 0.0013498980316300933],
    [-1.96, 0.024997895148220435],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [1.2, 0.8849303297782918],
    [6, 0.9999999990134123],
    [7.5, 0.9999999999999681],
  ])('has Φ(%f) as SciPy does', (z, expected) => {
    expect(Math.abs(normalCdf(z) - expected)).toBeLessThan(1e-14);
  });

  it.each([
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.2, -0.8416212335729142],
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ])('has the quantile of %f as SciPy does', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 9);
  });

  it('ends at infinity', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });
});
