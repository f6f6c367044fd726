import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import { compareRun, type Outcome, type RunComparison } from '../../../src/core/compare/index.js';
import { estimate, judge, strongestClaim, MARGIN, marginsFor } from '../../../src/core/compare/effect.js';
import type { Run } from '../../../src/core/model/run.js';
import { completedTrial, sampleRun, trialsOf } from './sample-run.js';

/** Two implementations whose steady epochs in each block are these. */
function runOf(a: readonly number[], b: readonly number[]): Run {
  const blocks = (seconds: readonly number[]): number[][] => seconds.map((each) => [each * 1.5, each, each]);
  return sampleRun(trialsOf({ a: blocks(a), b: blocks(b) }));
}

function outcomeOf(comparison: RunComparison): Outcome {
  const [first] = comparison.comparisons;
  if (!first) throw new Error('nothing was compared');
  return first.outcome;
}

function judged(run: Run): Extract<Outcome, { state: 'judged' }> {
  const outcome = outcomeOf(compareRun(run));
  if (outcome.state !== 'judged') throw new Error(`expected a judgement, got ${outcome.state}`);
  return outcome;
}

describe('a comparison', () => {
  it('takes the fastest as reference and gives the median of the blocks’ ratios', () => {
    const comparison = compareRun(runOf([2, 2.2, 2.1, 2, 2.3, 2], [1, 1, 1, 1, 1, 1]));
    expect(comparison).toMatchObject({ measure: 'steady-epoch', reference: 'b', margin: 0.03 });
    const outcome = judged(runOf([2, 2.2, 2.1, 2, 2.3, 2], [1, 1, 1, 1, 1, 1]));
    expect(outcome.ratio).toBeCloseTo(Math.sqrt(2 * 2.1), 10);
    expect(outcome).toMatchObject({ verdict: 'slower', blocks: 6, preliminary: false, p: 2 / 64 });
    expect(outcome.interval).toMatchObject({ method: 'percentile' });
    expect(outcome.interval.low).toBeCloseTo(2, 10);
  });

  it('pairs within blocks, so that a drifting machine does not blur it', () => {
    const drift = [1, 1.5, 2, 2.5, 3, 3.5];
    const outcome = judged(
      runOf(
        drift.map((each) => each * 1.2),
        drift,
      ),
    );
    expect(outcome.interval.low).toBeCloseTo(1.2, 10);
    expect(outcome.interval.high).toBeCloseTo(1.2, 10);
  });

  it('calls equivalent what lies wholly within the margin', () => {
    const even = [1, 1.001, 0.999, 1, 1.002, 1];
    expect(
      judged(
        runOf(
          even.map((each) => each * 1.01),
          even,
        ),
      ),
    ).toMatchObject({ verdict: 'equivalent' });
  });

  it('takes as reference what leads in the blocks that both completed, whatever the machine did in others', () => {
    const { trials, ...run } = runOf([1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5], [1, 1, 1, 1, 2, 2, 2]);
    const late = trials.filter(({ implementation, block }) => implementation === 'b' || block > 4);
    expect(compareRun({ ...run, trials: late })).toMatchObject({
      reference: 'a',
      comparisons: [{ outcome: { ratio: 2 / 1.5 } }],
    });
  });

  it('is inconclusive where the interval touches the margin, and says how many blocks it would take', () => {
    const outcome = judged(runOf([1.0, 1.08, 1.02, 1.1, 1.07, 1.06], [1, 1, 1, 1, 1, 1]));
    expect(outcome.verdict).toBe('inconclusive');
    expect(outcome.blocksNeeded).toBeGreaterThan(6);
  });

  it('is preliminary below six blocks and BCa from eight on', () => {
    expect(judged(runOf([2, 2, 2.1, 2, 2], [1, 1, 1, 1, 1]))).toMatchObject({ preliminary: true });
    const eight = judged(runOf([2, 2.1, 2.2, 2, 2.1, 2.3, 2.2, 2], [1, 1, 1, 1, 1, 1, 1, 1]));
    expect(eight).toMatchObject({ preliminary: false, interval: { method: 'bca' } });
  });

  it('gives the range that was seen, and neither interval nor verdict, below five blocks', () => {
    expect(outcomeOf(compareRun(runOf([2], [1])))).toMatchObject({ state: 'seen', ratio: 2, blocks: 1 });
    const outcome = outcomeOf(compareRun(runOf([2, 3, 4, 2.5], [1, 1, 1, 1])));
    if (outcome.state !== 'seen') throw new Error(`four blocks were ${outcome.state}`);
    expect(outcome.ratio).toBeCloseTo(Math.sqrt(2.5 * 3), 10);
    expect(outcome.range.low).toBeCloseTo(2, 10);
    expect(outcome.range.high).toBeCloseTo(4, 10);
    expect(outcome).not.toHaveProperty('verdict');
  });

  it('uses the blocks that both completed', () => {
    const run = runOf([2, 2, 2, 2, 2, 2], [1, 1, 1, 1, 1, 1]);
    const trials = run.trials.filter(({ implementation, block }) => implementation === 'a' || block < 6);
    expect(judged({ ...run, trials })).toMatchObject({ blocks: 5 });
  });

  it('claims nothing where the work differs', () => {
    const run = sampleRun([
      completedTrial({ implementation: 'a', epochSeconds: [1, 1] }),
      completedTrial({ implementation: 'b', epochSeconds: [2, 2], measurements: { parameters: 5 } }),
    ]);
    expect(outcomeOf(compareRun(run))).toMatchObject({ state: 'refused', differences: [{ aspect: 'parameters' }] });
  });

  it('goes by the first epoch when there is no other, and by the whole trial when none is told', () => {
    const one = sampleRun(trialsOf({ a: [[2]], b: [[1]] }));
    expect(compareRun(one)).toMatchObject({ measure: 'first-epoch', reference: 'b' });
    const none = sampleRun(trialsOf({ a: [[]], b: [[]] }));
    expect(compareRun(none).measure).toBe('whole-trial');
  });

  it('has nothing to say when nothing was completed', () => {
    const run = sampleRun([
      {
        state: 'not-started',
        implementation: 'a',
        block: 1,
        position: 1,
        problem: { kind: 'crash', message: sentence('no') },
      },
    ]);
    expect(compareRun(run)).toMatchObject({ comparisons: [] });
    expect(compareRun(run)).not.toHaveProperty('reference');
  });

  it('claims no more than the noise floor allows', () => {
    const noisy = [1, 1.3, 0.8, 1.25, 0.9, 1.1];
    const comparison = compareRun(
      runOf(
        noisy.map((each) => each * 1.05),
        noisy,
      ),
    );
    expect(comparison.noiseFloor).toBeGreaterThan(0.03);
    expect(outcomeOf(comparison)).toMatchObject({ state: 'judged', verdict: 'inconclusive' });
  });

  it('corrects for many comparisons', () => {
    const one = [1, 1, 1, 1, 1, 1];
    // One block in six lies within the margin: enough to doubt one comparison among seven, but not the only one.
    const alike = [1.02, 1.05, 1.05, 1.05, 1.05, 1.05];
    const two = sampleRun(trialsOf({ a: alike.map((each) => [each, each]), b: one.map((each) => [each, each]) }));
    const many = Object.fromEntries(
      ['a', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => [id, alike.map((each) => [each, each])]),
    );
    const seven = sampleRun(trialsOf({ ...many, b: one.map((each) => [each, each]) }));
    expect(judged(two).p).toBe(2 / 64);
    expect(judged(seven).p).toBeCloseTo((7 * 2) / 64, 12);
    expect(judged(two).verdict).toBe('slower');
    expect(judged(seven)).toMatchObject({ verdict: 'inconclusive', clearAlone: true });
    expect(judged(seven)).not.toHaveProperty('blocksNeeded');
  });

  it('turns round when the sides are exchanged', () => {
    const margins = marginsFor(MARGIN, undefined);
    const sides = { slower: 'faster', faster: 'slower', equivalent: 'equivalent', inconclusive: 'inconclusive' };
    const logRatios = fc.array(fc.double({ min: -0.7, max: 0.7, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(logRatios, (there) => {
        const [one, other] = [there, there.map((each) => -each)].map((each) => {
          const claim = strongestClaim(estimate(each, 1), margins);
          return judge(claim, claim.alpha);
        });
        if (!one || !other) throw new Error('both sides were judged');
        expect(one.ratio * other.ratio).toBeCloseTo(1, 9);
        // An interval that ends within resampling noise of a margin may be judged either way.
        const ends = [one.interval.low, one.interval.high].map(Math.log);
        fc.pre(ends.every((end) => Math.abs(Math.abs(end) - Math.log1p(MARGIN)) > 0.02));
        expect(sides[one.verdict]).toBe(other.verdict);
      }),
      { numRuns: 12 },
    );
  });

  it('repeats for a seed', () => {
    const run = runOf([2, 2.2, 2.1, 2, 2.3, 2], [1, 1.1, 1, 1, 1, 1]);
    expect(compareRun(run)).toEqual(compareRun(run));
  });
});
