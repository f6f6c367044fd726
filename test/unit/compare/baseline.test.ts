import { describe, expect, it } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import { compareWithBaseline } from '../../../src/core/compare/index.js';
import { conditions, describeBaseline } from '../../../src/core/report/index.js';
import { hasEnded, type Run } from '../../../src/core/model/run.js';
import { completedTrial, sampleRun, trialsOf } from './sample-run.js';

const runOf = (seconds: readonly number[]): Run =>
  sampleRun(trialsOf({ a: seconds.map((each) => [each * 2, each, each * 1.005]) }));

describe('a comparison with a baseline', () => {
  it('finds a slowdown of half', () => {
    const [comparison] = compareWithBaseline(runOf([1.5, 1.51, 1.49, 1.5, 1.52]), runOf([1, 1.01, 0.99, 1, 1]));
    expect(comparison).toMatchObject({
      implementation: 'a',
      conditions: [],
      outcome: { state: 'judged', verdict: 'slower' },
    });
    expect(comparison && describeBaseline(comparison, runOf([1]))).toMatchObject({
      ratio: '1.50×',
      verdict: 'slower than then',
      conditions: 'none',
    });
  });

  it('finds no difference between a run and itself', () => {
    const run = runOf([1, 1.01, 0.99, 1, 1]);
    expect(compareWithBaseline(run, run)[0]?.outcome).toMatchObject({ verdict: 'equivalent', ratio: 1 });
  });

  it('gives no interval for a few trials', () => {
    const [comparison] = compareWithBaseline(runOf([1.5, 1.5, 1.5, 1.5]), runOf([1, 1, 1, 1, 1]));
    expect(comparison?.outcome).toEqual({ state: 'seen', ratio: 1.5 });
    expect(comparison && describeBaseline(comparison, runOf([1]))).toMatchObject({ ratio: '1.50×', interval: '–' });
  });

  it('refuses other work, and tells other conditions', () => {
    const baseline = sampleRun([completedTrial({ implementation: 'a', epochSeconds: [2, 1, 1] })]);
    const other = sampleRun(
      [completedTrial({ implementation: 'a', epochSeconds: [2, 1, 1], measurements: { dataSha256: 'f' } })],
      { settings: { threads: 1 }, environment: { ...baseline.environment, cpuModel: 'Other CPU' } },
    );
    const [comparison] = compareWithBaseline(other, baseline);
    expect(comparison?.outcome).toMatchObject({ state: 'refused', differences: [{ aspect: 'data' }] });
    expect(comparison?.conditions).toEqual(['machine', 'threads']);
  });

  it('corrects for many implementations', () => {
    const slower = [1.02, 1.05, 1.05, 1.05, 1.05, 1.05];
    const many = (seconds: readonly number[], ids: readonly string[]): Run =>
      sampleRun(trialsOf(Object.fromEntries(ids.map((id) => [id, seconds.map((each) => [each, each])]))));
    const verdicts = (ids: readonly string[]) =>
      compareWithBaseline(many(slower, ids), many([1, 1, 1, 1, 1, 1], ids)).map(({ outcome }) =>
        outcome.state === 'judged' ? outcome.verdict : outcome.state,
      );
    expect(verdicts(['a'])).toEqual(['slower']);
    expect(new Set(verdicts(['a', 'b', 'c', 'd', 'e', 'f', 'g']))).toEqual(new Set(['inconclusive']));
  });

  it('knows versions also where the first trial ended before it told them', () => {
    const told = completedTrial({ implementation: 'a', epochSeconds: [1, 1] });
    const silent = completedTrial({ implementation: 'a', epochSeconds: [] });
    if (!hasEnded(silent)) throw new Error('the sample trial has ended');
    const { program, ...measurements } = silent.measurements;
    expect(program).toBeDefined();
    const problem = { kind: 'crash', message: sentence('It crashed.') } as const;
    const failed = sampleRun([{ ...silent, state: 'failed', problem, measurements }, told]);
    expect(compareWithBaseline(failed, sampleRun([told]))[0]?.conditions).toEqual([]);
    expect(conditions(failed).items).toContain('a 4.5.6 on Python 1.2.3');
  });

  it('leaves out implementations that only one run has', () => {
    expect(compareWithBaseline(sampleRun(trialsOf({ b: [[1, 1]] })), runOf([1]))).toEqual([]);
  });
});
