import { describe, expect, it } from 'vitest';
import { sameWorkGroups, strayAspects, workDifferences } from '../../../src/core/compare/index.js';
import type { Measurements, Run } from '../../../src/core/model/run.js';
import { completedTrial, sampleRun } from './sample-run.js';

function runWith(b: Partial<Measurements>, epochs = [2, 1]): Run {
  return sampleRun([
    completedTrial({ implementation: 'a', epochSeconds: [2, 1] }),
    completedTrial({ implementation: 'b', epochSeconds: epochs, measurements: b }),
  ]);
}

function differencesIn(run: Run): unknown[] {
  return workDifferences({ run, implementation: 'a' }, { run, implementation: 'b' });
}

function withoutParameters(measurements: Measurements): Measurements {
  return Object.fromEntries(
    Object.entries(measurements).filter(([name]) => name !== 'parameters'),
  ) as unknown as Measurements;
}

describe('the same-work gate', () => {
  it('opens for the same work', () => {
    expect(differencesIn(runWith({}))).toEqual([]);
  });

  it.each([
    ['parameters', { parameters: 21_102 }, [16_938, 21_102]],
    ['data', { dataSha256: 'b'.repeat(64) }, ['a'.repeat(64), 'b'.repeat(64)]],
    ['steps-per-epoch', { stepsPerEpoch: 468 }, [469, 468]],
    ['first-step-loss', { firstStepLoss: 2.3121 }, [2.302_123, 2.3121]],
    ['accuracy', { accuracy: 0.9705 }, [0.981, 0.9705]],
  ])('closes for other %s and says the values', (aspect, measurements, values) => {
    expect(differencesIn(runWith(measurements))).toEqual([{ aspect, kind: 'differs', values }]);
  });

  it('closes for another number of epochs', () => {
    expect(differencesIn(runWith({}, [1]))).toEqual([{ aspect: 'epochs', kind: 'differs', values: [2, 1] }]);
  });

  it('closes when both agree with each other and not with what was prepared', () => {
    const wrong = { dataSha256: 'b'.repeat(64) };
    const run = sampleRun([
      completedTrial({ implementation: 'a', epochSeconds: [2, 1], measurements: wrong }),
      completedTrial({ implementation: 'b', epochSeconds: [2, 1], measurements: wrong }),
    ]);
    expect(differencesIn(run)).toEqual([{ aspect: 'data', kind: 'differs', values: ['b'.repeat(64), 'a'.repeat(64)] }]);
    expect(strayAspects({ run, implementation: 'a' })).toEqual(['data']);
    const asked = sampleRun(run.trials, { experiment: { id: 'mnist', title: 'CNN on MNIST', parameters: 16_939 } });
    expect(strayAspects({ run: asked, implementation: 'b' })).toEqual(['parameters', 'data']);
  });

  it('lets losses differ by a thousandth and accuracies by a percentage point', () => {
    expect(differencesIn(runWith({ firstStepLoss: 2.304, accuracy: 0.9711 }))).toEqual([]);
  });

  it('stays closed for what a program does not tell', () => {
    const run = runWith({});
    const [a, b] = run.trials;
    if (!a || b?.state !== 'completed') throw new Error('the sample trials have completed');
    const silent = { ...b, measurements: withoutParameters(b.measurements) };
    expect(differencesIn({ ...run, trials: [a, silent] })).toEqual([
      { aspect: 'parameters', kind: 'untold', implementations: ['b'] },
    ]);
  });

  it('looks at every trial, not at the first alone', () => {
    const run = sampleRun([
      completedTrial({ implementation: 'a', epochSeconds: [1] }),
      completedTrial({ implementation: 'b', epochSeconds: [1] }),
      completedTrial({ implementation: 'b', block: 2, epochSeconds: [1], measurements: { accuracy: 0.5 } }),
    ]);
    expect(differencesIn(run)).toEqual([{ aspect: 'accuracy', kind: 'differs', values: [0.981, 0.5] }]);
  });

  it('puts those together that did the same work, the most first', () => {
    const run = sampleRun([
      completedTrial({ implementation: 'odd', epochSeconds: [1], measurements: { parameters: 1 } }),
      completedTrial({ implementation: 'a', epochSeconds: [1] }),
      completedTrial({ implementation: 'b', epochSeconds: [1] }),
    ]);
    expect(sameWorkGroups(run)).toEqual([['a', 'b'], ['odd']]);
  });
});
