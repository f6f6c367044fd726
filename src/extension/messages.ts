import * as vscode from 'vscode';
import { messageOf, type Log } from './log.js';

type Show = (message: string, ...actions: string[]) => Thenable<string | undefined>;

/** Shows a message with one button and does what the button says when it is pressed. Nobody waits for the answer. */
export function offer(log: Log, show: Show, message: string, action: string, act: () => unknown): void {
  const answer = async (): Promise<void> => {
    if ((await show(message, action)) === action) await act();
  };
  answer().catch((error: unknown) => {
    showError(log, error);
  });
}

/** Logs an error and shows it once, with a way to the log. */
export function showError(log: Log, error: unknown): void {
  log.error(error instanceof Error ? error : String(error));
  offer(log, vscode.window.showErrorMessage, messageOf(error), vscode.l10n.t('Show Log'), () => {
    log.show();
  });
}
