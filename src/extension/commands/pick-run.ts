import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import type { RunSummary } from '../../node/store/index.js';
import type { Runs } from '../runs.js';
import { runDescription, runLabel } from '../tree/run-text.js';

/** Lets the person choose a saved run; the only one is taken at once. Tells when there is none. */
export async function pickRun(
  runs: Runs,
  title: string,
  isOffered: (run: RunSummary) => boolean = () => true,
): Promise<Run | undefined> {
  const offered = (await runs.list()).filter(isOffered);
  const [only] = offered;
  if (only === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no saved run to choose from yet.'));
    return undefined;
  }
  if (offered.length === 1) return runs.load(only.id);
  const items = offered.map((run) => ({ label: runLabel(run), description: runDescription(run), id: run.id }));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked && runs.load(picked.id);
}
