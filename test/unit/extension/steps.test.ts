import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askForNumber, pickMany, pickOne, runSteps } from '../../../src/extension/commands/steps.js';
import { inputs, type QuickInput } from './small-vscode.js';
import { until } from '../../support/eventually.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const frame = { title: 'Run', step: 2, totalSteps: 2, prompt: '', placeholder: '' };
const chosen = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  inputs.length = 0;
});

function last(): QuickInput {
  const input = inputs.at(-1);
  if (input === undefined) throw new Error('Nothing was asked.');
  return input;
}

describe('a number', () => {
  it('is refused with a reason, which goes when it is corrected', async () => {
    const outcome = askForNumber(frame, 3, /^\d+$/, chosen);
    const box = last();
    expect(box.value).toBe('3');
    box.value = 'three';
    box.accepted.fire(undefined);
    expect(box.validationMessage).toBe('A whole number from 1 to 9999');
    box.value = '5';
    box.changed.fire(undefined);
    expect(box.validationMessage).toBeUndefined();
    box.accepted.fire(undefined);
    expect(await outcome).toBe('next');
    expect(chosen).toHaveBeenCalledExactlyOnceWith(5);
  });
});

describe('a choice', () => {
  const choices = [
    { label: 'one', value: 1 },
    { label: 'five', value: 5 },
  ];

  it('starts at what was chosen before, also where that is none of those offered', () => {
    void pickOne(frame, choices, 5, chosen);
    expect(last().activeItems).toEqual([choices[1]]);
    void pickOne(frame, choices, 7, chosen);
    expect(last().items.map(({ label }) => label)).toEqual(['one', 'five', '7']);
  });

  it('of several takes at least one', async () => {
    const outcome = pickMany(frame, choices, [1], chosen);
    const list = last();
    expect(list.selectedItems).toEqual([choices[0]]);
    list.selectedItems = [];
    list.accepted.fire(undefined);
    expect(chosen).not.toHaveBeenCalled();
    list.selectedItems = choices;
    list.accepted.fire(undefined);
    expect(await outcome).toBe('next');
    expect(chosen).toHaveBeenCalledExactlyOnceWith([1, 5]);
  });
});

describe('steps', () => {
  const step = (number: number) => () => askForNumber({ ...frame, step: number }, 1, /^\d+$/, chosen);
  const next = async (act: (input: QuickInput) => void) => {
    const shown = inputs.length;
    act(last());
    await until(() => inputs.length > shown);
  };

  it('go back to the one before, from the second on', async () => {
    const passed = runSteps([step(1), step(2)]);
    expect(last().buttons).toEqual([]);
    await next(({ accepted }) => {
      accepted.fire(undefined);
    });
    expect(last().buttons).toEqual(['back']);
    await next(({ buttonPressed }) => {
      buttonPressed.fire(undefined);
    });
    expect(last().step).toBe(1);
    last().hidden.fire(undefined);
    expect(await passed).toBe(false);
  });

  it('are passed with the last one', async () => {
    const passed = runSteps([step(1)]);
    last().accepted.fire(undefined);
    expect(await passed).toBe(true);
  });
});
