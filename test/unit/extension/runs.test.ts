import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Runs } from '../../../src/extension/runs.js';
import { RunStore } from '../../../src/node/store/index.js';
import { completedRun } from '../../support/invented-runs/index.js';
import { events } from './small-vscode.js';
import { eventually } from '../../support/eventually.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/extension/services/load.js', () => ({ loadServices: () => Promise.resolve({ RunStore }) }));

const changed = vi.fn();
let folder: string;
let runs: Runs;

beforeEach(async () => {
  changed.mockClear();
  folder = await mkdtemp(path.join(tmpdir(), 'langbench-runs-'));
  runs = new Runs(folder);
  runs.onDidChange(changed);
});
afterEach(async () => {
  runs.dispose();
  await rm(folder, { recursive: true });
});

/** Somebody else saves a run: another window, or the command line. */
const save = (): Promise<string> => new RunStore(folder).save(completedRun());
const toHaveChanged = (): Promise<void> =>
  eventually(() => {
    expect(changed).toHaveBeenCalled();
  });

describe('news of saved runs', () => {
  it('come when somebody else saves one, in the folder that was there', async () => {
    await mkdir(path.join(folder, '.langbench', 'runs'), { recursive: true });
    expect(await runs.list()).toEqual([]);
    await save();
    await toHaveChanged();
    expect(await runs.list()).toHaveLength(1);
  });

  it('come although the editor told of the outermost new folder alone', async () => {
    expect(await runs.list()).toEqual([]);
    await mkdir(path.join(folder, '.langbench', 'runs'), { recursive: true });
    events.fileChanged.fire(undefined);
    changed.mockClear();
    await save();
    await toHaveChanged();
  });

  it('do not come of files that are no runs', async () => {
    await save();
    await runs.list();
    changed.mockClear();
    await writeFile(path.join(folder, '.langbench', 'runs', 'notes.txt'), '');
    await save();
    await toHaveChanged();
    expect(changed).toHaveBeenCalledOnce();
  });
});
