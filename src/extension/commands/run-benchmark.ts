import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import type { RunWishes } from '../../core/model/run-settings.js';
import { isSetUp, settingOf } from '../../core/report/remedy.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import type { App } from '../app.js';
import { commands } from '../contributions.js';
import { offer } from '../messages.js';
import { NothingReadyError, runBenchmark, type BenchmarkOptions } from '../run/benchmark.js';
import { withRunNotification } from '../run/progress-view.js';
import { signalOf } from '../run/signal-of.js';
import { benchmarkSettings, openSetting } from '../settings.js';
import { mayRun } from '../trust.js';
import { langbenchVersion } from '../workspace.js';
import { checkAlone, problemText, titleOf } from './environments.js';
import { pickOptions, type RunChoices } from './pick-options.js';

/** Runs an experiment under one cancellable notification. Rejects with what went wrong before the first trial. */
export async function benchmark(
  app: App,
  experiment: LoadedExperiment,
  wishes: RunWishes,
  { signal, onTaken }: BenchmarkOptions = {},
): Promise<Run | undefined> {
  const parts = { ...app, directory: app.runs.directory, langbenchVersion: langbenchVersion(app.context) };
  return withRunNotification(app.progress, experiment.experiment.title, (token) =>
    runBenchmark(parts, experiment, wishes, {
      signal: AbortSignal.any([signalOf(token), ...(signal ? [signal] : [])]),
      ...(onTaken && { onTaken }),
    }),
  );
}

/** Runs an experiment for the person at the keyboard: the panel follows it, and what can be mended is offered to be. */
export async function runForPerson(app: App, experiment: LoadedExperiment, wishes: RunWishes = {}): Promise<void> {
  if (!mayRun(app.log)) return;
  try {
    await benchmark(app, experiment, wishes, {
      onTaken: () => {
        app.panels.follow();
        return undefined;
      },
    });
  } catch (error) {
    if (error instanceof NothingReadyError) offerMending(app, experiment, error);
    else throw error;
  }
}

export async function runMnistBenchmark(app: App): Promise<void> {
  await runForPerson(app, await app.experiments.mnist());
}

const CHOICES_KEY = 'langbench.runChoices';

/** Asks for the options, remembers them in this workspace, and runs. */
export async function runMnistBenchmarkWithOptions(app: App): Promise<void> {
  if (!mayRun(app.log)) return;
  const experiment = await app.experiments.mnist();
  const readiness = await checkAlone(app, experiment);
  if (readiness === undefined) return;
  const { implementations, epochs, blocks, threads, dataset } = benchmarkSettings();
  const { defaults } = experiment.experiment;
  const ready = readiness.filter(({ state }) => state === 'ready').map(({ implementation }) => implementation);
  const remembered = app.context.workspaceState.get<Partial<RunChoices>>(CHOICES_KEY);
  const choices = await pickOptions(experiment, readiness, {
    implementations: implementations.length > 0 ? implementations : ready,
    epochs: epochs ?? defaults.epochs,
    blocks,
    threads,
    dataset: dataset ?? defaults.dataset,
    ...remembered,
  });
  if (choices === undefined) return;
  await app.context.workspaceState.update(CHOICES_KEY, choices);
  await runForPerson(app, experiment, choices);
}

/** Says what is in the way of the first that can be mended, and offers that. */
function offerMending(app: App, experiment: LoadedExperiment, error: NothingReadyError): void {
  app.log.warn(error.message);
  const { missing } = error;
  const first =
    missing.find(({ problem }) => isSetUp(problem.remedy)) ??
    missing.find(({ problem }) => settingOf(problem.remedy) !== undefined) ??
    missing[0];
  if (first === undefined) throw error;
  const setting = settingOf(first.problem.remedy);
  const why = [titleOf(experiment, first.implementation), problemText(first.problem)] as const;
  const message =
    missing.length === 1
      ? vscode.l10n.t('{0} is not ready: {1}', ...why)
      : vscode.l10n.t('Nothing of {0} is ready on this machine yet. {1}: {2}', experiment.experiment.title, ...why);
  if (setting === undefined) {
    offer(app.log, vscode.window.showWarningMessage, message, vscode.l10n.t('Set Up Environments'), () =>
      vscode.commands.executeCommand(commands.setUpEnvironments, { experiment }),
    );
  } else {
    offer(app.log, vscode.window.showWarningMessage, message, vscode.l10n.t('Open Setting'), () =>
      openSetting(setting),
    );
  }
}
