import * as vscode from 'vscode';
import type { App } from './app.js';
import { registerCommands } from './commands/index.js';
import { taskType, tools, views, viewTypes } from './contributions.js';
import { Experiments } from './experiments.js';
import { Annotations } from './lenses/annotations.js';
import { annotateFinishedRuns } from './lenses/annotate-run.js';
import { DocumentCalls, LENS_DOCUMENTS } from './lenses/document-calls.js';
import { lensChanges } from './lenses/changes.js';
import { TrainCallLenses } from './lenses/provider.js';
import { createLog } from './log.js';
import { LazyPanels } from './panel-services/lazy-panels.js';
import { LOG_SCHEME, TrialLogs } from './panel-services/trial-logs.js';
import { createPanelServices } from './panel-services/panel-services.js';
import { createStatusBarItem, RunProgress } from './run/progress-view.js';
import { RunSession } from './run/session.js';
import { Runs } from './runs.js';
import { BenchmarkTaskProvider } from './tasks.js';
import { FileTerminals } from './terminals/file-terminals.js';
import { ImplementationTerminals } from './terminals/implementation-terminals.js';
import { ReadLastResultTool, RunBenchmarkTool } from './tools.js';
import { ExperimentsTree } from './tree/experiments-tree.js';
import { RunsTree } from './tree/runs-tree.js';
import { runsDirectory } from './workspace.js';

let session: RunSession | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const app = createApp(context);
  session = app.session;
  const lenses = new TrainCallLenses(app.annotations, new DocumentCalls(), lensChanges(app.annotations));
  context.subscriptions.push(
    app.log,
    app.experiments,
    app.runs,
    app.session,
    app.progress,
    app.terminals,
    app.panels,
    app.annotations,
    createStatusBarItem(app.session, app.progress),
    registerCommands(app),
    app.session.onEvent(({ event }) => {
      app.panels.handle(event);
      if (event.type === 'run-started' || event.type === 'trial-finished' || event.type === 'run-finished') {
        app.runs.refresh();
      }
    }),
    annotateFinishedRuns(app),
    vscode.languages.registerCodeLensProvider(LENS_DOCUMENTS, lenses),
    vscode.languages.registerHoverProvider(LENS_DOCUMENTS, lenses),
    vscode.window.createTreeView(views.experiments, {
      treeDataProvider: new ExperimentsTree(app.experiments, app.runs, app.log),
    }),
    app.runsView,
    vscode.window.registerWebviewPanelSerializer(viewTypes.results, app.panels),
    vscode.tasks.registerTaskProvider(taskType, new BenchmarkTaskProvider(app)),
    vscode.lm.registerTool(tools.runBenchmark, new RunBenchmarkTool(app)),
    vscode.lm.registerTool(tools.readLastResult, new ReadLastResultTool(app)),
    vscode.workspace.registerTextDocumentContentProvider(LOG_SCHEME, new TrialLogs()),
  );
}

/** The window closes or reloads: no measured process may outlive it. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}

function createApp(context: vscode.ExtensionContext): App {
  const log = createLog();
  const runSession = new RunSession();
  const experiments = new Experiments(context.extensionPath, log);
  const runs = new Runs(runsDirectory(context));
  return {
    context,
    log,
    experiments,
    runs,
    runsView: vscode.window.createTreeView(views.runs, {
      treeDataProvider: new RunsTree(runs),
      canSelectMany: true,
    }),
    session: runSession,
    progress: new RunProgress(runSession),
    terminals: new ImplementationTerminals(runSession),
    fileTerminals: new FileTerminals(),
    panels: new LazyPanels(context.extensionUri, createPanelServices({ log, runs, experiments, session: runSession })),
    annotations: new Annotations(context.workspaceState),
  };
}
