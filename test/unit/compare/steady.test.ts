import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { summarizeTrial, type TrialSummary } from '../../../src/core/compare/index.js';
import { steadyStateOf, steadyWindow } from '../../../src/core/compare/summary.js';
import { hasEnded, type Measurements } from '../../../src/core/model/run.js';
import { completedTrial } from './sample-run.js';

function summaryOf(epochSeconds: readonly number[], measurements: Partial<Measurements> = {}): TrialSummary {
  const trial = completedTrial({ implementation: 'a', epochSeconds, measurements });
  if (!hasEnded(trial)) throw new Error('the sample trial has ended');
  return summarizeTrial(trial);
}

describe('the steady state', () => {
  it('begins at the first window of even epochs', () => {
    expect(steadyStateOf([56, 33, 31, 31.1, 31.2, 31])).toEqual({
      seconds: 31.05,
      fromEpoch: 3,
      reached: true,
      spreadSeconds: expect.closeTo(0.0957, 3) as number,
    });
  });

  it('includes the first epoch where nothing warms up', () => {
    expect(steadyStateOf([48.1, 48, 48])).toMatchObject({ seconds: 48, fromEpoch: 1, reached: true });
  });

  it('is taken from the second epoch on, and said not to be one, where epochs stay uneven', () => {
    expect(steadyStateOf([9, 5, 6, 5, 6])).toMatchObject({ seconds: 5.5, fromEpoch: 2, reached: false });
    expect(steadyStateOf([9, 5])).toEqual({ seconds: 5, fromEpoch: 2, reached: false });
  });

  it('needs two epochs', () => {
    expect(steadyStateOf([1])).toBeUndefined();
    expect(steadyStateOf([])).toBeUndefined();
  });

  it('looks at half of the epochs, at two to five in a row', () => {
    expect([2, 3, 4, 6, 9, 10, 50].map(steadyWindow)).toEqual([2, 2, 2, 3, 4, 5, 5]);
  });

  it('is reached by any even epochs, whatever their length', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
        fc.integer({ min: 2, max: 30 }),
        (seconds, epochs) => {
          expect(steadyStateOf(new Array<number>(epochs).fill(seconds))).toMatchObject({
            seconds,
            fromEpoch: 1,
            reached: true,
          });
        },
      ),
    );
  });
});

describe("a trial's summary", () => {
  it('has warm-up apart: the first epochs beyond as many steady ones', () => {
    const summary = summaryOf([56, 33, 31, 31, 31, 31]);
    expect(summary.firstEpochSeconds).toBe(56);
    expect(summary.steady?.seconds).toBe(31);
    expect(summary.warmUpCostSeconds).toBe(25 + 2);
    expect(summary.preprocessingSeconds).toBeCloseTo(0.3);
  });

  it('leaves out what was not measured', () => {
    const summary = summaryOf([], { phases: [], timings: [] });
    expect(summary).toMatchObject({ epochSeconds: [], completed: true });
    expect(summary).not.toHaveProperty('firstEpochSeconds');
    expect(summary).not.toHaveProperty('steady');
    expect(summary).not.toHaveProperty('importSeconds');
  });
});
