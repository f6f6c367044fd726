import * as vscode from 'vscode';
import { tell } from '../core/report/translate.js';
import { toldBy } from '../core/told-error.js';
import type { Log } from './log.js';

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

/** What an error says, in the reader's language as far as LangBench worded it; the log and models get `messageOf`. */
export const tellError = (error: unknown): string => tell(toldBy(error), vscode.l10n.t);

/** Logs an error and shows it once, with a way to the log. */
export function showError(log: Log, error: unknown): void {
  log.error(error instanceof Error ? error : String(error));
  offer(log, vscode.window.showErrorMessage, tellError(error), vscode.l10n.t('Show Log'), () => {
    log.show();
  });
}
