import { expect, it, vi } from 'vitest';
import type { App } from '../../../src/extension/app.js';
import { deleteRuns } from '../../../src/extension/commands/saved-runs.js';
import type { Runs } from '../../../src/extension/runs.js';
import { RunsTree } from '../../../src/extension/tree/runs-tree.js';
import { summarize } from '../../../src/node/store/summary.js';
import { completedRun } from '../../support/invented-runs/index.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const run = summarize(completedRun(), '/runs/good.json');
const damaged = { file: '/runs/half.json', message: '/runs/half.json is damaged: it is not JSON at line 1, column 9.' };
const runs = {
  scan: () => Promise.resolve({ runs: [run], unreadable: [damaged] }),
  remove: vi.fn(() => Promise.resolve(() => Promise.resolve())),
};
const tree = new RunsTree(runs as unknown as Runs);

it('shows a file that cannot be read after the runs, with the reason, and opens it', async () => {
  const [first, second] = (await tree.getChildren()).map((row) => tree.getTreeItem(row));
  expect(first).toMatchObject({ contextValue: 'run', id: run.id });
  expect(second).toMatchObject({
    label: 'half.json',
    contextValue: 'unreadableRun',
    description: 'cannot be read',
    iconPath: { id: 'warning' },
    tooltip: damaged.message,
    command: { command: 'vscode.open', arguments: [{ fsPath: damaged.file }] },
  });
});

it('does to such a file nothing that is meant for runs', async () => {
  const app = { runs, runsView: { selection: [damaged] } } as unknown as App;
  await deleteRuns(app);
  await deleteRuns(app, run, [run, damaged]);
  expect(runs.remove.mock.calls).toEqual([[run.id]]);
});
