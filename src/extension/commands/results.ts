import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import type { DataFormat } from '../../protocol/to-host.js';
import type { App } from '../app.js';
import type { Log } from '../log.js';
import { offer } from '../messages.js';
import { runAs, saveAs } from '../panel/save.js';
import { pickRun } from './pick-run.js';

interface FormatItem extends vscode.QuickPickItem {
  readonly format: DataFormat;
}

/** The benchmark under way if there is one, else the newest saved one; the panel itself tells when there is none. */
export async function showResults(app: App, runId?: unknown): Promise<void> {
  if (typeof runId === 'string') await app.panels.show(runId);
  else if (app.panels.isLive) app.panels.follow();
  else {
    const latest = await app.runs.latest();
    if (latest === undefined) app.panels.follow();
    else await app.panels.show(latest);
  }
}

/** What is under way: the panel of a benchmark, the terminal of a file, the log of a set-up. */
export function showProgress({ panels, fileTerminals, log }: App): void {
  if (panels.isLive) panels.follow();
  else if (!fileTerminals.showRunning()) log.show();
}

/** Asks for a run, when there are several, and a format, and saves it where the person says. */
export async function exportResults(app: App): Promise<void> {
  const run = await pickRun(app.runs, vscode.l10n.t('Export which run?'));
  if (run === undefined) return;
  const picked = await vscode.window.showQuickPick<FormatItem>(
    [
      { label: 'Markdown', format: 'markdown' },
      { label: 'CSV', format: 'csv' },
      { label: 'JSON', format: 'json' },
    ],
    { title: vscode.l10n.t('Export in which format?') },
  );
  if (picked !== undefined) await exportRun(app.log, run, picked.format);
}

async function exportRun(log: Log, run: Run, format: DataFormat): Promise<void> {
  const saved = await saveAs(format, run, Buffer.from(runAs(format, run), 'utf8'));
  if (saved === undefined) return;
  offer(log, vscode.window.showInformationMessage, saved.message, vscode.l10n.t('Open'), () =>
    vscode.window.showTextDocument(saved.target),
  );
}
