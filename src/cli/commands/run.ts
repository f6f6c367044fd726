import { dirname } from 'node:path';
import type { NotReady, Readiness } from '../../core/model/readiness.js';
import type { Problem } from '../../core/model/run.js';
import { checkWishes, type RunWishes } from '../../core/model/run-settings.js';
import { describeSynthetic, english, tell } from '../../core/report/index.js';
import { chooseImplementations, type Preset, presets, runSettings } from '../../core/schedule/plan.js';
import { readinessById } from '../../core/toolchain/readiness-by-id.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { checkReadiness, type ChosenInterpreters } from '../../node/toolchain/index.js';
import { cancellable } from '../cancellation.js';
import { CommandError, ExitCode } from '../exit.js';
import { findExperiment, restrictTo } from '../find-experiment.js';
import { type ProgressView, progressOn, silentProgress } from '../progress/progress-view.js';
import { messageText, remedyText, type SetUpTarget } from '../remedy-text.js';
import type { RunResult } from '../run-result.js';

export interface RunCommandOptions extends ChosenInterpreters {
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
  readonly quiet?: true;
  readonly check?: true;
}

/** `langbench run`: prepares, runs, saves and reports; progress goes to standard error, the result to standard output. */
export async function run(name: string, options: RunCommandOptions, version: string): Promise<number> {
  const experiment = await findExperiment(name);
  if (options.check) {
    await checkOptions(experiment, options);
    return ExitCode.done;
  }
  const target = { ...options, experiment: name };
  const progress = options.quiet ? silentProgress : progressOn(process.stderr, target);
  const { signal, release } = cancellable(() => {
    progress.log('Cancelling: what was measured is kept. Ctrl+C again ends at once.');
  });
  try {
    const result = await prepareAndRun(experiment, target, version, progress, signal);
    progress.stop();
    await (await import('../run-result.js')).reportResult(result, target, options.json);
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

/** What can be told to be wrong before anything takes time. */
async function checkOptions(
  experiment: LoadedExperiment,
  options: RunCommandOptions,
): Promise<{ wishes: RunWishes; chosen: LoadedExperiment }> {
  const wishes = checkWishes(wishesOf(options));
  const chosen = restrictTo(experiment, options.implementations);
  if (options.dataset !== undefined) (await import('../../node/dataset/prepare.js')).requireDataset(options.dataset);
  if (options.json !== undefined && options.json !== '-')
    await (await import('../run-result.js')).checkJsonTarget(options.json);
  return { wishes, chosen };
}

async function prepareAndRun(
  experiment: LoadedExperiment,
  options: RunCommandOptions & SetUpTarget,
  version: string,
  progress: ProgressView,
  signal: AbortSignal,
): Promise<RunResult> {
  const { wishes, chosen } = await checkOptions(experiment, options);
  progress.prepare('Checking what is ready');
  // The rest of the code is loaded, and git asked, while the interpreters are asked what they are.
  const runner = import('../../node/run/index.js');
  const gitCommit = runner.then(({ gitCommitOf }) => gitCommitOf(dirname(experiment.file)));
  const [readiness, { runExperiment }, { prepareDataset }] = await Promise.all([
    checkReadiness(chosen, { interpreters: options, signal }),
    runner,
    import('../../node/dataset/prepare.js'),
    import('../run-result.js'),
  ]);
  const implementations = chooseImplementations(wishes, readiness);
  tellMissing(readiness, implementations, options, progress);
  const settings = runSettings(experiment.experiment, wishes, implementations);
  const dataset = await prepareDataset(settings.dataset, {
    signal,
    onProgress: ({ message, fraction }) => {
      const share = fraction === undefined ? '' : ` ${Math.floor(fraction * 100)} %`;
      progress.prepare(`${tell(message, english)}${share}`);
    },
  });
  if (dataset.record.standsInFor) progress.log(describeSynthetic(dataset.record, english));
  let file: string | undefined;
  const run = await runExperiment(
    {
      experiment,
      settings,
      directory: process.cwd(),
      dataset,
      gitCommit,
      langbenchVersion: version,
      ...readinessById(readiness),
    },
    {
      signal,
      onEvent: (event) => {
        if (event.type === 'run-finished') file = event.file;
        progress.handle(event);
        return undefined;
      },
    },
  );
  return { run, ...(file !== undefined && { file }) };
}

/** Says what is left out and why. Throws when nothing is left that could run. */
function tellMissing(
  readiness: readonly Readiness[],
  chosen: readonly string[],
  target: SetUpTarget,
  progress: ProgressView,
): void {
  const missing = readiness.filter((each) => each.state === 'not-ready');
  const inWords = ({ implementation, problem }: NotReady): string =>
    `${implementation}: ${describeProblem(problem, target)}`;
  if (chosen.every((id) => missing.some(({ implementation }) => implementation === id))) {
    const [head, told] =
      chosen.length === 0
        ? ['No implementation is ready on this machine.', missing]
        : [
            'None of the implementations asked for is ready.',
            missing.filter((each) => chosen.includes(each.implementation)),
          ];
    throw new CommandError([head, ...told.map(inWords)].join('\n  '));
  }
  for (const each of missing.filter(({ implementation }) => !chosen.includes(implementation))) {
    progress.log(`Left out, ${inWords(each)}`);
  }
}

function describeProblem(problem: Problem, target: SetUpTarget): string {
  const message = messageText(problem);
  return problem.remedy === undefined ? message : `${message} → ${remedyText(problem.remedy, target)}`;
}

function wishesOf({ preset, timeout: timeoutSeconds, ...options }: RunCommandOptions): RunWishes {
  return { ...options, timeoutSeconds, blocks: options.blocks ?? presets[preset ?? 'quick'] };
}

/** What could not be saved is no success either: scripts look for it. */
function exitCodeOf({ run: { state, trials }, file }: RunResult): number {
  if (state === 'cancelled') return ExitCode.cancelled;
  const isDone = file !== undefined && trials.every((trial) => trial.state === 'completed');
  return isDone ? ExitCode.done : ExitCode.failed;
}
