import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../../src/extension/app.js';
import { runForPerson } from '../../../src/extension/commands/run-benchmark.js';
import { RunProgress } from '../../../src/extension/run/progress-view.js';
import { BusyError, RunSession } from '../../../src/extension/run/session.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const experiment = {
  experiment: { id: 'mnist', title: 'CNN on MNIST', implementations: [] },
} as unknown as LoadedExperiment;
const follow = vi.fn();
const check = vi.fn();
let session: RunSession;
let app: App;

beforeEach(() => {
  vi.resetAllMocks();
  session = new RunSession();
  app = {
    context: { extension: { packageJSON: { version: '1' } } },
    log: {},
    runs: { directory: '/workspace' },
    experiments: { check },
    panels: { follow },
    progress: new RunProgress(session),
    session,
  } as unknown as App;
});

describe('a run for the person at the keyboard', () => {
  it('is followed by the panel from its beginning', async () => {
    check.mockImplementation(() => {
      expect(follow).toHaveBeenCalledOnce();
      return Promise.reject(new Error('no room on the disk'));
    });
    await expect(runForPerson(app, experiment)).rejects.toThrow('no room on the disk');
  });

  it('does not begin where no panel can be shown, and leaves the window free', async () => {
    follow.mockImplementation(() => {
      throw new Error('no panel');
    });
    await expect(runForPerson(app, experiment)).rejects.toThrow('no panel');
    expect(check).not.toHaveBeenCalled();
    expect(session.state.kind).toBe('idle');
  });

  it('brings no panel to the front when it has to give way', async () => {
    await session.start('own.py', () => expect(runForPerson(app, experiment)).rejects.toThrow(BusyError));
    expect(follow).not.toHaveBeenCalled();
  });
});
