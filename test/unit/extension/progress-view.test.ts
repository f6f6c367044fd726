import { afterEach, expect, it, vi } from 'vitest';
import { RunProgress, withRunNotification } from '../../../src/extension/run/progress-view.js';
import { RunSession } from '../../../src/extension/run/session.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { oneBlockRun } from '../../support/invented-runs/index.js';
import { smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

afterEach(() => {
  vi.useRealTimers();
});

it('tells what is prepared, and that a run is being cancelled until it has ended', async () => {
  const session = new RunSession();
  const progress = new RunProgress(session);
  const told: string[] = [];
  progress.onDidChange(({ text }) => told.push(text));
  await session.start('mnist', async (signal) => {
    session.prepare('Checking environments');
    session.cancel();
    expect(signal.aborted).toBe(true);
    return Promise.resolve();
  });
  expect(told).toEqual(['Checking environments', 'cancelling']);
});

it('tells every second how much is left, and nothing of less than a second', () => {
  vi.useFakeTimers();
  const session = new RunSession();
  const progress = new RunProgress(session);
  let told = '';
  progress.onDidChange(({ text }) => (told = text.replaceAll('\u00a0', ' ')));
  const run = oneBlockRun();
  const settings = { ...run.settings, implementations: ['a'], epochs: 2, blocks: 1 };
  const trial = { implementation: 'a', block: 1, position: 1 };
  const experiment = { experiment: { implementations: [{ id: 'a', title: 'A' }] } } as unknown as LoadedExperiment;
  const span = { phase: 'epoch', startSeconds: 0, seconds: 5, source: 'marker', resolutionSeconds: 0 } as const;
  session.emit(experiment, { type: 'run-started', run: { ...run, settings } });
  session.emit(experiment, { type: 'trial-started', trial, command: [] });
  expect(told).toBe('A (trial 1 of 1) · starting');
  session.emit(experiment, { type: 'phase', trial, span });
  expect(told).toBe('A (trial 1 of 1) · epoch 2 of 2 · about 5 s left');
  vi.advanceTimersByTime(3000);
  expect(told).toMatch(/about 2 s left$/);
  vi.advanceTimersByTime(3000);
  expect(told).toMatch(/epoch 2 of 2$/);
  session.emit(experiment, { type: 'phase', trial, span });
  expect(told).toMatch(/evaluating$/);
  progress.dispose();
  expect(vi.getTimerCount()).toBe(0);
});

it('links to the log, and lets no title make another link', async () => {
  const withProgress = vi.spyOn(smallVscode.window, 'withProgress');
  const progress = new RunProgress(new RunSession());
  await withRunNotification(progress, 'CNN [x](command:y)', () => Promise.resolve());
  expect(withProgress.mock.calls[0]?.[0]).toMatchObject({ title: '[CNN x(command:y)](command:langbench.showLog)' });
});
