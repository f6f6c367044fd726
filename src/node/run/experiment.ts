import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Implementation } from '../../core/model/experiment.js';
import type { FailureKind, Problem, Run, TrialKey } from '../../core/model/run.js';
import { checkSettings } from '../../core/model/run-settings.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { schedule } from '../../core/schedule/schedule.js';
import { toldBy } from '../../core/told-error.js';
import { threadVariables, trialCommand } from '../../core/trial/command.js';
import { warnAtStart } from '../../core/trial/warnings.js';
import { missingInterpreter, missingProgram } from '../../core/toolchain/judge.js';
import { countParameters } from '../../core/work/weights.js';
import { isUnwritable } from '../disk-errors.js';
import { RunStore } from '../store/index.js';
import { writeWorkFolder } from '../work/work-folder.js';
import { build } from './build.js';
import { captureEnvironment, readClock } from './environment.js';
import { gitCommitOf } from './git-commit.js';
import { MachineLoad } from './machine-load.js';
import { aloneOnMachine } from './machine-lock.js';
import { RunRecord } from './run-record.js';
import type { RunOptions, RunRequest } from './run-types.js';
import { ScratchError, withScratchFolder } from './scratch-folder.js';
import { runTrial, type TrialOutcome } from './trial.js';

/** What no second attempt changes: once found, an implementation's later trials are not started. */
const LASTING: readonly FailureKind[] = ['missing-interpreter', 'missing-package', 'wrong-version', 'missing-program'];

/** What all trials of a run share. */
interface Context {
  readonly request: RunRequest;
  readonly options: RunOptions;
  readonly record: RunRecord;
  /** Where logs go. */
  readonly logFolder: string;
  /** The work folder. */
  readonly work: string;
}

/**
 * Runs an experiment's trials one after another, saves the run after every one, and resolves with it however the
 * trials ended. Waits while another run measures on this machine. Rejects settings that no file of a run may hold.
 */
export async function runExperiment(request: RunRequest, options: RunOptions): Promise<Run> {
  checkSettings(request.settings).implementations.forEach((id) => implementationOf(request, id));
  const tellWaiting = (message: Sentence): void => {
    void options.onEvent({ type: 'waiting', message });
  };
  return aloneOnMachine(options.signal, tellWaiting, async () =>
    withScratchFolder(async (work) => {
      const store = new RunStore(request.directory);
      const record = await beginRecord(request, options.signal, store, work);
      return runTrials({ request, options, record, logFolder: store.logFolder(record.run.id), work });
    }),
  );
}

async function runTrials(context: Context): Promise<Run> {
  const { request, record } = context;
  const { signal, onEvent } = context.options;
  const { implementations, blocks, seed } = request.settings;
  const problems = new Map(Object.entries(request.problems ?? {}));
  try {
    await buildAll(context, problems);
    void onEvent({ type: 'run-started', run: record.run });
    for (const key of schedule(implementations, blocks, seed)) {
      if (signal.aborted) break;
      const problem = problems.get(key.implementation);
      const outcome = problem ? unstarted(key, problem) : await runOne(key, context);
      await record.addTrial(outcome);
      void onEvent({ type: 'trial-finished', trial: outcome.trial });
      if ('problem' in outcome.trial && LASTING.includes(outcome.trial.problem.kind)) {
        problems.set(key.implementation, outcome.trial.problem);
      }
    }
  } catch (error) {
    await record.finish('failed', [sentence('LangBench itself failed: {0}.', toldBy(error))]);
    throw error;
  }
  await record.finish(finalState(record.run, signal.aborted));
  const { run, file } = record;
  void onEvent({ type: 'run-finished', run, ...(file !== undefined && { file }) });
  return record.run;
}

/** Builds before the first trial: what a compiler takes of the machine must not be taken from a measurement. */
async function buildAll({ request, options, logFolder, work }: Context, problems: Map<string, Problem>): Promise<void> {
  const { implementations, timeoutSeconds } = request.settings;
  for (const id of implementations.filter((each) => !problems.has(each))) {
    const implementation = implementationOf(request, id);
    if (!implementation.build) continue;
    void options.onEvent({ type: 'waiting', message: sentence('Building {0}.', implementation.title) });
    const place = { work, logFolder, timeoutSeconds, signal: options.signal };
    const problem = await build(request.experiment, implementation, place);
    if (problem) problems.set(id, problem);
  }
}

async function beginRecord(
  request: RunRequest,
  signal: AbortSignal,
  store: RunStore,
  work: string,
): Promise<RunRecord> {
  const { settings, dataset, experiment: loaded } = request;
  const { experiment } = loaded;
  const startedAt = new Date();
  const load = new MachineLoad();
  const clock = await readClock();
  const [environment, dataUsed] = await Promise.all([
    captureEnvironment(request.gitCommit ?? gitCommitOf(dirname(loaded.file)), clock),
    writeWorkFolder(work, experiment, settings, dataset, signal).catch((error: unknown) => {
      throw isUnwritable(error) ? new ScratchError(error) : error;
    }),
  ]);
  const run: Run = {
    schema: 1,
    id: runId(startedAt, experiment.id),
    langbenchVersion: request.langbenchVersion,
    startedAt: startedAt.toISOString(),
    state: 'running',
    experiment: { id: experiment.id, title: experiment.title, parameters: countParameters(experiment.weights) },
    settings,
    dataset: dataUsed,
    environment,
    implementations: experiment.implementations.flatMap(({ id, title, language, framework }, order) =>
      settings.implementations.includes(id) ? [{ id, title, language, framework, order }] : [],
    ),
    trials: [],
    // The load average will not do where better is known: it still counts what ended a minute ago, such as the last run.
    warnings: warnAtStart(environment, clock, load.isKnown ? load.othersBusyCores() : environment.loadAtStart),
  };
  const record = new RunRecord(store, run, clock);
  await record.save();
  return record;
}

async function runOne(key: TrialKey, context: Context): Promise<TrialOutcome> {
  const { request, options, record, logFolder, work } = context;
  const { experiment, settings } = request;
  const implementation = implementationOf(request, key.implementation);
  const interpreter = request.interpreters[key.implementation];
  if (interpreter === undefined) return unstarted(key, missingInterpreter(implementation));

  const program = experiment.programPath(implementation);
  if (!existsSync(program)) return unstarted(key, missingProgram(implementation, program));
  const logName = `${key.implementation}-${key.block}.log.gz`;
  const alone = options.trialSignal?.(key);
  return runTrial(
    {
      key,
      implementation,
      command: trialCommand(implementation, settings, { interpreter, program, work }),
      cwd: dirname(program),
      env: {
        ...process.env,
        ...request.environments?.[key.implementation],
        ...threadVariables(implementation, settings.threads),
      },
      timeoutSeconds: settings.timeoutSeconds,
      logFile: join(logFolder, logName),
      log: `${record.run.id}/${logName}`,
    },
    {
      signal: AbortSignal.any([options.signal, ...(alone ? [alone] : [])]),
      onEvent: options.onEvent,
      onMeasured: (trial) => record.keep(trial),
    },
  );
}

function implementationOf({ experiment }: RunRequest, wanted: string): Implementation {
  const found = experiment.experiment.implementations.find(({ id }) => id === wanted);
  if (!found) throw new Error(`The experiment ${experiment.file} has no implementation "${wanted}".`);
  return found;
}

function unstarted(key: TrialKey, problem: Problem): TrialOutcome {
  return { trial: { ...key, state: 'not-started', problem }, warnings: [] };
}

function finalState({ trials }: Run, isCancelled: boolean): Run['state'] {
  if (isCancelled || trials.some(({ state }) => state === 'cancelled')) return 'cancelled';
  return trials.every(({ state }) => state === 'completed') ? 'completed' : 'failed';
}

/** Sorts by time, and differs between two runs of the same second: `20260301-100000-mnist-0a1b`. */
function runId(startedAt: Date, experiment: string): string {
  const [date = '', time = ''] = startedAt.toISOString().split('T');
  const stamp = `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
  return `${stamp}-${experiment}-${randomBytes(2).toString('hex')}`;
}
