import * as vscode from 'vscode';
import type { Run } from '../core/model/run.js';
import { checkWishes, type RunWishes } from '../core/model/run-settings.js';
import { english, toMarkdown } from '../core/report/index.js';
import type { App } from './app.js';
import { benchmark } from './commands/run-benchmark.js';
import { MNIST } from './contributions.js';
import { messageOf } from './log.js';
import { signalOf } from './run/signal-of.js';

/** As package.json's `inputSchema` describes it. */
interface RunInput extends RunWishes {
  readonly experiment?: string;
}

/** Lets an agent run a benchmark, once the person has said yes. What goes wrong is worded for the model to act on. */
export class RunBenchmarkTool implements vscode.LanguageModelTool<RunInput> {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<RunInput>): vscode.PreparedToolInvocation {
    const message = new vscode.MarkdownString(
      vscode.l10n.t('This trains networks on this machine and keeps it busy for minutes.'),
    );
    message.appendMarkdown('\n');
    // A model's own words, which must not read as LangBench's.
    for (const [name, value] of Object.entries({ experiment: input.experiment, ...checkWishes(input) })) {
      if (value !== undefined) message.appendMarkdown(`\n- ${name}: `).appendText(JSON.stringify(value));
    }
    return {
      invocationMessage: vscode.l10n.t('Running a LangBench benchmark'),
      confirmationMessages: { title: vscode.l10n.t('Run a LangBench benchmark?'), message },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<RunInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    if (!vscode.workspace.isTrusted) {
      throw new Error('This workspace is not trusted, so nothing may be run. Ask the user to trust it; do not retry.');
    }
    const { experiment: id = MNIST, ...wishes } = input;
    const experiment = await this.#app.experiments.find(id);
    if (experiment === undefined) {
      const known = (await this.#app.experiments.all()).map((each) => each.experiment.id).join(', ');
      throw new Error(`There is no experiment "${id}". Call again with one of: ${known}.`);
    }
    try {
      const run = await benchmark(this.#app, experiment, wishes, { signal: signalOf(token) });
      if (run === undefined)
        throw new Error('The user cancelled before the first trial. Do not retry unless asked to.');
      return resultOf(run);
    } catch (error) {
      throw new Error(`The benchmark did not run. ${messageOf(error)}`, { cause: error });
    }
  }
}

/** Lets an agent read the newest saved run. */
export class ReadLastResultTool implements vscode.LanguageModelTool<object> {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  prepareInvocation(): vscode.PreparedToolInvocation {
    return { invocationMessage: vscode.l10n.t('Reading the last LangBench result') };
  }

  async invoke(): Promise<vscode.LanguageModelToolResult> {
    const run = await this.#app.runs.latest();
    if (run === undefined) {
      throw new Error(
        'No run is saved in this workspace yet. Offer to run the benchmark with langbench_run_benchmark.',
      );
    }
    return resultOf(run);
  }
}

/** A run's report in English, whatever the window's language: it is read by a model. */
function resultOf(run: Run): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(toMarkdown(run, english))]);
}
