import { expect, it } from 'vitest';
import { withSettings } from '../../../src/extension/run/plan.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';

const experiment = { experiment: { implementations: [{ id: 'a' }, { id: 'b' }] } } as unknown as LoadedExperiment;
const settings = {
  implementations: ['b', 'of-another'],
  epochs: 5,
  blocks: 1,
  threads: 'default',
  images: 1000,
  dataset: undefined,
  timeoutSeconds: 60,
} as const;

it('lets wishes go before settings, and takes no name of another experiment from the settings', () => {
  expect(withSettings(experiment, {}, settings)).toEqual({ ...settings, implementations: ['b'] });
  expect(withSettings(experiment, { epochs: 7, images: null, implementations: ['a'] }, settings)).toEqual({
    ...settings,
    epochs: 7,
    images: null,
    implementations: ['a'],
  });
});
