import * as vscode from 'vscode';
import { sentence } from '../../core/model/sentence.js';
import { english, tell } from '../../core/report/translate.js';
import type { App } from '../app.js';
import { localFolder } from '../workspace.js';

/** Tells once, when a run begins, that the workspace's folder cannot hold it, and where it is kept. */
export function tellWhereRunsAreKept({ session, runs, log }: Pick<App, 'session' | 'runs' | 'log'>): vscode.Disposable {
  const folder = localFolder();
  let isTold = folder === undefined || folder === runs.directory;
  return session.onEvent(({ event }) => {
    if (event.type !== 'run-started' || isTold) return;
    isTold = true;
    const message = sentence(
      '{0} cannot be written to. Runs are kept in {1} instead, together with those of windows without a folder.',
      folder ?? '',
      runs.directory,
    );
    log.warn(tell(message, english));
    void vscode.window.showWarningMessage(tell(message, vscode.l10n.t));
  });
}
