import * as vscode from 'vscode';
import type { App, Basics } from './app.js';
import { commands, LOG_SCHEME, taskType, tools, views, viewTypes } from './contributions.js';
import { Experiments } from './experiments.js';
import { Annotations } from './lenses/annotations.js';
import { LensChanges } from './lenses/changes.js';
import { DocumentCalls, LENS_DOCUMENTS } from './lenses/document-calls.js';
import { TrainCallLenses } from './lenses/provider.js';
import { createLog } from './log.js';
import { RunSession } from './run/session.js';
import { Runs } from './runs.js';
import { loadServices } from './services/load.js';
import { late } from './services/late.js';
import { TrainCallPatterns } from './train-call-patterns.js';
import { ExperimentsTree } from './tree/experiments-tree.js';
import { RunsTree } from './tree/runs-tree.js';
import { runsDirectory } from './workspace.js';

let opened: Promise<App> | undefined;

/** Registers everything, but makes only what shows what is known already; the rest is loaded at first need. */
export function activate(context: vscode.ExtensionContext): void {
  const basics = createBasics(context);
  const { log, session, experiments, runs, runsView, annotations, trainCallPatterns } = basics;
  const open = (): Promise<App> => (opened ??= loadServices().then(({ createApp }) => createApp(basics)));
  const lensChanges = new LensChanges(annotations);
  const lenses = new TrainCallLenses(annotations, new DocumentCalls(trainCallPatterns), lensChanges.event);
  context.subscriptions.push(
    log,
    session,
    experiments,
    runs,
    runsView,
    annotations,
    lensChanges,
    vscode.languages.registerCodeLensProvider(LENS_DOCUMENTS, lenses),
    vscode.languages.registerHoverProvider(LENS_DOCUMENTS, lenses),
    vscode.window.createTreeView(views.experiments, {
      treeDataProvider: new ExperimentsTree(experiments, runs, log),
    }),
    ...registerCommands(open),
    ...registerProviders(open),
  );
}

/** The window closes or reloads: no measured process may outlive it. */
export async function deactivate(): Promise<void> {
  await (await opened)?.session.stop();
}

function createBasics(context: vscode.ExtensionContext): Basics {
  const log = createLog();
  const session = new RunSession();
  const runs = new Runs(runsDirectory(context));
  return {
    context,
    log,
    session,
    experiments: new Experiments(context.extensionPath, log, session),
    runs,
    runsView: vscode.window.createTreeView(views.runs, { treeDataProvider: new RunsTree(runs), canSelectMany: true }),
    annotations: new Annotations(context.workspaceState),
    trainCallPatterns: new TrainCallPatterns(log),
  };
}

function registerCommands(open: () => Promise<App>): vscode.Disposable[] {
  return Object.values(commands).map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      const { execute } = await loadServices();
      await execute(await open(), id, args);
    }),
  );
}

function registerProviders(open: () => Promise<App>): vscode.Disposable[] {
  const made = async <T>(make: (services: Awaited<ReturnType<typeof loadServices>>, app: App) => T): Promise<T> =>
    make(await loadServices(), await open());
  const panels = async () => (await open()).panels;
  const tasks = () => made(({ BenchmarkTaskProvider }, app) => new BenchmarkTaskProvider(app));
  const runTool = () => made(({ RunBenchmarkTool }, app) => new RunBenchmarkTool(app));
  const readTool = () => made(({ ReadLastResultTool }, app) => new ReadLastResultTool(app));
  const logs = () => made(({ TrialLogs }) => new TrialLogs());
  return [
    vscode.window.registerWebviewPanelSerializer(viewTypes.results, late(panels, 'deserializeWebviewPanel')),
    vscode.tasks.registerTaskProvider(taskType, late(tasks, 'provideTasks', 'resolveTask')),
    vscode.lm.registerTool(tools.runBenchmark, late(runTool, 'prepareInvocation', 'invoke')),
    vscode.lm.registerTool(tools.readLastResult, late(readTool, 'prepareInvocation', 'invoke')),
    vscode.workspace.registerTextDocumentContentProvider(LOG_SCHEME, late(logs, 'provideTextDocumentContent')),
  ];
}
