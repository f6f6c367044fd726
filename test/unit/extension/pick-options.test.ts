import { beforeEach, expect, it, vi } from 'vitest';
import type { Readiness } from '../../../src/core/model/readiness.js';
import { pickOptions, type RunChoices } from '../../../src/extension/commands/pick-options.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { inputs, type QuickInput } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const experiment = {
  experiment: {
    title: 'CNN on MNIST',
    datasets: ['mnist', 'synthetic'],
    implementations: [
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
      { id: 'c', title: 'C' },
    ],
  },
} as unknown as LoadedExperiment;
const ready = { state: 'ready', interpreter: '/x', environment: {} } as const;
const readiness: readonly Readiness[] = [
  { ...ready, implementation: 'a', version: '3.13', packages: { numpy: '2.3' } },
  { ...ready, implementation: 'b', version: '', packages: {} },
  { state: 'not-ready', implementation: 'c', problem: { kind: 'missing-package', message: 'Flux is missing.' } },
];
const choices: RunChoices = { implementations: ['a'], epochs: 3, blocks: 5, threads: 2, dataset: '/digits' };

beforeEach(() => {
  inputs.length = 0;
});

async function shown(step: number): Promise<QuickInput> {
  await vi.waitUntil(() => inputs.length === step);
  const input = inputs[step - 1];
  if (input === undefined) throw new Error('Nothing was asked.');
  return input;
}

it('says of every implementation whether it is ready, on what, or why not', async () => {
  const picked = pickOptions(experiment, readiness, choices);
  const { items, hidden } = await shown(1);
  expect(items).toMatchObject([
    { label: 'A', description: 'ready · 3.13 · numpy 2.3' },
    { label: 'B', description: 'ready' },
    { label: 'C', description: 'not ready', detail: 'Flux is missing.' },
  ]);
  hidden.fire(undefined);
  expect(await picked).toBeUndefined();
});

it('gives what was chosen step by step, and where nothing was changed what was chosen before', async () => {
  const picked = pickOptions(experiment, readiness, choices);
  for (let step = 1; step <= 5; step++) {
    const input = await shown(step);
    expect(input).toMatchObject({ title: 'Run CNN on MNIST', step, totalSteps: 5 });
    if (step === 2) input.value = '7';
    if (step > 2) input.selectedItems = input.activeItems;
    input.accepted.fire(undefined);
  }
  expect(await picked).toEqual({ ...choices, epochs: 7 });
});
