import { beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import type { Readiness } from '../../../src/core/model/readiness.js';
import { sentence } from '../../../src/core/model/sentence.js';
import type { App } from '../../../src/extension/app.js';
import {
  checkEnvironments,
  setUpEnvironments,
  setUpImplementation,
} from '../../../src/extension/commands/environments.js';
import { Experiments } from '../../../src/extension/experiments.js';
import { BusyError, RunSession } from '../../../src/extension/run/session.js';
import type { Log } from '../../../src/extension/log.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { answers, pressed, shown, smallVscode } from './small-vscode.js';
import { eventually, until } from '../../support/eventually.js';

const toolchain = vi.hoisted(() => ({ setUp: vi.fn(), checkReadiness: vi.fn() }));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/node/toolchain/index.js', () => toolchain);
vi.mock('../../../src/extension/services/load.js', () => ({ loadServices: () => Promise.resolve(toolchain) }));

const loaded = (id: string): LoadedExperiment =>
  ({
    file: `/experiments/${id}.langbench.json`,
    experiment: { id, title: `Title of ${id}`, implementations: [{ id: 'a' }, { id: 'b' }] },
  }) as unknown as LoadedExperiment;
const [mnist, own] = [loaded('mnist'), loaded('own')];

const ready = (implementation: string): Readiness => ({
  state: 'ready',
  implementation,
  interpreter: '/python',
  version: '3.13',
  packages: {},
  environment: {},
});
const notReady = (implementation: string): Readiness => ({
  state: 'not-ready',
  implementation,
  problem: { kind: 'missing-package', message: sentence(`no ${implementation}`) },
});

const wronglyChosen: Readiness = {
  state: 'not-ready',
  implementation: 'b',
  problem: {
    kind: 'missing-interpreter',
    message: sentence('{0} is not there.', '/no/python'),
    remedy: { kind: 'choose-interpreter', language: 'python' },
  },
};
const openedSettings = () =>
  vi.mocked(smallVscode.commands.executeCommand).mock.calls.filter(([id]) => id === 'workbench.action.openSettings');

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() } as unknown as Log;
const chooseAll = (items: readonly unknown[]): unknown => items;
let session: RunSession;
let experiments: Experiments;
let all: MockInstance<Experiments['all']>;
let app: App;

beforeEach(() => {
  vi.clearAllMocks();
  [shown.length, answers.length] = [0, 0];
  vi.spyOn(smallVscode.commands, 'executeCommand');
  session = new RunSession();
  experiments = new Experiments('/extension', log, session);
  all = vi.spyOn(experiments, 'all').mockResolvedValue([mnist]);
  app = { log, experiments, session } as unknown as App;
  toolchain.checkReadiness.mockResolvedValue([ready('a'), notReady('b')]);
  toolchain.setUp.mockResolvedValue([ready('b')]);
});

const states = (experiment: LoadedExperiment): string[] | undefined =>
  experiments.knownReadiness(experiment)?.map(({ implementation, state }) => `${implementation} ${state}`);

describe('setting up', () => {
  it('keeps what is known of the implementations that needed none', async () => {
    answers.push(chooseAll);
    await setUpEnvironments(app);
    expect(toolchain.setUp).toHaveBeenCalledWith(mnist, ['b'], expect.anything());
    expect(states(mnist)).toEqual(['a ready', 'b ready']);
    expect(shown.at(-1)).toBe('Title of mnist is ready to run.');
  });

  it('is for the experiment that it is offered for', async () => {
    all.mockResolvedValue([mnist, own]);
    answers.push(chooseAll);
    await setUpEnvironments(app, own);
    expect(toolchain.setUp).toHaveBeenCalledWith(own, ['b'], expect.anything());
    expect(states(mnist)).toBeUndefined();
  });

  it('asks for which experiment when there are several, and does nothing without an answer', async () => {
    all.mockResolvedValue([mnist, own]);
    await setUpEnvironments(app);
    expect(shown).toEqual(['Set up the environments of which experiment?']);
    expect(toolchain.checkReadiness).not.toHaveBeenCalled();
    answers.push((items) => items[1], chooseAll);
    await setUpEnvironments(app);
    expect(toolchain.setUp).toHaveBeenCalledWith(own, ['b'], expect.anything());
  });

  it('tells what went wrong, but not that it was cancelled to whoever cancelled it', async () => {
    answers.push(chooseAll, chooseAll);
    toolchain.setUp.mockRejectedValueOnce(new Error('no room on the disk'));
    await expect(setUpEnvironments(app)).rejects.toThrow('no room on the disk');
    toolchain.setUp.mockImplementationOnce(() => {
      session.cancel();
      return Promise.reject(new Error('aborted'));
    });
    await setUpEnvironments(app);
    expect(shown.at(-1)).toBe('Set up which implementations?');
  });
});

describe('beside a run', () => {
  it.each([checkEnvironments, setUpEnvironments])('nothing is looked for or set up', async (act) => {
    answers.push(chooseAll);
    await session.start('own.py', () => expect(act(app)).rejects.toThrow(BusyError));
    expect(toolchain.checkReadiness).not.toHaveBeenCalled();
    expect(shown).toEqual([]);
  });

  it('no set-up goes on: a run has to wait for it, and a window that closes ends it', async () => {
    answers.push(chooseAll);
    toolchain.setUp.mockImplementationOnce(
      (...[, , { signal }]: [unknown, unknown, { signal: AbortSignal }]) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
    );
    const ended = setUpEnvironments(app);
    await until(() => toolchain.setUp.mock.calls.length > 0);
    await expect(session.start('own.py', () => Promise.resolve())).rejects.toThrow('Setting up environments');
    await session.stop();
    await ended;
  });

  it('no check goes on whose list was left', async () => {
    answers.length = 0;
    let signal: AbortSignal | undefined;
    toolchain.checkReadiness.mockImplementationOnce((_experiment, options: { signal: AbortSignal }) => {
      ({ signal } = options);
      return new Promise(() => undefined);
    });
    vi.spyOn(smallVscode.window, 'showQuickPick').mockImplementationOnce(async () => {
      await until(() => signal);
      return undefined;
    });
    await checkEnvironments(app);
    expect(signal?.aborted).toBe(true);
  });
});

describe('an interpreter that was chosen and does not work', () => {
  beforeEach(() => {
    toolchain.checkReadiness.mockResolvedValue([ready('a'), wronglyChosen]);
    toolchain.setUp.mockResolvedValue([wronglyChosen]);
  });

  it('leads to the setting from the list of environments', async () => {
    answers.push((items) => items[1]);
    await checkEnvironments(app);
    expect(toolchain.setUp).not.toHaveBeenCalled();
    expect(openedSettings()).toEqual([['workbench.action.openSettings', '@id:langbench.pythonPath']]);
  });

  it('leads to the setting from its row, and what lacks packages is set up from there', async () => {
    const [a, b] = mnist.experiment.implementations;
    if (a === undefined || b === undefined) throw new Error('no implementations');
    await setUpImplementation(app, { experiment: mnist, implementation: a });
    experiments.remember(mnist, [notReady('a'), wronglyChosen]);
    await setUpImplementation(app, { experiment: mnist, implementation: b });
    expect(openedSettings()).toHaveLength(1);
    expect(toolchain.setUp).not.toHaveBeenCalled();
    await setUpImplementation(app, { experiment: mnist, implementation: a });
    expect(toolchain.setUp).toHaveBeenCalledWith(mnist, ['a'], expect.anything());
  });

  it('leads to the setting when it was tried to set it up', async () => {
    answers.push(chooseAll);
    pressed.push('Open Setting');
    await setUpEnvironments(app);
    expect(shown.at(-1)).toBe('/no/python is not there. Choose one that works in the settings of LangBench, or none.');
    await eventually(() => {
      expect(openedSettings()).toHaveLength(1);
    });
  });
});
