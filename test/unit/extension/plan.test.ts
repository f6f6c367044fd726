import { describe, expect, it } from 'vitest';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { chooseImplementations, runSettings, unknownImplementations } from '../../../src/extension/run/plan.js';
import type { Readiness } from '../../../src/core/model/readiness.js';

const experiment = {
  experiment: {
    defaults: { epochs: 3, batchSize: 128, dataset: 'mnist' },
    implementations: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
  },
} as unknown as LoadedExperiment;

const settings = {
  implementations: [],
  epochs: undefined,
  blocks: 1,
  threads: 'default',
  images: null,
  dataset: undefined,
  timeoutSeconds: 60,
} as const;

const readiness: readonly Readiness[] = [
  { state: 'ready', implementation: 'a', interpreter: '/a', version: '1', packages: {}, environment: {} },
  { state: 'not-ready', implementation: 'b', problem: { kind: 'missing-package', message: 'no b' } },
  { state: 'ready', implementation: 'c', interpreter: '/c', version: '1', packages: {}, environment: {} },
];

describe('what a run takes', () => {
  it('is all that are ready when nothing is asked for', () => {
    expect(chooseImplementations(experiment, {}, settings, readiness)).toEqual(['a', 'c']);
  });

  it('is what the settings name, and before it what is asked for, ready or not', () => {
    const named = { ...settings, implementations: ['c', 'gone'] };
    expect(chooseImplementations(experiment, {}, named, readiness)).toEqual(['c']);
    expect(chooseImplementations(experiment, { implementations: ['b'] }, named, readiness)).toEqual(['b']);
  });

  it('tells names that the experiment does not have', () => {
    expect(unknownImplementations(experiment, { implementations: ['a', 'x'] })).toEqual(['x']);
    expect(unknownImplementations(experiment, {})).toEqual([]);
  });

  it('goes by wishes before settings before the experiment', () => {
    expect(runSettings(experiment, {}, settings, ['a'])).toMatchObject({ epochs: 3, dataset: 'mnist', images: null });
    const chosen = { ...settings, epochs: 5, images: 1000 };
    expect(runSettings(experiment, {}, chosen, ['a'])).toMatchObject({ epochs: 5, images: 1000 });
    expect(runSettings(experiment, { epochs: 7, images: null }, chosen, ['a'])).toMatchObject({
      epochs: 7,
      images: null,
    });
  });
});
