import { describe, expect, it } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import type { Experiment } from '../../../src/core/model/experiment.js';
import type { Readiness } from '../../../src/core/model/readiness.js';
import { checkSettings, checkWishes } from '../../../src/core/model/run-settings.js';
import {
  chooseImplementations,
  presets,
  runSettings,
  unknownImplementations,
} from '../../../src/core/schedule/plan.js';
import { readinessById } from '../../../src/core/toolchain/readiness-by-id.js';

const experiment = {
  defaults: { epochs: 3, batchSize: 128, dataset: 'mnist' },
  implementations: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
} as unknown as Experiment;

const problem = { kind: 'missing-package', message: sentence('no b') } as const;
const readiness: readonly Readiness[] = [
  { state: 'ready', implementation: 'a', interpreter: '/a', version: '1', packages: {}, environment: { X: '1' } },
  { state: 'not-ready', implementation: 'b', problem },
  { state: 'ready', implementation: 'c', interpreter: '/c', version: '1', packages: {}, environment: {} },
];

describe('what a run takes', () => {
  it('is all that are ready when nothing is asked for, else what is, ready or not', () => {
    expect(chooseImplementations({}, readiness)).toEqual(['a', 'c']);
    expect(chooseImplementations({ implementations: [] }, readiness)).toEqual(['a', 'c']);
    expect(chooseImplementations({ implementations: ['b'] }, readiness)).toEqual(['b']);
  });

  it('knows names that the experiment does not have', () => {
    expect(unknownImplementations(experiment, ['a', 'x'])).toEqual(['x']);
    expect(unknownImplementations(experiment)).toEqual([]);
  });

  it('parts the ready from the others', () => {
    expect(readinessById(readiness)).toEqual({
      interpreters: { a: '/a', c: '/c' },
      environments: { a: { X: '1' }, c: {} },
      problems: { b: problem },
    });
  });
});

describe('settings', () => {
  it('go by wishes before the experiment', () => {
    const { epochs, dataset, images, blocks } = runSettings(experiment, {}, ['a']);
    expect({ epochs, dataset, images, blocks }).toEqual({ epochs: 3, dataset: 'mnist', images: null, blocks: 1 });
    expect(runSettings(experiment, { epochs: 7, images: 10 }, ['a'])).toMatchObject({ epochs: 7, images: 10 });
  });

  it('know the presets of one, five and ten blocks', () => {
    expect(presets).toEqual({ quick: 1, standard: 5, rigorous: 10 });
  });

  it.each([
    [{ epochs: 2.5 }, '"epochs" must be a whole number from 1 on, and is 2.5.'],
    [{ blocks: 0 }, '"blocks" must be a whole number from 1 on, and is 0.'],
    [{ threads: 'many' }, '"threads" must be a whole number from 1 on, or "default", and is "many".'],
    [{ images: '100' }, '"images" must be a whole number from 1 on, and is "100".'],
    [{ seed: -1 }, '"seed" must be a whole number from 0 on, and is -1.'],
    [{ timeoutSeconds: 0 }, '"timeoutSeconds" must be seconds above 0, and is 0.'],
    [{ implementations: 'a' }, '"implementations" must be a list of names, and is "a".'],
    [{ dataset: '' }, '"dataset" must be the name of a data set, or a folder, and is "".'],
    [{ epochs: null, blocks: '1' }, '"epochs" must be a whole number from 1 on, and is null. "blocks" must be'],
  ])('refuse %j', (wrong, message) => {
    expect(() => checkWishes(wrong)).toThrow(message);
    expect(() => checkSettings({ ...runSettings(experiment, {}, ['a']), ...wrong })).toThrow(message);
  });

  it('drop what is none', () => {
    expect(checkWishes({ type: 'langbench', epochs: 2 })).toEqual({ epochs: 2 });
  });
});
