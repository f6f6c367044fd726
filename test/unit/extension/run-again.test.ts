import { beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { App } from '../../../src/extension/app.js';
import { runAgain } from '../../../src/extension/commands/run-again.js';
import { completedRun } from '../../support/invented-runs/index.js';

const commands = vi.hoisted(() => ({ runForPerson: vi.fn(), runFileTimed: vi.fn() }));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/extension/commands/run-benchmark.js', () => ({ runForPerson: commands.runForPerson }));
vi.mock('../../../src/extension/commands/run-file.js', () => ({ runFileTimed: commands.runFileTimed }));

const run = completedRun();
const experiment = { experiment: { id: run.experiment.id } };
const program = { fsPath: '/programs/mnist.py' } as unknown as vscode.Uri;
const app = {
  log: { error: vi.fn() },
  runs: { load: (id: string) => (id === run.id ? Promise.resolve(run) : Promise.reject(new Error(`no run ${id}`))) },
  experiments: { find: (id: string) => Promise.resolve(id === run.experiment.id ? experiment : undefined) },
} as unknown as App;

beforeEach(() => {
  vi.clearAllMocks();
});

it('repeats a run with all its implementations and settings', async () => {
  await runAgain(app, run.id, program);
  expect(commands.runForPerson).toHaveBeenCalledWith(app, experiment, run.settings);
  await runAgain(app, run);
  expect(commands.runForPerson).toHaveBeenCalledTimes(2);
});

it('runs the program alone when its run was deleted', async () => {
  await runAgain(app, 'gone', program);
  expect(commands.runFileTimed).toHaveBeenCalledWith(app, program);
});

it('says what is missing otherwise', async () => {
  await expect(runAgain(app, 'gone')).rejects.toThrow('no run gone');
  const ofOwn = { ...run, experiment: { ...run.experiment, id: 'own' } };
  await expect(runAgain(app, ofOwn)).rejects.toThrow('The experiment "own" is no longer here.');
});
