import { Command, CommanderError, Option } from 'commander';
import type { DoctorOptions } from './commands/doctor.js';
import type { ListOptions } from './commands/list.js';
import type { ParseOptions } from './commands/parse.js';
import type { RunCommandOptions } from './commands/run.js';
import type { SetupOptions } from './commands/setup.js';
import type { ShowOptions } from './commands/show.js';
import { IdxError } from '../core/dataset/idx.js';
import { RunSettingsError } from '../core/model/run-settings.js';
import { outliveReader } from './closed-pipe.js';
import { DEFAULT_EXPERIMENT } from './default-experiment.js';
import { CommandError, ExitCode, UsageError } from './exit.js';
import { blocks, duration, epochs, images, names, preset, seed, threads } from './values.js';

const EXAMPLES = `
Examples:
  $ langbench run mnist                        train in every implementation that is ready, and compare
  $ langbench run mnist --preset rigorous      ten blocks in random order, with a 95 % interval
  $ langbench run mnist --implementations python-tensorflow,julia-flux --threads 1
  $ langbench run mnist --images 5000 --epochs 2      a quick look
  $ langbench doctor                           what is ready, and what mends the rest
  $ julia train.jl | langbench parse -         the times that a program prints, as JSON lines
  $ langbench show latest                      the last run's table again

Exit codes: 0 all done, 1 some implementation failed, 2 usage, 130 cancelled.
LANGBENCH_DEBUG=1 shows where in the code an error came up.
`;

const RUN_EXAMPLES = `
Examples:
  $ langbench run mnist
  $ langbench run mnist --preset standard --threads 2
  $ langbench run ./my-job.langbench.json --json result.json

The run is saved in .langbench/runs of the current folder. Ctrl+C cancels and keeps what was measured.
`;

const PARSE_EXAMPLES = `
Examples:
  $ julia train.jl | langbench parse
  $ langbench parse training.log --dialect keras
  $ langbench parse training.log --pattern 'step (?<epoch>\\d+) needed (?<milliseconds>[\\d.]+) ms'
`;

/**
 * Understands the command line and does what it says. Commands are loaded when they are called, so that none waits for
 * another's libraries.
 *
 * @param argv as `process.argv`
 * @returns the exit code
 */
export async function main(argv: readonly string[], version: string): Promise<number> {
  outliveReader(process.stdout);
  outliveReader(process.stderr);
  let exitCode: number = ExitCode.done;
  const program = define(version, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

function define(version: string, end: (exitCode: number) => void): Command {
  const program = new Command('langbench')
    .description('The same training job in several languages: run fairly, measured, laid side by side.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES)
    .hook('preAction', requireFolder);

  program
    .command('run')
    .description('run an experiment and compare its implementations')
    .argument('[experiment]', 'id of a bundled experiment, or path of a .langbench.json file', DEFAULT_EXPERIMENT)
    .option('-i, --implementations <ids>', 'which ones, separated by commas (default: all that are ready)', names)
    .option('-e, --epochs <n>', "epochs of each trial (default: the experiment's)", epochs)
    .addOption(
      new Option('-b, --blocks <n>', 'how often each implementation runs, in random order (default: 1)')
        .argParser(blocks)
        .conflicts('preset'),
    )
    .option('-p, --preset <name>', 'blocks by name: quick 1, standard 5, rigorous 10', preset)
    .option('-t, --threads <n|default>', 'threads of each implementation', threads, 'default')
    .addOption(
      new Option('--images <n|all>', 'train on the first n images alone').argParser(images).default(null, 'all'),
    )
    .option('-d, --dataset <name|dir>', 'mnist, fashion-mnist, synthetic, or a folder with IDX files')
    .option('--seed <n>', 'of weights, batches and order (default: 1)', seed)
    .option('--timeout <time>', 'time limit of one trial: 90s, 45m, 2h (default: 1h)', duration)
    .option('--python <path>', 'Python interpreter')
    .option('--julia <path>', 'Julia interpreter')
    .option('--json <file>', 'also write the whole result as JSON; - for standard output')
    .option('-q, --quiet', 'no progress, only the result')
    .addOption(new Option('--check', 'only check what is asked for; `npm start` does before it sets up').hideHelp())
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (experiment: string, options: RunCommandOptions) => {
      end(await (await import('./commands/run.js')).run(experiment, options, version));
    });

  program
    .command('list')
    .description('list experiments, their implementations, and saved runs')
    .option('--json', 'as JSON')
    .action(async (options: ListOptions) => {
      end(await (await import('./commands/list.js')).list(options));
    });

  program
    .command('doctor')
    .description('tell what is ready to run, and the command that mends the rest')
    .argument('[experiment]', 'id or path', DEFAULT_EXPERIMENT)
    .option('--json', 'as JSON')
    .option('--python <path>', 'Python interpreter')
    .option('--julia <path>', 'Julia interpreter')
    .action(async (experiment: string, options: DoctorOptions) => {
      end(await (await import('./commands/doctor.js')).doctor(experiment, options));
    });

  program
    .command('setup')
    .description('make implementations ready: environments and packages')
    .argument('[ids...]', 'which ones (default: all)')
    .option('-x, --experiment <name>', 'id or path', DEFAULT_EXPERIMENT)
    .option('--python <path>', 'Python interpreter')
    .option('--julia <path>', 'Julia interpreter')
    .option('-q, --quiet', 'no progress, only the result')
    .action(async (ids: string[], options: SetupOptions) => {
      end(await (await import('./commands/setup.js')).setup(ids, options));
    });

  program
    .command('parse')
    .description("print the times found in a program's output as JSON lines")
    .argument('[file]', 'what the program printed; - for standard input', '-')
    .option('--dialect <name>', 'read one kind of output alone: marker, julia-time, keras, elapsed, ...')
    .option(
      '--pattern <regex>',
      'read by a pattern of your own, with a group named seconds, milliseconds, minutes, ...; also label, epoch; may be repeated',
      (pattern: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), pattern],
    )
    .addHelpText('after', PARSE_EXAMPLES)
    .action(async (file: string, options: ParseOptions) => {
      end(await (await import('./commands/parse.js')).parse(file, options));
    });

  program
    .command('show')
    .description("show a saved run's table again")
    .argument('[run]', 'its id, a beginning of it, latest, or its file', 'latest')
    .addOption(
      new Option('-f, --format <format>', 'how').choices(['table', 'markdown', 'csv', 'json']).default('table'),
    )
    .action(async (run: string, options: ShowOptions) => {
      end(await (await import('./commands/show.js')).show(run, options));
    });

  program
    .command('compare')
    .description('compare a run with an earlier one, implementation by implementation')
    .argument('<baseline>', 'the earlier run')
    .argument('[run]', 'the later one', 'latest')
    .action(async (baseline: string, run: string) => {
      end(await (await import('./commands/compare.js')).compare(baseline, run));
    });

  return program;
}

/** Files are named, found and saved relative to the current folder, which may have been deleted under the shell. */
function requireFolder(): void {
  try {
    process.cwd();
  } catch (error) {
    throw new CommandError('The current folder is not there any more. Change to another one, and try again.', {
      cause: error,
    });
  }
}

/** One clear message; the stack only for those who ask for it. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  const message = error instanceof Error ? error.message : String(error);
  const debug = process.env['LANGBENCH_DEBUG'];
  const stack = error instanceof Error && debug !== undefined && debug !== '' ? `\n${error.stack ?? ''}` : '';
  process.stderr.write(`error: ${message}${stack}\n`);
  // Data are named on the command line too.
  const isUsage = [UsageError, RunSettingsError, IdxError].some((kind) => error instanceof kind);
  return isUsage ? ExitCode.usage : ExitCode.failed;
}
