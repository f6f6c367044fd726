import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readiness } from '../../core/model/readiness.js';
import type { Run, RunSettings } from '../../core/model/run.js';
import { toJson } from '../../core/report/index.js';
import { DEFAULT_SEED, type Preset, presets, readinessById } from '../../core/schedule/plan.js';
import { prepareDataset } from '../../node/dataset/index.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { RunStore } from '../../node/store/index.js';
import { checkReadiness } from '../../node/toolchain/index.js';
import { cancellable } from '../cancellation.js';
import { CommandError, ExitCode } from '../exit.js';
import { findExperiment, restrictTo } from '../find-experiment.js';
import { type InterpreterOptions, interpretersFrom } from '../interpreter-options.js';
import { type ProgressView, progressOn, silentProgress } from '../progress/index.js';
import { styleFor } from '../style.js';

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
    await report(result, options);
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
  const [readiness, { runExperiment }] = await Promise.all([
    checkReadiness(chosen, { interpreters: interpretersFrom(options), signal }),
    import('../../node/run/index.js'),
    import('../report-text.js'),
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

/** The table for people; where standard output carries JSON it goes to standard error instead. */
async function report(result: Run, { json }: RunCommandOptions): Promise<void> {
  const { reportText } = await import('../report-text.js');
  const output = json === '-' ? process.stderr : process.stdout;
  output.write(reportText(result, { style: styleFor(output), width: output.isTTY ? output.columns : Infinity }));
  const file = join(new RunStore(process.cwd()).folder, `${result.id}.json`);
  // A run that could not be saved says so in its warnings.
  if (existsSync(file)) output.write(`Saved: ${file}\n`);
  if (json === '-') process.stdout.write(toJson(result));
  else if (json !== undefined) await writeJson(resolve(json), result);
}

async function writeJson(file: string, result: Run): Promise<void> {
  try {
    await writeFile(file, toJson(result));
  } catch (error) {
    throw new CommandError(`The run is saved, but ${file} could not be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function exitCodeOf({ state, trials }: Run): number {
  if (state === 'cancelled') return ExitCode.cancelled;
  return trials.every((trial) => trial.state === 'completed') ? ExitCode.done : ExitCode.failed;
}
