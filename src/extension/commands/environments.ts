import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { NotReady, Readiness } from '../../core/model/readiness.js';
import type { Problem } from '../../core/model/run.js';
import { isSetUp, problemLines, problemSentences, settingOf, type RemedySetting } from '../../core/report/remedy.js';
import { joined, sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import { english, tell } from '../../core/report/translate.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { setUp as makeReady } from '../../node/toolchain/index.js';
import type { App } from '../app.js';
import { commands } from '../contributions.js';
import { offer, showError, tellError } from '../messages.js';
import { signalOf } from '../run/signal-of.js';
import { readablePath } from '../readable-path.js';
import { readinessText, versionsOf } from '../readiness-text.js';
import { interpreterSettings, openSetting } from '../settings.js';
import { mayRun } from '../trust.js';
import { pickExperiment } from './pick-experiment.js';

interface ReadinessItem extends vscode.QuickPickItem {
  readonly readiness: Readiness;
}

export function titleOf({ experiment }: LoadedExperiment, id: string): string {
  return experiment.implementations.find((each) => each.id === id)?.title ?? id;
}

function describe(experiment: LoadedExperiment, readiness: Readiness): ReadinessItem {
  const label = titleOf(experiment, readiness.implementation);
  if (readiness.state === 'ready') {
    return {
      readiness,
      label: `$(pass) ${label}`,
      description: versionsOf(readiness).join(' · '),
      detail: readablePath(readiness.interpreter),
    };
  }
  return {
    readiness,
    label: `$(warning) ${label}`,
    description: readinessText(readiness),
    detail: problemText(readiness.problem),
  };
}

/** What is wrong and what to do about it, for a place that offers to set up, so that this needs no advice. */
export function problemText(problem: Problem): string {
  return isSetUp(problem.remedy)
    ? tell(problem.message, vscode.l10n.t)
    : problemLines(problem, vscode.l10n.t).join(' ');
}

/** Shows which implementations can run here; choosing one that cannot sets it up, or shows the setting that is in its way. */
export async function checkEnvironments(app: App, given?: LoadedExperiment): Promise<void> {
  if (!mayRun(app.log)) return;
  const experiment =
    given ?? (await pickExperiment(app.experiments, vscode.l10n.t('Check the environments of which experiment?')));
  if (experiment === undefined) return;
  app.session.assertIdle();
  const left = new AbortController();
  const items = checkAlone(app, experiment, left.signal).then((readiness = []) =>
    readiness.map((each) => describe(experiment, each)),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Environments of {0}', experiment.experiment.title),
    placeHolder: vscode.l10n.t('Choose one that is not ready to set it up'),
    matchOnDescription: true,
  });
  left.abort();
  if (picked?.readiness.state === 'not-ready') await mend(app, experiment, picked.readiness);
}

/** Makes one that is known not to be ready so; in the tree, the row's own button. */
export async function setUpImplementation(
  app: App,
  { experiment, implementation }: { experiment: LoadedExperiment; implementation: Implementation },
): Promise<void> {
  if (!mayRun(app.log)) return;
  app.session.assertIdle();
  const known = app.experiments.knownReadiness(experiment)?.find((each) => each.implementation === implementation.id);
  if (known?.state === 'not-ready') await mend(app, experiment, known);
}

async function mend(app: App, experiment: LoadedExperiment, { implementation, problem }: NotReady): Promise<void> {
  const setting = settingOf(problem.remedy);
  if (setting !== undefined) await openSetting(setting);
  else await setUp(app, experiment, [implementation]);
}

/**
 * Looks at the machine as this window's only work, since that starts interpreters; the status bar tells. Undefined when
 * cancelled.
 */
export async function checkAlone(
  { session, experiments }: App,
  experiment: LoadedExperiment,
  cancelled?: AbortSignal,
): Promise<readonly Readiness[] | undefined> {
  const check = async (signal: AbortSignal): Promise<readonly Readiness[]> => experiments.check(experiment, signal);
  return session.start(sentence('Checking environments'), check, cancelled);
}

/** Lets the person choose what to make ready, and makes it so. */
export async function setUpEnvironments(app: App, given?: LoadedExperiment): Promise<void> {
  if (!mayRun(app.log)) return;
  const experiment =
    given ?? (await pickExperiment(app.experiments, vscode.l10n.t('Set up the environments of which experiment?')));
  if (experiment === undefined) return;
  const readiness = await checkAlone(app, experiment);
  if (readiness === undefined) return;
  const missing = readiness.filter((each) => each.state === 'not-ready');
  if (missing.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Every implementation is ready.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(
    missing.map((each) => ({ ...describe(experiment, each), picked: isSetUp(each.problem.remedy) })),
    { canPickMany: true, title: vscode.l10n.t('Set up which implementations?') },
  );
  if (picked === undefined || picked.length === 0) return;
  await setUp(
    app,
    experiment,
    picked.map((item) => item.readiness.implementation),
  );
}

async function setUp(app: App, experiment: LoadedExperiment, ids: readonly string[]): Promise<void> {
  const readiness = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('[Setting up environments](command:{0})', commands.showLog),
      cancellable: true,
    },
    async (progress, token) => {
      const work = async (signal: AbortSignal): Promise<readonly Readiness[]> =>
        makeReady(experiment, ids, {
          signal,
          interpreters: interpreterSettings(),
          onProgress: ({ implementation, message }) => {
            app.log.info(`${implementation}: ${tell(message, english)}`);
            const told = tell(message, vscode.l10n.t);
            progress.report({ message: `${titleOf(experiment, implementation)}: ${told}` });
          },
        });
      return app.session.start(sentence('Setting up environments'), work, signalOf(token));
    },
  );
  if (readiness === undefined) return;
  app.experiments.remember(experiment, readiness);
  tellOutcome(app, experiment, readiness);
}

function tellOutcome({ log }: App, experiment: LoadedExperiment, readiness: readonly Readiness[]): void {
  const problems = readiness.flatMap((each) => (each.state === 'ready' ? [] : [each.problem]));
  if (problems.length > 0) {
    const error = new ToldError(joined(problems.flatMap(problemSentences), ' '));
    const setting = settingToChange(problems);
    if (setting === undefined) {
      showError(log, error);
    } else {
      offer(log, vscode.window.showErrorMessage, tellError(error), vscode.l10n.t('Open Setting'), () =>
        openSetting(setting),
      );
    }
    return;
  }
  const message = vscode.l10n.t('{0} is ready to run.', experiment.experiment.title);
  const run = vscode.l10n.t('Run {0}', experiment.experiment.title);
  offer(log, vscode.window.showInformationMessage, message, run, () =>
    vscode.commands.executeCommand(commands.runExperiment, { experiment }),
  );
}

/** The setting that is in the way of the first that a setting is in the way of. */
function settingToChange(problems: readonly Problem[]): RemedySetting | undefined {
  return problems.map(({ remedy }) => settingOf(remedy)).find((setting) => setting !== undefined);
}
