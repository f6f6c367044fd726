import * as vscode from 'vscode';
import type { Log } from './log.js';
import { offer } from './messages.js';

/**
 * Whether programs may be started. In Restricted Mode saved results can be read, but nothing is launched: not a
 * person's own file, and not a bundled program with an interpreter that the workspace may have chosen.
 */
export function mayRun(log: Log): boolean {
  if (vscode.workspace.isTrusted) return true;
  const message = vscode.l10n.t(
    'LangBench starts programs only in trusted workspaces. Saved results stay readable in Restricted Mode.',
  );
  offer(log, vscode.window.showWarningMessage, message, vscode.l10n.t('Manage Workspace Trust'), () =>
    vscode.commands.executeCommand('workbench.trust.manage'),
  );
  return false;
}
