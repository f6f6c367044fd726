import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import * as vscode from 'vscode';
import type { Language } from '../../core/model/experiment.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { tell } from '../../core/report/translate.js';
import { ToldError } from '../../core/told-error.js';
import { runFile as measureFile, type FileRun } from '../../node/file-run/index.js';
import { aloneOnMachine } from '../../node/run/index.js';
import type { App } from '../app.js';
import { interpreterFor, type Interpreter } from '../interpreters.js';
import { languageOf } from '../lenses/document-calls.js';
import { annotationsOfFile } from '../lenses/from-file.js';
import { fileRunMode } from '../settings.js';
import { mayRun } from '../trust.js';
import { endNotice, isFailure, timesNotice } from './file-end-notice.js';
import { implementationOf } from './program-of.js';
import { runForPerson } from './run-benchmark.js';

/**
 * Runs a file with its train calls timed: the one given by a lens or a menu, else the active editor's. A bundled
 * program needs the work folder that only a benchmark gives it, so it runs as one.
 */
export async function runFileTimed(app: App, given?: unknown): Promise<void> {
  if (!mayRun(app.log)) return;
  const document = await documentOf(given);
  const language = document && languageOf(document);
  if (document === undefined || language === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Python or Julia file to run it timed.'));
    return;
  }
  if (document.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage(vscode.l10n.t('Save this file to a disk first, then run it timed.'));
    return;
  }
  const program = await implementationOf(app, document.uri);
  if (program !== undefined) {
    await runForPerson(app, program.experiment, { implementations: [program.implementation.id] });
    return;
  }
  const interpreter = await findInterpreter(language, document.uri);
  await runFile(app, document, language, interpreter);
}

async function documentOf(given: unknown): Promise<vscode.TextDocument | undefined> {
  if (given instanceof vscode.Uri) return vscode.workspace.openTextDocument(given);
  return vscode.window.activeTextEditor?.document;
}

async function findInterpreter(language: Language, file: vscode.Uri): Promise<Interpreter> {
  const interpreter = await interpreterFor(language, file);
  if (interpreter !== undefined) return interpreter;
  const name = language === 'python' ? 'Python' : 'Julia';
  throw new ToldError(
    sentence('No {0} was found: choose one in the settings (langbench.{1}Path), or put it on PATH.', name, language),
  );
}

async function runFile(
  app: App,
  document: vscode.TextDocument,
  language: Language,
  interpreter: Interpreter,
): Promise<void> {
  const { uri } = document;
  const name = vscode.workspace.asRelativePath(uri);
  await app.session.start(name, async (signal) => {
    const input = new PassThrough();
    const pty = app.fileTerminals.open(uri, language, {
      interrupt: () => {
        app.session.cancel();
      },
      input,
    });
    app.session.begin();
    app.annotations.setRunning(uri, true);
    const measure = async (): Promise<FileRun | undefined> => {
      // Until here the text could have changed again after it was saved.
      if (document.isDirty && !(await document.save())) return undefined;
      pty.startProgram(`── ${[interpreter.path, ...interpreter.arguments, name].join(' ')}`);
      return measureFile(
        {
          file: uri.fsPath,
          source: document.getText(),
          language,
          interpreter: interpreter.path,
          interpreterArguments: interpreter.arguments,
          mode: fileRunMode(uri),
          trainCalls: app.trainCallPatterns.of(language, uri),
          root: app.context.extensionPath,
          cwd: vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath),
        },
        {
          signal,
          input,
          onOutput: (stream, chunk) => {
            pty.show(stream, chunk);
            return undefined;
          },
          onTimes: (times) => {
            const annotations = annotationsOfFile(times, interpreter.path);
            // Until there is a time to show, those of the last run stay.
            if (annotations.calls.length > 0) app.annotations.show(uri, annotations);
          },
        },
      );
    };
    const tellWaiting = (message: Sentence): void => {
      pty.notice(tell(message, vscode.l10n.t));
    };
    const measured = await aloneOnMachine(signal, tellWaiting, measure).finally(() => {
      pty.endProgram();
      app.fileTerminals.release(uri);
      app.annotations.setRunning(uri, false);
    });
    if (measured === undefined) return;
    const { times, end } = measured;
    const annotations = annotationsOfFile(times, interpreter.path);
    pty.notice(endNotice(end, interpreter.path), isFailure(end) ? 'failure' : 'remark');
    pty.notice(timesNotice(times, annotations, end));
    if (end.cause !== 'not-started') await app.annotations.replace(uri, annotations);
  });
}
