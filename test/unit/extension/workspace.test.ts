import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { App } from '../../../src/extension/app.js';
import { tellWhereRunsAreKept } from '../../../src/extension/run/kept-elsewhere.js';
import { RunSession } from '../../../src/extension/run/session.js';
import { runsDirectory } from '../../../src/extension/workspace.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { oneBlockRun } from '../../support/invented-runs/index.js';
import { shown, smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const context = { globalStorageUri: { fsPath: '/storage' } } as unknown as vscode.ExtensionContext;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langbench-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  shown.length = 0;
  smallVscode.workspace.workspaceFolders = [{ uri: { scheme: 'file', fsPath: folder } }];
});

it('keeps runs in the first local folder', async () => {
  smallVscode.workspace.workspaceFolders.unshift({ uri: { scheme: 'ssh', fsPath: '/far' } });
  expect(runsDirectory(context)).toBe(folder);
  await mkdir(join(folder, '.langbench', 'runs'), { recursive: true });
  expect(runsDirectory(context)).toBe(folder);
});

it('keeps them with the extension where there is no folder, or none that can be written to', () => {
  smallVscode.workspace.workspaceFolders = [];
  expect(runsDirectory(context)).toBe('/storage');
  smallVscode.workspace.workspaceFolders = [{ uri: { scheme: 'file', fsPath: join(folder, 'gone') } }];
  expect(runsDirectory(context)).toBe('/storage');
});

it('tells once that they are kept elsewhere, and not where they are in the folder', () => {
  const warn = vi.fn();
  const begin = (directory: string): void => {
    const session = new RunSession();
    tellWhereRunsAreKept({ session, runs: { directory }, log: { warn } } as unknown as App);
    for (let runs = 0; runs < 2; runs++) {
      session.emit({} as LoadedExperiment, { type: 'run-started', run: oneBlockRun() });
    }
  };
  begin(folder);
  expect(shown).toEqual([]);
  const translate = vi.spyOn(smallVscode.l10n, 't').mockReturnValue('auf Deutsch');
  begin('/storage');
  translate.mockRestore();
  expect(shown).toEqual(['auf Deutsch']);
  // The log is in English.
  expect(warn.mock.calls).toEqual([[expect.stringContaining('Runs are kept in /storage instead')]]);
});
