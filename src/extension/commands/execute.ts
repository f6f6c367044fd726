import * as vscode from 'vscode';
import type { App } from '../app.js';
import { commands, itemCommands, type CommandId } from '../contributions.js';
import { offer, showError, tellError } from '../messages.js';
import { isBusyError, type BusyError } from '../run/session.js';
import { clearTimings, compareCall, showCallDetails } from './timings.js';
import { checkEnvironments, setUpEnvironments, setUpImplementation } from './environments.js';
import { openProgram, openScriptsSideBySide } from './programs.js';
import { exportResults, showProgress, showResults } from './results.js';
import { runAgain } from './run-again.js';
import { runForPerson, runMnistBenchmark, runMnistBenchmarkWithOptions } from './run-benchmark.js';
import { runFileTimed } from './run-file.js';
import { compareRuns, deleteRuns, openRun, renameRun } from './saved-runs.js';

/** A command's arguments come from menus, lenses and keybindings; each handler takes what its own menus give it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what registerCommand itself declares
type Handler = (app: App, ...args: any[]) => unknown;

/** What the tree of experiments hands to its commands. */
type ImplementationRow = Parameters<typeof openProgram>[0];
type ExperimentRow = Pick<ImplementationRow, 'experiment'>;

/** What each command does: the type sees to it that every one has a handler. */
const handlers: Readonly<Record<CommandId, Handler>> = {
  [commands.runMnistBenchmark]: runMnistBenchmark,
  [commands.runMnistBenchmarkWithOptions]: runMnistBenchmarkWithOptions,
  [commands.runFileTimed]: runFileTimed,
  [commands.cancelRun]: ({ session }) => {
    session.cancel();
  },
  [commands.showResults]: showResults,
  [commands.openScriptsSideBySide]: openScriptsSideBySide,
  [commands.setUpEnvironments]: (app, row?: ExperimentRow) => setUpEnvironments(app, row?.experiment),
  [commands.checkEnvironments]: (app, row?: ExperimentRow) => checkEnvironments(app, row?.experiment),
  [commands.clearTimings]: clearTimings,
  [commands.exportResults]: exportResults,
  [commands.showLog]: ({ log }) => {
    log.show();
  },
  [commands.runExperiment]: (app, { experiment }: ExperimentRow) => runForPerson(app, experiment),
  [commands.runImplementation]: (app, { experiment, implementation }: ImplementationRow) =>
    runForPerson(app, experiment, { implementations: [implementation.id] }),
  [commands.setUpImplementation]: setUpImplementation,
  [commands.runAgain]: runAgain,
  [commands.openProgram]: (_app, row: ImplementationRow) => openProgram(row),
  [commands.openRun]: openRun,
  [commands.compareRuns]: compareRuns,
  [commands.renameRun]: renameRun,
  [commands.deleteRun]: deleteRuns,
  [commands.compareCall]: compareCall,
  [commands.showCallDetails]: (_app, ...place: Parameters<typeof showCallDetails>) => showCallDetails(...place),
  [commands.showProgress]: showProgress,
};

/** What acts on the selected rows when it is given none, or on what is under way. */
const needsNothing: readonly CommandId[] = [
  commands.compareRuns,
  commands.renameRun,
  commands.deleteRun,
  commands.showProgress,
];
const needsItem = new Set<CommandId>(Object.values(itemCommands).filter((id) => !needsNothing.includes(id)));

/** Does what a command says. What goes wrong is told to the person and kept in the log. */
export async function execute(app: App, id: CommandId, args: readonly unknown[]): Promise<void> {
  if (needsItem.has(id) && args[0] === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} acts on one thing: use it in the LangBench view, or above a train call.', id),
    );
    return;
  }
  try {
    await handlers[id](app, ...args);
  } catch (error) {
    if (isBusyError(error)) offerCancel(app, error);
    else showError(app.log, error);
  }
}

function offerCancel({ log, session }: App, error: BusyError): void {
  offer(log, vscode.window.showWarningMessage, tellError(error), vscode.l10n.t('Cancel Run'), () => {
    session.cancel();
  });
}
