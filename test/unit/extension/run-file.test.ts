import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { App } from '../../../src/extension/app.js';
import { runFileTimed } from '../../../src/extension/commands/run-file.js';
import { RunSession } from '../../../src/extension/run/session.js';
import type { FileRun, FileRunOptions, FileRunRequest } from '../../../src/node/file-run/run-file.js';
import type { aloneOnMachine } from '../../../src/node/run/index.js';
import { smallVscode } from './small-vscode.js';
import { until } from '../../support/eventually.js';

type Alone = typeof aloneOnMachine;
type Measure = (request: FileRunRequest, options: FileRunOptions) => Promise<FileRun>;

const parts = vi.hoisted(() => ({
  runFile: vi.fn<Measure>(),
  interpreterFor: vi.fn(),
  aloneOnMachine: vi.fn<Alone>(),
}));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/node/file-run/index.js', () => ({ runFile: parts.runFile }));
vi.mock('../../../src/node/run/index.js', () => ({ aloneOnMachine: parts.aloneOnMachine }));
vi.mock('../../../src/extension/interpreters.js', () => ({ interpreterFor: parts.interpreterFor }));

const uri = smallVscode.Uri.file('/project/own.py');
const document = { languageId: 'python', uri, isDirty: true, text: '', save: vi.fn(), getText: () => document.text };
const pty = { startProgram: vi.fn(), show: vi.fn(), endProgram: vi.fn(), notice: vi.fn() };
const [release, replace, setRunning] = [vi.fn(), vi.fn(), vi.fn()];
const app = {
  context: { extensionPath: '/extension' },
  experiments: { all: () => Promise.resolve([]) },
  session: new RunSession(),
  fileTerminals: { open: () => pty, release },
  annotations: { show: vi.fn(), replace, setRunning },
  trainCallPatterns: { of: () => undefined },
} as unknown as App;

const ended = (end: Partial<FileRun['end']>): FileRun => ({
  times: { startedAt: '2026-01-01T00:00:00Z', mode: 'traced', calls: [], unattributed: [] },
  end: { cause: 'exited', exitCode: 0, signal: null, wallSeconds: 1, ...end } as FileRun['end'],
});

beforeEach(() => {
  vi.clearAllMocks();
  document.text = 'model.fit(x)\n';
  document.save.mockImplementation(() => Promise.resolve(true));
  smallVscode.window.activeTextEditor = { document: document as unknown as vscode.TextDocument };
  parts.interpreterFor.mockResolvedValue({ path: '/python', arguments: ['-u'] });
  parts.runFile.mockResolvedValue(ended({}));
  parts.aloneOnMachine.mockImplementation(async (_signal, _onWait, work) => work());
});

it('replaces what stood above the calls by what was measured', async () => {
  await runFileTimed(app);
  expect(replace).toHaveBeenCalledExactlyOnceWith(uri, expect.objectContaining({ calls: [] }));
  expect(setRunning.mock.calls).toEqual([
    [uri, true],
    [uri, false],
  ]);
});

it('leaves the times of the last run when the program could not be started', async () => {
  parts.runFile.mockResolvedValue(ended({ cause: 'not-started', error: new Error('ENOENT') }));
  await runFileTimed(app);
  expect(pty.notice).toHaveBeenCalledWith(expect.stringContaining('could not be started: ENOENT'), 'failure');
  expect(replace).not.toHaveBeenCalled();
});

it('gives its terminal back when measuring fails', async () => {
  parts.runFile.mockRejectedValue(new Error('no room on the disk'));
  await expect(runFileTimed(app)).rejects.toThrow('no room on the disk');
  expect(pty.endProgram).toHaveBeenCalledOnce();
  expect(release).toHaveBeenCalledWith(uri);
});

it('takes the text as it was saved, whatever is typed while the interpreter is looked for', async () => {
  let saved: string | undefined;
  document.save.mockImplementation(() => {
    saved = document.text;
    return Promise.resolve(true);
  });
  parts.interpreterFor.mockImplementation(() => {
    document.text = '\nmodel.fit(x)\n';
    return Promise.resolve({ path: '/python', arguments: [] });
  });
  await runFileTimed(app);
  expect(saved).toBe('\nmodel.fit(x)\n');
  expect(parts.runFile.mock.calls[0]?.[0].source).toBe(saved);
});

it('waits, and says so, while something else is measured on this machine', async () => {
  let begin: (() => void) | undefined;
  parts.aloneOnMachine.mockImplementation(async (_signal, onWait, work) => {
    onWait({ text: 'Another run measures.', values: [] });
    await new Promise<void>((resolve) => (begin = resolve));
    return work();
  });
  const run = runFileTimed(app);
  await until(() => begin);
  expect(pty.notice).toHaveBeenCalledExactlyOnceWith('Another run measures.');
  expect(parts.runFile).not.toHaveBeenCalled();
  document.text = 'model.fit(x, y)\n';
  begin?.();
  await run;
  expect(parts.runFile.mock.calls[0]?.[0].source).toBe('model.fit(x, y)\n');
});
