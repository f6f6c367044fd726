import fc from '../../support/properties.js';
import { describe, expect, test } from 'vitest';
import type { ResourceSample } from '../../../src/core/model/run.js';
import { SampleSeries } from '../../../src/core/trial/sample-series.js';

const sample = (atSeconds: number, coresBusy: number, residentBytes = 0, threads = 1): ResourceSample => ({
  atSeconds,
  coresBusy,
  residentBytes,
  threads,
});

function seriesOf(samples: readonly ResourceSample[], capacity: number): readonly ResourceSample[] {
  const series = new SampleSeries(capacity);
  samples.forEach((each) => {
    series.add(each);
  });
  return series.samples;
}

describe('a series of samples', () => {
  test('keeps few as they are', () => {
    const samples = [sample(0.25, 1), sample(0.5, 2)];
    expect(seriesOf(samples, 4)).toEqual(samples);
  });

  test('makes one of two when there are many: mean cores, most memory', () => {
    const samples = [sample(1, 1, 50, 1), sample(2, 2, 40, 3), sample(4, 0, 10), sample(5, 3, 20)];
    expect(seriesOf(samples, 4)).toEqual([sample(2, 1.5, 50, 3), sample(5, 1, 20)]);
  });

  test('shows what belongs to an unfinished interval too', () => {
    const samples = [sample(1, 1), sample(2, 1), sample(3, 1), sample(4, 1), sample(5, 2)];
    expect(seriesOf(samples, 4).at(-1)).toEqual(sample(5, 2));
  });

  const samples = fc
    .array(
      fc.record({
        seconds: fc.double({ min: 0.1, max: 10, noNaN: true }),
        coresBusy: fc.double({ min: 0, max: 64, noNaN: true }),
        residentBytes: fc.nat(),
        threads: fc.nat(100),
      }),
      { minLength: 1, maxLength: 300 },
    )
    .map((steps) => {
      let atSeconds = 0;
      return steps.map(({ seconds, ...rest }) => ({ atSeconds: (atSeconds += seconds), ...rest }));
    });

  test('is bounded, and loses neither CPU time nor peaks nor the end', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 2, max: 20 }), (all, capacity) => {
        const kept = seriesOf(all, capacity);
        expect(kept.length).toBeLessThanOrEqual(capacity);
        expect(kept.at(-1)?.atSeconds).toBe(all.at(-1)?.atSeconds);
        expect(cpuSeconds(kept)).toBeCloseTo(cpuSeconds(all), 6);
        const peak = (list: readonly ResourceSample[]) => Math.max(...list.map(({ residentBytes }) => residentBytes));
        expect(peak(kept)).toBe(peak(all));
      }),
    );
  });
});

function cpuSeconds(samples: readonly ResourceSample[]): number {
  return samples.reduce(
    (total, { coresBusy, atSeconds }, index) => total + coresBusy * (atSeconds - (samples[index - 1]?.atSeconds ?? 0)),
    0,
  );
}
