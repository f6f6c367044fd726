import { describe, expect, it } from 'vitest';
import { fairnessFindings, outlyingTrials, threadUses } from '../../../src/core/compare/index.js';
import { noiseFloor } from '../../../src/core/compare/noise.js';
import type { Measurements, Resources } from '../../../src/core/model/run.js';
import { completedTrial, sampleRun, trialsOf } from './sample-run.js';

const start = {
  v: 1,
  t_ns: 0,
  event: 'start',
  language: 'julia',
  language_version: '1',
  framework: 'f',
  framework_version: '1',
} as const;
const withThreads = (threads: Record<string, number>): Partial<Measurements> => ({
  program: { ...start, threads: { requested: 'default', ...threads } },
});
const busy = (coresBusy: number): Resources => ({
  userSeconds: 1,
  systemSeconds: 0,
  coresBusy,
  peakResidentBytes: 1,
  peakThreads: 1,
  samples: [],
});

describe('thread fairness', () => {
  it('takes the largest pool as the threads that compute', () => {
    const run = sampleRun([
      completedTrial({ implementation: 'a', epochSeconds: [1], measurements: withThreads({ julia: 1, blas: 2 }) }),
    ]);
    expect(threadUses(run)).toEqual([
      { implementation: 'a', pools: { julia: 1, blas: 2 }, threads: 2, coresBusy: 1.7 },
    ]);
  });

  it('finds different threads', () => {
    const run = sampleRun([
      completedTrial({ implementation: 'a', epochSeconds: [1], measurements: withThreads({ intra_op: 2 }) }),
      completedTrial({ implementation: 'b', epochSeconds: [1], measurements: withThreads({ julia: 1, blas: 1 }) }),
    ]);
    expect(fairnessFindings(run)).toMatchObject([{ kind: 'threads-differ', uses: [{ threads: 2 }, { threads: 1 }] }]);
  });

  it('finds more cores busy than threads were asked for, and the programs that waited', () => {
    const run = sampleRun(
      [
        completedTrial({ implementation: 'a', epochSeconds: [1], measurements: { resources: busy(1.9) } }),
        completedTrial({ implementation: 'b', epochSeconds: [1], measurements: { resources: busy(0.4) } }),
        completedTrial({ implementation: 'c', epochSeconds: [1], measurements: { resources: busy(1) } }),
        completedTrial({ implementation: 'd', epochSeconds: [1], measurements: { resources: busy(0.2) } }),
      ],
      { settings: { threads: 1 } },
    );
    expect(fairnessFindings(run)).toMatchObject([
      { kind: 'other-than-asked' },
      { kind: 'more-than-asked', implementation: 'a', coresBusy: 1.9 },
      {
        kind: 'waited',
        uses: [
          { implementation: 'b', coresBusy: 0.4 },
          { implementation: 'd', coresBusy: 0.2 },
        ],
      },
    ]);
  });
});

describe('noise', () => {
  it('has no floor below three trials, none without variation, and a larger one with more', () => {
    expect(noiseFloor([1, 2], 1)).toBeUndefined();
    expect(noiseFloor([1, 1, 1, 1], 1)).toBe(0);
    const [calm, wild] = [noiseFloor([1, 1.01, 0.99, 1], 1), noiseFloor([1, 1.3, 0.8, 1.1], 1)];
    expect(calm).toBeLessThan(0.03);
    expect(wild).toBeGreaterThan(0.1);
  });

  it('marks the trial that lies far out', () => {
    const run = sampleRun(
      trialsOf({
        a: [
          [1, 1],
          [1.01, 1.01],
          [0.99, 0.99],
          [1, 1],
          [2, 2],
        ],
      }),
    );
    expect(outlyingTrials(run, 'steady-epoch')).toEqual([
      { implementation: 'a', block: 5, measure: 'steady-epoch', seconds: 2 },
    ]);
  });
});
