import * as vscode from 'vscode';
import type { RunWishes } from '../core/model/run-settings.js';
import { sentence } from '../core/model/sentence.js';
import { headline } from '../core/report/index.js';
import { ToldError } from '../core/told-error.js';
import type { LoadedExperiment } from '../node/experiments.js';
import type { App } from './app.js';
import { benchmark } from './commands/run-benchmark.js';
import { MNIST, taskType } from './contributions.js';
import { tellError } from './messages.js';
import { OutputPty } from './terminals/output-pty.js';

/** As package.json's `taskDefinitions` describes it. */
interface BenchmarkTask extends vscode.TaskDefinition, RunWishes {
  readonly experiment?: string;
}

const EXIT_FAILED = 1;
const EXIT_CANCELLED = 130;

/** Offers every experiment, whole and by implementation, as tasks, and runs those of tasks.json. */
export class BenchmarkTaskProvider implements vscode.TaskProvider {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const experiments = await this.#app.experiments.all();
    return experiments.flatMap(({ experiment: { id, title, implementations } }) => [
      this.#task({ type: taskType, experiment: id }, title),
      ...implementations.map((implementation) =>
        this.#task(
          { type: taskType, experiment: id, implementations: [implementation.id] },
          `${title}: ${implementation.title}`,
        ),
      ),
    ]);
  }

  resolveTask(task: vscode.Task): vscode.Task {
    return this.#task(task.definition, task.name, task.scope);
  }

  #task(definition: vscode.TaskDefinition, name: string, scope?: vscode.Task['scope']): vscode.Task {
    const execution = new vscode.CustomExecution(async (resolved) =>
      Promise.resolve(createTaskPty(this.#app, resolved as BenchmarkTask)),
    );
    return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, 'LangBench', execution);
  }
}

/** A terminal that runs the task when it opens and closes with an exit code as the command line's. */
function createTaskPty(app: App, task: BenchmarkTask): vscode.Pseudoterminal {
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort();
  };
  const pty = new OutputPty({
    isLogged: true,
    opened: () => {
      void execute();
    },
    interrupt: cancel,
    closed: cancel,
  });
  const execute = async (): Promise<void> => {
    try {
      const experiment = await findExperiment(app, task.experiment ?? MNIST);
      const run = await benchmark(app, experiment, task, {
        signal: controller.signal,
        // Before that, another run may be under way, which keeps its terminals.
        onTaken: () => app.terminals.redirectTo(pty),
      });
      if (run !== undefined) pty.notice(`── ${headline(run, vscode.l10n.t).text}`);
      pty.exit(run?.state === 'completed' ? 0 : run?.state === 'failed' ? EXIT_FAILED : EXIT_CANCELLED);
    } catch (error) {
      pty.notice(tellError(error), 'failure');
      pty.exit(EXIT_FAILED);
    }
  };
  return pty;
}

async function findExperiment(app: App, id: string): Promise<LoadedExperiment> {
  const experiment = await app.experiments.find(id);
  if (experiment !== undefined) return experiment;
  const known = (await app.experiments.all()).map((each) => each.experiment.id).join(', ');
  throw new ToldError(sentence('There is no experiment "{0}". There are: {1}.', id, known));
}
