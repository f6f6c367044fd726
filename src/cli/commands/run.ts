import type { Readiness } from '../../core/model/readiness.js';
import type { Run, RunSettings } from '../../core/model/run.js';
import { DEFAULT_SEED, type Preset, presets, readinessById } from '../../core/schedule/plan.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { checkReadiness } from '../../node/toolchain/index.js';
import { cancellable } from '../cancellation.js';
import { CommandError, ExitCode } from '../exit.js';
import { findExperiment, restrictTo } from '../find-experiment.js';
import { type InterpreterOptions, interpretersFrom } from '../interpreter-options.js';
import { type ProgressView, progressOn, silentProgress } from '../progress/index.js';

export interface RunCommandOptions extends InterpreterOptions {
  readonly implementations?: readonly string[];
  readonly epochs?: number;
  readonly blocks?: number;
  readonly preset?: Preset;
  readonly threads: number | 'default';
  readonly images: number | null;
  readonly dataset?: string;
  readonly seed?: number;
  readonly timeout?: number;
  /** A file, or `-` for standard output. */
  readonly json?: string;
  readonly quiet: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 3600;

/** `langbench run`: prepares, runs, saves and reports; progress goes to standard error, the result to standard output. */
export async function run(name: string, options: RunCommandOptions, version: string): Promise<number> {
  const experiment = await findExperiment(name);
  const progress = options.quiet ? silentProgress : progressOn(process.stderr);
  const { signal, release } = cancellable(() => {
    progress.log('Cancelling: what was measured is kept. Ctrl+C again ends at once.');
  });
  try {
    const result = await prepareAndRun(experiment, options, version, progress, signal);
    progress.stop();
    await (await import('../run-result.js')).reportResult(result, options.json);
    return exitCodeOf(result);
  } catch (error) {
    progress.stop();
    if (!signal.aborted) throw error;
    process.stderr.write('Cancelled before anything was measured.\n');
    return ExitCode.cancelled;
  } finally {
    release();
  }
}

async function prepareAndRun(
  experiment: LoadedExperiment,
  options: RunCommandOptions,
  version: string,
  progress: ProgressView,
  signal: AbortSignal,
): Promise<Run> {
  const chosen = restrictTo(experiment, options.implementations);
  progress.prepare('Checking what is ready');
  // The rest of the code is loaded while the interpreters are asked what they are.
  const [readiness, { runExperiment }, { prepareDataset }] = await Promise.all([
    checkReadiness(chosen, { interpreters: interpretersFrom(options), signal }),
    import('../../node/run/index.js'),
    import('../../node/dataset/index.js'),
    import('../run-result.js'),
  ]);
  const settings = settingsFor(experiment, options, chooseImplementations(readiness, options, progress));
  const dataset = await prepareDataset(settings.dataset, {
    signal,
    onProgress: ({ message, fraction }) => {
      progress.prepare(fraction === undefined ? message : `${message} ${Math.floor(fraction * 100)} %`);
    },
  });
  if (dataset.fallbackReason !== undefined) progress.log(dataset.fallbackReason);
  return runExperiment(
    {
      experiment,
      settings,
      directory: process.cwd(),
      dataset,
      langbenchVersion: version,
      ...readinessById(readiness),
    },
    {
      signal,
      onEvent: (event) => {
        progress.handle(event);
        return undefined;
      },
    },
  );
}

/** Those that were asked for, ready or not, since a run records why one could not start; else all that are ready. */
function chooseImplementations(
  readiness: readonly Readiness[],
  options: RunCommandOptions,
  progress: ProgressView,
): readonly string[] {
  if (options.implementations) return options.implementations;
  const ready = readiness.filter(({ state }) => state === 'ready').map(({ implementation }) => implementation);
  const missing = readiness.flatMap((each) =>
    each.state === 'not-ready'
      ? [`${each.implementation}: ${[each.problem.message, each.problem.remedy].filter(Boolean).join(' → ')}`]
      : [],
  );
  if (ready.length === 0) {
    throw new CommandError(['No implementation is ready on this machine.', ...missing].join('\n  '));
  }
  missing.forEach((line) => {
    progress.log(`Left out, ${line}`);
  });
  return ready;
}

function settingsFor(
  { experiment }: LoadedExperiment,
  options: RunCommandOptions,
  implementations: readonly string[],
): RunSettings {
  return {
    implementations,
    epochs: options.epochs ?? experiment.defaults.epochs,
    blocks: options.blocks ?? presets[options.preset ?? 'quick'],
    threads: options.threads,
    images: options.images,
    batchSize: experiment.defaults.batchSize,
    seed: options.seed ?? DEFAULT_SEED,
    timeoutSeconds: options.timeout ?? DEFAULT_TIMEOUT_SECONDS,
    dataset: options.dataset ?? experiment.defaults.dataset,
  };
}

function exitCodeOf({ state, trials }: Run): number {
  if (state === 'cancelled') return ExitCode.cancelled;
  return trials.every((trial) => trial.state === 'completed') ? ExitCode.done : ExitCode.failed;
}
