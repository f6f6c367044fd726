import * as vscode from 'vscode';
import type { RunSummary } from '../../node/store/index.js';
import { commands } from '../contributions.js';
import type { Runs } from '../runs.js';
import { runDescription, runLabel } from './run-text.js';

const STATE_ICONS: Readonly<Record<RunSummary['state'], string>> = {
  completed: 'graph',
  running: 'loading~spin',
  failed: 'warning',
  cancelled: 'circle-slash',
  interrupted: 'debug-disconnect',
};

/** Saved runs, newest first. */
export class RunsTree implements vscode.TreeDataProvider<RunSummary> {
  readonly onDidChangeTreeData: vscode.Event<void>;
  readonly #runs: Runs;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.onDidChangeTreeData = runs.onDidChange;
  }

  async getChildren(node?: RunSummary): Promise<RunSummary[]> {
    return node === undefined ? this.#runs.list() : [];
  }

  getTreeItem(run: RunSummary): vscode.TreeItem {
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
    return item;
  }
}
