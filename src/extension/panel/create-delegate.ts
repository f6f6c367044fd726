import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import { sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import { pickRun } from '../commands/pick-run.js';
import { commands } from '../contributions.js';
import type { Experiments } from '../experiments.js';
import type { Log } from '../log.js';
import type { PanelAction, PanelDelegate } from './delegate.js';
import type { RunSession } from '../run/session.js';
import type { Runs } from '../runs.js';
import { trialLogUri } from './trial-logs.js';

interface Parts {
  readonly log: Log;
  readonly runs: Runs;
  readonly experiments: Experiments;
  readonly session: RunSession;
}

/** What the result panel leaves to the rest of the extension. */
export function createPanelDelegate({ log, runs, experiments, session }: Parts): PanelDelegate {
  return {
    log,
    load: async (id) => runs.load(id),
    latest: async () => runs.latest(),
    file: (id) => runs.file(id),
    openLog: async (run, trial) => {
      const found = run.trials.find(
        (each) => each.implementation === trial.implementation && each.block === trial.block,
      );
      if (found === undefined || found.state === 'not-started' || found.log === undefined) {
        throw new ToldError(sentence('This trial has left no log.'));
      }
      await vscode.window.showTextDocument(trialLogUri(runs.file(run.id), found.log, found));
    },
    chooseBaseline: async (run) => pickRun(runs, vscode.l10n.t('Compare with which run?'), run),
    perform: async (action, run) => {
      await perform(action, run, experiments, session);
    },
  };
}

async function perform(
  action: PanelAction,
  run: Run | undefined,
  experiments: Experiments,
  session: RunSession,
): Promise<void> {
  switch (action) {
    case 'run':
      await vscode.commands.executeCommand(commands.runMnistBenchmark);
      return;
    case 'rerun':
      await vscode.commands.executeCommand(commands.runAgain, run);
      return;
    case 'cancel':
      session.cancel();
      return;
    case 'set-up': {
      const experiment = run && (await experiments.find(run.experiment.id));
      await vscode.commands.executeCommand(commands.setUpEnvironments, experiment && { experiment });
    }
  }
}
