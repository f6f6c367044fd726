import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary, UnreadableRun } from '../../node/store/index.js';
import { commands } from '../contributions.js';
import type { Runs } from '../runs.js';
import { brokenFileItem } from './broken-file.js';
import { spoken } from './row.js';
import { runDescription, runLabel } from './run-text.js';

const STATE_ICONS: Readonly<Record<RunSummary['state'], string>> = {
  completed: 'graph',
  running: 'loading~spin',
  failed: 'warning',
  cancelled: 'circle-slash',
  interrupted: 'debug-disconnect',
};

/** A saved run, or a file among them that cannot be read. */
export type RunRow = RunSummary | UnreadableRun;

export const isReadable = (row: RunRow): row is RunSummary => 'id' in row;

/** A run's name or date, or the name of a file that cannot be read. */
export const rowLabel = (row: RunRow): string => (isReadable(row) ? runLabel(row) : basename(row.file));

/** Saved runs, newest first, and after them what is damaged. */
export class RunsTree implements vscode.TreeDataProvider<RunRow> {
  readonly onDidChangeTreeData: vscode.Event<void>;
  readonly #runs: Runs;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.onDidChangeTreeData = runs.onDidChange;
  }

  async getChildren(row?: RunRow): Promise<RunRow[]> {
    if (row !== undefined) return [];
    const { runs, unreadable } = await this.#runs.scan();
    return [...runs, ...unreadable];
  }

  getTreeItem(row: RunRow): vscode.TreeItem {
    if (isReadable(row)) return runItem(row);
    // It stays until it is deleted.
    return Object.assign(brokenFileItem(row), { contextValue: 'unreadableRun' });
  }
}

function runItem(run: RunSummary): vscode.TreeItem {
  const item = new vscode.TreeItem(runLabel(run));
  item.id = run.id;
  item.contextValue = 'run';
  item.description = runDescription(run);
  item.iconPath = new vscode.ThemeIcon(STATE_ICONS[run.state]);
  item.tooltip = vscode.l10n.t(
    '{0}\nImplementations: {1}\nEpochs: {2}, blocks: {3}',
    runLabel(run),
    run.implementations.join(', '),
    run.epochs,
    run.blocks,
  );
  item.command = { command: commands.openRun, title: vscode.l10n.t('Open'), arguments: [run] };
  return spoken(item);
}
