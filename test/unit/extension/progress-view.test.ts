import { expect, it, vi } from 'vitest';
import { RunProgress } from '../../../src/extension/run/progress-view.js';
import { RunSession } from '../../../src/extension/run/session.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

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
