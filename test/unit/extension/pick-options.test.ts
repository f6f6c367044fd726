import type os from 'node:os';
import { beforeEach, expect, it, vi } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import type { Readiness } from '../../../src/core/model/readiness.js';
import { pickOptions, type RunChoices } from '../../../src/extension/commands/pick-options.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { inputs, smallVscode, type QuickInput } from './small-vscode.js';
import { until } from '../../support/eventually.js';

const availableParallelism = vi.hoisted(() => vi.fn(() => 4));
vi.mock('node:os', async (original) => ({ ...(await original<typeof os>()), availableParallelism }));

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
  {
    state: 'not-ready',
    implementation: 'c',
    problem: { kind: 'missing-package', message: sentence('Flux is missing.') },
  },
];
const choices: RunChoices = { implementations: ['a'], epochs: 3, blocks: 5, threads: 2, dataset: '/digits' };

beforeEach(() => {
  inputs.length = 0;
});

async function shown(step: number): Promise<QuickInput> {
  await until(() => inputs.length === step);
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

/** Goes on to a step and what is asked there. */
async function upTo(step: number): Promise<QuickInput> {
  for (let before = 1; before < step; before++) {
    const input = await shown(before);
    if (before > 2) input.selectedItems = input.activeItems;
    input.accepted.fire(undefined);
  }
  return shown(step);
}

it('offers no more threads than the machine has cores, but what was chosen before', async () => {
  void pickOptions(experiment, readiness, { ...choices, threads: 12 });
  const { items } = await upTo(4);
  expect(items.map(({ label }) => label)).toEqual([
    'Defaults',
    'one thread each',
    '2 threads each',
    '4 threads each',
    '12 threads each',
  ]);
});

it('takes a folder for the data, and asks again when none is chosen', async () => {
  const showOpenDialog = vi.spyOn(smallVscode.window, 'showOpenDialog');
  const picked = pickOptions(experiment, readiness, { ...choices, dataset: 'mnist' });
  for (const step of [5, 6]) {
    const input = step === 5 ? await upTo(step) : await shown(step);
    expect(input.items).toMatchObject([
      { label: 'mnist', description: '60,000 handwritten digits and 10,000 to test with, downloaded once' },
      { label: 'synthetic', description: 'drawn digits, no download' },
      { label: 'Choose a folder…' },
    ]);
    input.selectedItems = input.items.slice(-1);
    if (step === 6) showOpenDialog.mockResolvedValueOnce([smallVscode.Uri.file('/digits')]);
    input.accepted.fire(undefined);
  }
  expect(await picked).toMatchObject({ dataset: '/digits' });
});
