import { beforeEach, expect, it, vi } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import type { Readiness } from '../../../src/core/model/readiness.js';
import type { App } from '../../../src/extension/app.js';
import { runForPerson } from '../../../src/extension/commands/run-benchmark.js';
import { RunProgress } from '../../../src/extension/run/progress-view.js';
import { RunSession, type SessionState } from '../../../src/extension/run/session.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { pressed, shown, smallVscode } from './small-vscode.js';
import { eventually } from '../../support/eventually.js';

const node = vi.hoisted(() => ({ prepareDataset: vi.fn(), runExperiment: vi.fn() }));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/node/dataset/prepare.js', () => node);
vi.mock('../../../src/node/run/index.js', () => node);

const experiment = {
  file: '/experiments/mnist.langbench.json',
  experiment: {
    id: 'mnist',
    title: 'CNN on MNIST',
    implementations: [
      { id: 'python', title: 'Python NumPy' },
      { id: 'julia', title: 'Julia Flux' },
    ],
    defaults: { epochs: 1, batchSize: 128, dataset: 'mnist' },
  },
} as unknown as LoadedExperiment;

const wrongPath: Readiness = {
  state: 'not-ready',
  implementation: 'python',
  problem: {
    kind: 'missing-interpreter',
    message: sentence('/no/python is not there.'),
    remedy: { kind: 'choose-interpreter', language: 'python' },
  },
};
const noPackages: Readiness = {
  state: 'not-ready',
  implementation: 'julia',
  problem: {
    kind: 'missing-package',
    message: sentence('Flux is missing.'),
    remedy: { kind: 'set-up', implementation: 'julia', language: 'julia' },
  },
};

const follow = vi.fn();
const warn = vi.fn();
const check = vi.fn();
let app: App;

beforeEach(() => {
  vi.clearAllMocks();
  [shown.length, pressed.length] = [0, 0];
  vi.spyOn(smallVscode.commands, 'executeCommand');
  const session = new RunSession();
  app = {
    log: { warn, error: vi.fn() },
    session,
    progress: new RunProgress(session),
    experiments: { check },
    panels: { follow },
    runs: { directory: '/project' },
    context: { extension: { packageJSON: { version: '1' } } },
  } as unknown as App;
});

const executed = async (...command: readonly unknown[]): Promise<void> =>
  eventually(() => {
    expect(smallVscode.commands.executeCommand).toHaveBeenCalledWith(...command);
  });

it('says what is in the way of the first that setting up mends, and offers that', async () => {
  check.mockResolvedValue([wrongPath, noPackages]);
  pressed.push('Set Up Environments');
  await runForPerson(app, experiment);
  expect(shown).toEqual(['Nothing of CNN on MNIST is ready on this machine yet. Julia Flux: Flux is missing.']);
  await executed('langbench.setUpEnvironments', { experiment });
});

it('says which setting is in the way, and opens it', async () => {
  check.mockResolvedValue([wrongPath, { ...wrongPath, implementation: 'julia', language: 'julia' }]);
  pressed.push('Open Setting');
  await runForPerson(app, experiment);
  const advice = 'Choose one that works in the settings of LangBench, or none.';
  expect(shown).toEqual([
    `Nothing of CNN on MNIST is ready on this machine yet. Python NumPy: /no/python is not there. ${advice}`,
  ]);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('Julia Flux: /no/python is not there.'));
  await executed('workbench.action.openSettings', '@id:langbench.pythonPath');
});

it('opens the panel when it is known there that a run is to come', async () => {
  check.mockResolvedValue([noPackages]);
  let told: SessionState | undefined;
  follow.mockImplementationOnce(() => {
    told = app.session.state;
  });
  await runForPerson(app, experiment);
  expect(told).toMatchObject({ kind: 'preparing', message: 'Checking environments' });
});

it('starts no run of what is not ready, though another is', async () => {
  check.mockResolvedValue([{ ...wrongPath, state: 'ready' }, noPackages]);
  await runForPerson(app, experiment, { implementations: ['julia'] });
  expect(shown).toEqual(['Julia Flux is not ready: Flux is missing.']);
  expect(node.runExperiment).not.toHaveBeenCalled();
});
