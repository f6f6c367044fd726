import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../../src/extension/app.js';
import { compareRuns, deleteRuns, openRun, renameRun } from '../../../src/extension/commands/saved-runs.js';
import type { Runs } from '../../../src/extension/runs.js';
import { RunsTree } from '../../../src/extension/tree/runs-tree.js';
import { summarize } from '../../../src/node/store/summary.js';
import { completedRun } from '../../support/invented-runs/index.js';
import { pressed, shown } from './small-vscode.js';
import { eventually } from '../../support/eventually.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const run = summarize(completedRun(), '/runs/good.json');
const damaged = { file: '/runs/half.json', message: '/runs/half.json is damaged: it is not JSON at line 1, column 9.' };
const runs = { scan: () => Promise.resolve({ runs: [run], unreadable: [damaged] }) };
const tree = new RunsTree(runs as unknown as Runs);

it('shows a file that cannot be read after the runs, with the reason, and opens it', async () => {
  const [first, second] = (await tree.getChildren()).map((row) => tree.getTreeItem(row));
  expect(first).toMatchObject({ contextValue: 'run', id: run.id });
  expect(second?.accessibilityInformation).toEqual({ label: 'half.json, cannot be read' });
  expect(second).toMatchObject({
    label: 'half.json',
    contextValue: 'unreadableRun',
    description: 'cannot be read',
    iconPath: { id: 'warning' },
    tooltip: damaged.message,
    command: { command: 'vscode.open', arguments: [{ fsPath: damaged.file }] },
  });
});

it('tells runs of the same minute apart', () => {
  const label = (startedAt: string) => tree.getTreeItem({ ...run, startedAt }).label;
  expect(label('2026-03-01T10:00:07Z')).not.toBe(label('2026-03-01T10:00:21Z'));
});

it('tells of a run with a name when it began', () => {
  const { label = '' } = tree.getTreeItem(run);
  expect(tree.getTreeItem({ ...run, name: 'first try' })).toMatchObject({
    label: 'first try',
    description: expect.stringContaining(label as string) as string,
  });
});

it('says first what became of a run, which a narrow list still shows', () => {
  const { description, accessibilityInformation } = tree.getTreeItem({ ...run, name: 'first try', state: 'cancelled' });
  expect(description).toMatch(/^cancelled · /);
  expect(accessibilityInformation?.label).toMatch(/^first try, cancelled · /);
});

it('leaves the focus in the list when it shows a run', async () => {
  const show = vi.fn(() => Promise.resolve());
  await openRun({ panels: { show } } as unknown as App, run);
  expect(show).toHaveBeenCalledExactlyOnceWith(run.id, { preserveFocus: true });
});

it('asks for no name while a run is under way', async () => {
  await renameRun({} as App, { ...run, state: 'running' });
  expect(shown).toEqual(['A run can be renamed when it has ended.']);
});

describe('comparing', () => {
  const saved = completedRun();
  const later = { ...run, id: 'later', startedAt: '2027-01-01T00:00:00Z' };
  const show = vi.fn(() => Promise.resolve());
  const load = (id: string) => Promise.resolve({ ...saved, id });
  const compare = async (...rows: (typeof run)[]) =>
    compareRuns({ panels: { show }, runs: { load } } as unknown as App, rows[0], rows);

  beforeEach(() => {
    vi.clearAllMocks();
    shown.length = 0;
  });

  it('puts the later of two beside the earlier', async () => {
    await compare(later, run);
    expect(show).toHaveBeenCalledWith({ ...saved, id: 'later' }, { baseline: saved });
  });

  it('takes neither three runs nor two of different experiments', async () => {
    await compare(later, run, { ...run, id: 'third' });
    await compare(later, { ...run, experiment: { ...run.experiment, id: 'own', title: 'Own' } });
    expect(show).not.toHaveBeenCalled();
    expect(shown).toEqual([
      'Select two runs to compare.',
      `These runs are of Own and of ${run.experiment.title}: select two of the same experiment.`,
    ]);
  });
});

describe('deleting', () => {
  const undone: string[] = [];
  const remove = vi.fn((id: string) =>
    Promise.resolve(() => {
      undone.push(id);
      return Promise.resolve();
    }),
  );
  const reload = vi.fn(() => Promise.resolve());
  const app = {
    runs: { remove },
    panels: { reload },
    runsView: { selection: [run, damaged] },
    log: { error: vi.fn() },
  } as unknown as App;

  beforeEach(() => {
    vi.clearAllMocks();
    [undone.length, shown.length, pressed.length] = [0, 0, 0];
  });

  it('takes away what is selected, what cannot be read too, and brings it back', async () => {
    pressed.push('Undo');
    await deleteRuns(app);
    expect(remove.mock.calls).toEqual([[run.id], [damaged.file]]);
    expect(shown).toEqual(['Deleted 2 runs.']);
    expect(reload).toHaveBeenCalledExactlyOnceWith(run.id);
    await eventually(() => {
      expect(undone).toEqual([run.id, damaged.file]);
    });
    expect(reload).toHaveBeenCalledTimes(2);
  });

  it('names a file that cannot be read', async () => {
    await deleteRuns(app, damaged);
    expect(shown).toEqual(['Deleted half.json.']);
  });

  it('offers to bring back what was deleted before one could not be', async () => {
    remove.mockResolvedValueOnce(() => Promise.resolve()).mockRejectedValueOnce(new Error('still measured'));
    await expect(deleteRuns(app)).rejects.toThrow('still measured');
    expect(shown).toEqual([expect.stringMatching(/^Deleted (?!2)/)]);
  });
});
