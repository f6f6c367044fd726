import { expect, test } from 'vitest';
import type { Implementation } from '../../../src/core/model/experiment.js';
import type { RunSettings } from '../../../src/core/model/run.js';
import { threadVariables, trialCommand } from '../../../src/core/trial/command.js';

const implementation: Implementation = {
  id: 'x',
  title: 'X',
  language: 'julia',
  framework: 'X',
  program: 'x.jl',
  arguments: ['-O3', '{program}', '--work={work}', '{epochs}', '{threads}', '{images}', '{unknown}'],
  threadEnvironment: { JULIA_NUM_THREADS: '{threads}', FIXED: '1' },
  needs: { packages: [] },
  parsers: ['marker'],
};
const settings: RunSettings = {
  implementations: ['x'],
  epochs: 3,
  blocks: 1,
  threads: 'default',
  images: null,
  batchSize: 128,
  seed: 1,
  timeoutSeconds: 1,
  dataset: 'mnist',
};

test('placeholders are replaced, and an argument stays one', () => {
  const parts = { interpreter: '/usr/bin/julia', program: '/my programs/x.jl', work: '/tmp/a {epochs}' };
  expect(trialCommand(implementation, settings, parts)).toEqual([
    '/usr/bin/julia',
    '-O3',
    '/my programs/x.jl',
    '--work=/tmp/a {epochs}',
    '3',
    'default',
    'all',
    '{unknown}',
  ]);
  expect(trialCommand(implementation, { ...settings, threads: 2, images: 500 }, parts).slice(5, 7)).toEqual([
    '2',
    '500',
  ]);
});

test('threads are set by variables only when a number is asked for', () => {
  expect(threadVariables(implementation, 'default')).toEqual({});
  expect(threadVariables(implementation, 4)).toEqual({ JULIA_NUM_THREADS: '4', FIXED: '1' });
});
