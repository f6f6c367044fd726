import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { App } from '../../../src/extension/app.js';
import { execute } from '../../../src/extension/commands/index.js';
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

describe('comparing the times of a file', () => {
  const timed = (typicalSeconds: number): FileAnnotations => ({
    measuredAt: '2026-01-01T00:00:00Z',
    source: { kind: 'file', mode: 'traced' },
    conditions: [],
    calls: [{ figures: { unit: 'epoch', count: 3, typicalSeconds, resolutionSeconds: 0 } } as CallAnnotation],
    unattributed: 0,
  });
  const uriOf = (fsPath: string): vscode.Uri => ({ fsPath, toString: () => fsPath }) as unknown as vscode.Uri;
  const own = uriOf('/project/own.py');
  const files = [
    [own, timed(3)],
    [uriOf('/project/src/other.jl'), timed(2)],
    [uriOf('/extensions/langbench/python/mnist_numpy.py'), timed(1)],
  ] as const;
  const replace = vi.fn();
  const annotations = { get: () => files[0][1], all: () => files, replace };

  it('offers every other file by name, and its time', async () => {
    let offered: readonly unknown[] = [];
    answers.push((items) => {
      offered = items;
      return items[1];
    });
    await compareCall({ annotations } as unknown as App, own);
    expect(offered).toMatchObject([
      { label: 'src/other.jl', description: '2.00\u00a0s/epoch' },
      {
        label: 'mnist_numpy.py',
        description: '1.00\u00a0s/epoch',
        detail: '/extensions/langbench/python/mnist_numpy.py',
      },
    ]);
    expect(replace).toHaveBeenCalledWith(own, { ...timed(3), comparison: { other: 'mnist_numpy.py', ratio: 3 } });
  });
});
