import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import type { RunSummary } from '../../node/store/index.js';
import type { Runs } from '../runs.js';
import { runDescription, runLabel } from '../tree/run-text.js';

/**
 * Lets the person choose a saved run, or one that can stand beside `beside`; the only one is taken at once. Tells when
 * there is none.
 */
export async function pickRun(
  runs: Runs,
  title: string,
  beside?: Pick<RunSummary, 'id' | 'experiment'>,
): Promise<Run | undefined> {
  const all = await runs.list();
  const offered =
    beside === undefined
      ? all
      : all.filter(({ id, experiment }) => id !== beside.id && experiment.id === beside.experiment.id);
  const [only] = offered;
  if (only === undefined) {
    const message =
      beside === undefined
        ? vscode.l10n.t('There is no saved run to choose from yet.')
        : vscode.l10n.t('There is no other saved run of {0} to compare with yet.', beside.experiment.title);
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  if (offered.length === 1) return runs.load(only.id);
  const items = offered.map((run) => ({ label: runLabel(run), description: runDescription(run), id: run.id }));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked && runs.load(picked.id);
}
