import * as vscode from 'vscode';
import type { RunSummary } from '../../node/store/index.js';
import type { App } from '../app.js';
import { offer, showError } from '../messages.js';
import { runLabel } from '../tree/run-text.js';
import { isReadable, type RunRow } from '../tree/runs-tree.js';
import { pickRun } from './pick-run.js';

/** The rows that a menu names, or the selected ones when a key was pressed; not those that cannot be read. */
function chosen(app: App, given?: RunRow, selected?: readonly RunRow[]): readonly RunSummary[] {
  return (selected ?? (given === undefined ? app.runsView.selection : [given])).filter(isReadable);
}

export async function openRun(app: App, run: RunSummary): Promise<void> {
  await app.panels.show(run.id);
}

/** Puts two runs side by side: the two selected ones, or this one and another that is asked for. The older is the baseline. */
export async function compareRuns(app: App, run: RunSummary, selected?: readonly RunRow[]): Promise<void> {
  try {
    const [first, second, third] = [...chosen(app, run, selected)].sort((a, b) =>
      a.startedAt.localeCompare(b.startedAt),
    );
    if (third !== undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Select two runs to compare.'));
    } else if (first !== undefined && second !== undefined) {
      await app.panels.show(await app.runs.load(second.id), await app.runs.load(first.id));
    } else {
      const baseline = await pickRun(
        app.runs,
        vscode.l10n.t('Compare {0} with', runLabel(run)),
        ({ id }) => id !== run.id,
      );
      if (baseline !== undefined) await app.panels.show(await app.runs.load(run.id), baseline);
    }
  } catch (error) {
    showError(app.log, error);
  }
}

/** An empty name takes the name away, and the date stands in its place again. */
export async function renameRun(app: App, given?: RunRow): Promise<void> {
  const [run] = chosen(app, given);
  if (run === undefined) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0}', runLabel(run)),
    value: run.name ?? '',
    prompt: vscode.l10n.t('A name for this run; leave it empty to go by its date'),
  });
  if (name === undefined) return;
  try {
    await app.runs.rename(run.id, name.trim());
  } catch (error) {
    showError(app.log, error);
  }
}

/** Deletes without asking, and offers to undo it. */
export async function deleteRuns(app: App, given?: RunRow, selected?: readonly RunRow[]): Promise<void> {
  const doomed = chosen(app, given, selected);
  const [run] = doomed;
  if (run === undefined) return;
  try {
    const undos: (() => Promise<void>)[] = [];
    for (const { id } of doomed) undos.push(await app.runs.remove(id));
    const undo = vscode.l10n.t('Undo');
    const message =
      doomed.length === 1
        ? vscode.l10n.t('Deleted {0}.', runLabel(run))
        : vscode.l10n.t('Deleted {0} runs.', doomed.length);
    offer(app.log, vscode.window.showInformationMessage, message, undo, async () => {
      for (const bringBack of undos) await bringBack();
    });
  } catch (error) {
    showError(app.log, error);
  }
}
