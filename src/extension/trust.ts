import * as vscode from 'vscode';

/**
 * Whether programs may be started. In Restricted Mode saved results can be read, but nothing is launched: not a
 * person's own file, and not a bundled program with an interpreter that the workspace may have chosen.
 */
export function mayRun(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t(
    'LangBench starts programs only in trusted workspaces. Saved results stay readable in Restricted Mode.',
  );
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}
