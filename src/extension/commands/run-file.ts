import * as vscode from 'vscode';
import type { App } from '../app.js';
import { languageOf } from '../lenses/document-calls.js';
import { showError } from '../log.js';
import { BusyError } from '../run/session.js';
import { mayRun } from '../trust.js';
import { implementationOf } from './program-of.js';
import { runForPerson } from './run-benchmark.js';

/**
 * Runs a file with its train calls timed: the one given by a lens or a menu, else the active editor's. A bundled
 * program needs the work folder that only a benchmark gives it, so it runs as one.
 */
export async function runFileTimed(app: App, given?: unknown): Promise<void> {
  if (!mayRun()) return;
  try {
    const document = await documentOf(given);
    const language = document && languageOf(document);
    if (document === undefined || language === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a Python or Julia file to run it timed.'));
      return;
    }
    const program = await implementationOf(app, document.uri);
    if (program !== undefined) {
      await runForPerson(app, program.experiment, { implementations: [program.implementation.id] });
      return;
    }
  } catch (error) {
    if (error instanceof BusyError) void vscode.window.showWarningMessage(error.message);
    else await showError(app.log, error);
  }
}

async function documentOf(given: unknown): Promise<vscode.TextDocument | undefined> {
  if (given instanceof vscode.Uri) return vscode.workspace.openTextDocument(given);
  return vscode.window.activeTextEditor?.document;
}
