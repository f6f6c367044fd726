import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { App } from '../../../src/extension/app.js';
import { execute } from '../../../src/extension/commands/execute.js';
import { runFileTimed } from '../../../src/extension/commands/run-file.js';
import { compareCall } from '../../../src/extension/commands/timings.js';
import { commands } from '../../../src/extension/contributions.js';
import type { CallAnnotation, FileAnnotations } from '../../../src/extension/lenses/annotation.js';
import { answers, shown, smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const log = { error: vi.fn() };
const start = vi.fn();
const app = {
  log,
  experiments: { mnist: () => Promise.reject(new Error('The bundled experiment "mnist" is missing.')) },
  session: { start },
} as unknown as App;

beforeEach(() => {
  vi.clearAllMocks();
  shown.length = 0;
  smallVscode.window.activeTextEditor = undefined;
});

it.each([commands.runMnistBenchmark, commands.runMnistBenchmarkWithOptions, commands.openScriptsSideBySide])(
  'tells what went wrong with %s, and keeps it in the log',
  async (id) => {
    await execute(app, id, []);
    expect(shown).toEqual(['The bundled experiment "mnist" is missing.']);
    expect(log.error).toHaveBeenCalledOnce();
  },
);

it('offers to cancel what is under way, told of it by the bundle that the session is in', async () => {
  class BusyError extends Error {
    override readonly name = 'BusyError';
  }
  const cancel = vi.fn();
  const experiments = { mnist: () => Promise.reject(new BusyError('LangBench is busy in this window: own.py.')) };
  const ask = vi.spyOn(smallVscode.window, 'showWarningMessage').mockResolvedValue('Cancel Run');
  await execute({ log, experiments, session: { cancel } } as unknown as App, commands.runMnistBenchmark, []);
  await vi.waitFor(() => {
    expect(cancel).toHaveBeenCalledOnce();
  });
  expect(ask.mock.calls).toEqual([['LangBench is busy in this window: own.py.', 'Cancel Run']]);
  ask.mockRestore();
  expect(log.error).not.toHaveBeenCalled();
});

it.each([
  'runExperiment',
  'runImplementation',
  'runAgain',
  'openProgram',
  'openRun',
  'compareCall',
  'showCallDetails',
] as const)('says where %s is to be used when nothing is given to it, as by a keybinding', async (name) => {
  await execute(app, commands[name], []);
  expect(shown).toEqual([`langbench.${name} acts on one thing: use it in the LangBench view, or above a train call.`]);
  expect(log.error).not.toHaveBeenCalled();
});

describe('running a file timed', () => {
  const open = (languageId: string, scheme: string): void => {
    smallVscode.window.activeTextEditor = { document: { languageId, uri: { scheme } } };
  };

  it('takes no text that is not on a disk', async () => {
    open('python', 'untitled');
    await runFileTimed(app);
    expect(shown).toEqual(['Save this file to a disk first, then run it timed.']);
    expect(start).not.toHaveBeenCalled();
  });

  it('takes nothing but Python and Julia', async () => {
    await runFileTimed(app);
    open('markdown', 'file');
    await runFileTimed(app);
    expect(shown).toEqual(Array(2).fill('Open a Python or Julia file to run it timed.'));
  });
});

describe('comparing the time of a call', () => {
  const call = (ordinal: number, typicalSeconds: number, unit: 'epoch' | 'call' = 'epoch'): CallAnnotation => ({
    call: { kind: 'call', callee: 'fit', text: `fit(${ordinal})`, ordinal, line: ordinal },
    figures: { unit, count: 1, typicalSeconds, resolutionSeconds: 0 },
    origin: 'traced',
  });
  const timed = (...calls: readonly CallAnnotation[]): FileAnnotations => ({
    measuredAt: '2026-01-01T00:00:00Z',
    source: { kind: 'file', mode: 'traced' },
    conditions: [],
    calls,
    unattributed: 0,
  });
  const uriOf = (fsPath: string): vscode.Uri => ({ fsPath, toString: () => fsPath }) as unknown as vscode.Uri;
  const own = uriOf('/project/own.py');
  const [pretraining, training] = [call(0, 1), call(1, 30)];
  const files = [
    [own, timed(pretraining, training)],
    [uriOf('/project/src/other.jl'), timed(call(0, 10), call(1, 4))],
    [uriOf('/extensions/langbench/python/mnist_numpy.py'), timed(call(0, 2))],
    [uriOf('/project/once.py'), timed(call(0, 30, 'call'))],
  ] as const;
  const [replace, get] = [vi.fn(), vi.fn(() => files[0][1])];
  const compare = (ordinal: number) =>
    compareCall({ annotations: { get, all: () => files, replace } } as unknown as App, own, ordinal);

  it('offers every other file by name that has a time of the same kind, and the time', async () => {
    let offered: readonly unknown[] = [];
    answers.push((items) => {
      offered = items;
    });
    await compare(1);
    expect(offered).toMatchObject([
      { label: 'src/other.jl', description: '10.0\u00a0s/epoch' },
      {
        label: 'mnist_numpy.py',
        description: '2.00\u00a0s/epoch',
        detail: '/extensions/langbench/python/mnist_numpy.py',
      },
    ]);
    expect(replace).not.toHaveBeenCalled();
  });

  it('stands with the call that was compared', async () => {
    answers.push((items) => items[1]);
    await compare(0);
    const compared = { ...pretraining, comparison: { other: 'mnist_numpy.py', ratio: 0.5 } };
    expect(replace).toHaveBeenCalledWith(own, timed(compared, training));
  });

  it('is of the newest run, which may have ended while another file was chosen', async () => {
    answers.push((items) => {
      get.mockReturnValue(timed(call(0, 6), training));
      return items[0];
    });
    await compare(0);
    const compared = { ...call(0, 6), comparison: { other: 'src/other.jl', ratio: 0.6 } };
    expect(replace).toHaveBeenCalledWith(own, timed(compared, training));
  });

  it('says what is missing where no other file has such a time', async () => {
    get.mockReturnValue(timed(call(0, 1, 'call')));
    await compareCall({ annotations: { get, all: () => files.slice(0, 3), replace } } as unknown as App, own, 0);
    expect(shown).toEqual([
      'No other file has a time of the same kind, per epoch or per call: run one timed, then compare.',
    ]);
    expect(replace).not.toHaveBeenCalled();
  });
});
