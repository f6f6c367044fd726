import * as vscode from 'vscode';
import type { RunSummary } from '../../node/store/index.js';
import type { App } from '../app.js';
import { offer } from '../messages.js';
import { runLabel } from '../tree/run-text.js';
import { isReadable, rowLabel, type RunRow } from '../tree/runs-tree.js';
import { pickRun } from './pick-run.js';

/** The rows that a menu names, or the selected ones when a key was pressed. */
function chosen(app: App, given?: RunRow, selected?: readonly RunRow[]): readonly RunRow[] {
  return selected ?? (given === undefined ? app.runsView.selection : [given]);
}

const byStart = (a: RunSummary, b: RunSummary): number => a.startedAt.localeCompare(b.startedAt);

/** Shows a run, and leaves the focus in the list, whose keys are for the run chosen there. */
export async function openRun(app: App, run: RunSummary): Promise<void> {
  await app.panels.show(run.id, { preserveFocus: true });
}

/**
 * Puts two runs of an experiment side by side: the two selected ones, or this one and another that is asked for. The
 * older is the baseline.
 */
export async function compareRuns(app: App, run?: RunSummary, selected?: readonly RunRow[]): Promise<void> {
  const [first, second, third] = chosen(app, run, selected).filter(isReadable).sort(byStart);
  if (first === undefined || third !== undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Select two runs to compare.'));
  } else if (second === undefined) {
    const baseline = await pickRun(app.runs, vscode.l10n.t('Compare {0} with', runLabel(first)), first);
    if (baseline !== undefined) await app.panels.show(await app.runs.load(first.id), { baseline });
  } else if (first.experiment.id !== second.experiment.id) {
    const [one, other] = [first.experiment.title, second.experiment.title];
    void vscode.window.showInformationMessage(
      vscode.l10n.t('These runs are of {0} and of {1}: select two of the same experiment.', one, other),
    );
  } else {
    await app.panels.show(await app.runs.load(second.id), { baseline: await app.runs.load(first.id) });
  }
}

/** An empty name takes the name away, and the date stands in its place again. */
export async function renameRun(app: App, given?: RunRow): Promise<void> {
  const [run] = chosen(app, given).filter(isReadable);
  if (run === undefined) return;
  if (run.state === 'running') {
    void vscode.window.showInformationMessage(vscode.l10n.t('A run can be renamed when it has ended.'));
    return;
  }
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0}', runLabel(run)),
    value: run.name ?? '',
    prompt: vscode.l10n.t('A name for this run; leave it empty to go by its date'),
  });
  if (name === undefined) return;
  await app.runs.rename(run.id, name.trim());
  app.panels.update(await app.runs.load(run.id));
}

/** Deletes without asking, and offers to undo it: also when one of several cannot be deleted, for those that were. */
export async function deleteRuns(app: App, given?: RunRow, selected?: readonly RunRow[]): Promise<void> {
  const deleted: { readonly row: RunRow; readonly undo: () => Promise<void> }[] = [];
  try {
    for (const row of chosen(app, given, selected)) {
      deleted.push({ row, undo: await remove(app, row) });
    }
  } finally {
    const [first] = deleted;
    if (first !== undefined) {
      const message =
        deleted.length === 1
          ? vscode.l10n.t('Deleted {0}.', rowLabel(first.row))
          : vscode.l10n.t('Deleted {0} runs.', deleted.length);
      offer(app.log, vscode.window.showInformationMessage, message, vscode.l10n.t('Undo'), async () => {
        for (const { undo } of deleted) await undo();
      });
    }
  }
}

async function remove({ runs, panels }: App, row: RunRow): Promise<() => Promise<void>> {
  if (!isReadable(row)) return runs.remove(row.file);
  const undo = await runs.remove(row.id);
  await panels.reload(row.id);
  return async () => {
    await undo();
    await panels.reload(row.id);
  };
}
