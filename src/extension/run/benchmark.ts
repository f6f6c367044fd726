import * as vscode from 'vscode';
import type { Experiment } from '../../core/model/experiment.js';
import type { NotReady, Readiness } from '../../core/model/readiness.js';
import type { Run } from '../../core/model/run.js';
import { joined, sentence } from '../../core/model/sentence.js';
import { checkWishes, type RunWishes } from '../../core/model/run-settings.js';
import { describeSynthetic, english, tell } from '../../core/report/index.js';
import { problemSentences } from '../../core/report/remedy.js';
import { chooseImplementations, runSettings, unknownImplementations } from '../../core/schedule/plan.js';
import { ToldError } from '../../core/told-error.js';
import { readinessById } from '../../core/toolchain/readiness-by-id.js';
import { prepareDataset } from '../../node/dataset/prepare.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { runExperiment } from '../../node/run/index.js';
import type { Experiments } from '../experiments.js';
import type { Log } from '../log.js';
import { benchmarkSettings } from '../settings.js';
import { withSettings } from './plan.js';
import type { RunSession } from './session.js';

/** Nothing of what was asked for can run on this machine; the message says why for each implementation, a line each. */
export class NothingReadyError extends ToldError {
  override readonly name = 'NothingReadyError';

  constructor(
    { implementations }: Experiment,
    readonly missing: readonly NotReady[],
  ) {
    const lines = missing.map(({ implementation, problem }) => {
      const title = implementations.find(({ id }) => id === implementation)?.title ?? implementation;
      return sentence('{0}: {1}', title, joined(problemSentences(problem), ' '));
    });
    super(joined(lines, '\n'));
  }
}

export interface BenchmarkParts {
  readonly session: RunSession;
  readonly experiments: Experiments;
  readonly log: Log;
  readonly directory: string;
  readonly langbenchVersion: string;
}

export interface BenchmarkOptions {
  /** Cancels this run, also before it has begun; one that it had to give way to goes on. */
  readonly signal?: AbortSignal;
  /** Called when the session is this run's; what it gives, if anything, is disposed of when the run has ended. */
  readonly onTaken?: () => vscode.Disposable | undefined;
}

/** Prepares and runs an experiment. Resolves with the run however its trials ended, undefined when cancelled before it began. */
export async function runBenchmark(
  parts: BenchmarkParts,
  experiment: LoadedExperiment,
  asked: RunWishes,
  { signal: cancelled, onTaken }: BenchmarkOptions = {},
): Promise<Run | undefined> {
  // Tasks are written by hand, and tools are called by models.
  const wishes = checkWishes(asked);
  const unknown = unknownImplementations(experiment.experiment, wishes.implementations);
  if (unknown.length > 0) {
    const known = experiment.experiment.implementations.map(({ id }) => id).join(', ');
    throw new ToldError(sentence('There is no implementation "{0}". There are: {1}.', unknown.join('", "'), known));
  }
  const work = async (signal: AbortSignal): Promise<Run> => {
    // Whoever shows the run is to know by then that it is to come.
    parts.session.prepare(vscode.l10n.t('Checking environments'));
    const taken = onTaken?.();
    try {
      return await prepareAndRun(parts, experiment, wishes, signal);
    } finally {
      taken?.dispose();
    }
  };
  return parts.session.start(experiment.experiment.title, work, cancelled);
}

async function prepareAndRun(
  { session, experiments, log, directory, langbenchVersion }: BenchmarkParts,
  experiment: LoadedExperiment,
  wishes: RunWishes,
  signal: AbortSignal,
): Promise<Run> {
  const readiness = await experiments.check(experiment, signal);
  const decided = withSettings(experiment, wishes, benchmarkSettings());
  const implementations = chooseImplementations(decided, readiness);
  assertSomeReady(experiment.experiment, decided.implementations ?? [], readiness);
  const settings = runSettings(experiment.experiment, decided, implementations);
  const dataset = await prepareDataset(settings.dataset, {
    signal,
    onProgress: ({ message }) => {
      session.prepare(tell(message, vscode.l10n.t));
    },
  });
  if (dataset.record.standsInFor) log.warn(describeSynthetic(dataset.record, english));
  log.info(`Running ${experiment.experiment.id}: ${JSON.stringify(settings)}`);
  return runExperiment(
    { experiment, settings, directory, dataset, langbenchVersion, ...readinessById(readiness) },
    {
      signal,
      trialSignal: (trial) => session.trialSignal(trial),
      onEvent: (event) => {
        session.emit(experiment, event);
        return undefined;
      },
    },
  );
}

/** Throws {@link NothingReadyError} when none of those that are asked for by name, or of all, can run. */
function assertSomeReady(experiment: Experiment, asked: readonly string[], readiness: readonly Readiness[]): void {
  const wanted = readiness.filter(({ implementation }) => asked.length === 0 || asked.includes(implementation));
  const missing = wanted.filter((each) => each.state === 'not-ready');
  if (missing.length === wanted.length) throw new NothingReadyError(experiment, missing);
}
