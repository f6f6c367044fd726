import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../../src/extension/app.js';
import { showProgress, showResults } from '../../../src/extension/commands/results.js';
import { completedRun } from '../../support/invented-runs/index.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const run = completedRun();
const panels = { isLive: false, show: vi.fn(() => Promise.resolve()), follow: vi.fn() };
const latest = vi.fn(() => Promise.resolve<typeof run | undefined>(run));
const [showRunning, showLog] = [vi.fn(() => false), vi.fn()];
const app = { panels, runs: { latest }, fileTerminals: { showRunning }, log: { show: showLog } } as unknown as App;

beforeEach(() => {
  vi.clearAllMocks();
  panels.isLive = false;
});

describe('the results', () => {
  it('are those of the benchmark under way', async () => {
    panels.isLive = true;
    await showResults(app);
    expect(panels.follow).toHaveBeenCalledOnce();
    expect(panels.show).not.toHaveBeenCalled();
  });

  it('are else the newest saved ones, also while a file runs', async () => {
    await showResults(app);
    expect(panels.show).toHaveBeenCalledExactlyOnceWith(run);
    expect(panels.follow).not.toHaveBeenCalled();
  });

  it('are told to be none by the panel', async () => {
    latest.mockResolvedValueOnce(undefined);
    await showResults(app);
    expect(panels.follow).toHaveBeenCalledOnce();
  });
});

describe('what is under way', () => {
  it('is shown by the panel of a benchmark, the terminal of a file, or the log', () => {
    panels.isLive = true;
    showProgress(app);
    expect(panels.follow).toHaveBeenCalledOnce();
    panels.isLive = false;
    showRunning.mockReturnValueOnce(true);
    showProgress(app);
    expect(showLog).not.toHaveBeenCalled();
    showProgress(app);
    expect(showLog).toHaveBeenCalledOnce();
  });
});
