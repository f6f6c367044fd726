import * as vscode from 'vscode';

/** LangBench's own log, which notifications link to; not a measured program's output. */
export type Log = vscode.LogOutputChannel;

export function createLog(): Log {
  return vscode.window.createOutputChannel('LangBench', { log: true });
}

/** An error's message for people; whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Logs an error and shows it once, with a way to the log. */
export async function showError(log: Log, error: unknown): Promise<void> {
  log.error(error instanceof Error ? error : String(error));
  const showLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showErrorMessage(messageOf(error), showLog)) === showLog) log.show();
}
