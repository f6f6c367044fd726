import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { commands, tools } from '../../../src/extension/contributions.js';
import { loadExperiment } from '../../../src/node/experiments.js';
import type { RunSummary } from '../../../src/node/store/index.js';
import { extension, savedRuns, until, withSettings, workspaceFolder } from '../editor.js';

const QUICK = { 'langbench.images': 512, 'langbench.epochs': 1, 'langbench.implementations': ['python-numpy'] };

const run = (id: string, ...args: unknown[]): Thenable<unknown> => vscode.commands.executeCommand(id, ...args);

function webviewTitles(): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label);
}

/** What the tree hands to its commands. */
async function newestRun(): Promise<RunSummary> {
  const [newest] = await savedRuns();
  assert.ok(newest);
  return newest as unknown as RunSummary;
}

/** Does the same again and again until the command has ended. */
async function untilEnd(command: Thenable<unknown>, again: string): Promise<void> {
  const doing = setInterval(() => void run(again), 1000);
  try {
    await command;
  } finally {
    clearInterval(doing);
  }
}

/** Answers input after input. */
const acceptUntilEnd = (command: Thenable<unknown>): Promise<void> =>
  untilEnd(command, 'workbench.action.acceptSelectedQuickOpenItem');

describe('commands', () => {
  before(async () => {
    await withSettings(QUICK, async () => {
      await run(commands.runMnistBenchmark);
      await run(commands.runMnistBenchmark);
    });
    assert.ok((await savedRuns()).length >= 2);
  });

  it('ask for options step by step, and remember them', async () => {
    const before = (await savedRuns()).length;
    await withSettings(QUICK, async () => {
      await acceptUntilEnd(run(commands.runMnistBenchmarkWithOptions));
    });
    const runs = await savedRuns();
    assert.equal(runs.length, before + 1);
    assert.deepEqual(
      runs[0]?.trials.map(({ implementation }) => implementation),
      ['python-numpy'],
    );
  });

  it('check and set up environments in lists that can be left, which leaves nothing under way', async () => {
    const before = (await savedRuns()).length;
    await untilEnd(run(commands.checkEnvironments), 'workbench.action.closeQuickOpen');
    await untilEnd(run(commands.setUpEnvironments), 'workbench.action.closeQuickOpen');
    await withSettings(QUICK, async () => run(commands.runMnistBenchmark));
    assert.equal((await savedRuns()).length, before + 1);
  });

  it('show the log', async () => {
    await run(commands.showLog);
    await until('the log', () =>
      vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === 'output' && uri.path.includes('LangBench'))
        ? true
        : undefined,
    );
  });

  it('show a saved run in a panel, and two beside each other', async () => {
    await run('workbench.action.closeAllEditors');
    const [newest, older] = (await savedRuns()) as unknown as RunSummary[];
    await run(commands.openRun, newest);
    await until('the panel', () => (webviewTitles().length === 1 ? true : undefined));
    await run(commands.compareRuns, newest, [newest, older]);
    assert.equal(webviewTitles().length, 1);
  });

  it('name a run, which its panel and file then show', async () => {
    const summary = await newestRun();
    const file = path.join(workspaceFolder(), '.langbench', 'runs', `${summary.id}.json`);
    // A panel that is still loading may take the focus, and with it the box away.
    await until('the name', async () => {
      await acceptUntilEnd(run(commands.renameRun, { ...summary, name: 'first try' }));
      const { name } = JSON.parse(await readFile(file, 'utf8')) as { name?: string };
      return name === 'first try' ? true : undefined;
    });
    await until('the panel’s title', () => (webviewTitles().includes('Results: first try') ? true : undefined));
  });

  it('delete a file among the runs that cannot be read', async () => {
    const file = path.join(workspaceFolder(), '.langbench', 'runs', 'half.json');
    await writeFile(file, '{"schema":1,');
    await run(commands.deleteRun, { file, message: 'damaged' });
    await assert.rejects(readFile(file), { code: 'ENOENT' });
  });

  it('delete a run, and bring it back', async () => {
    const summary = await newestRun();
    const isThere = async (): Promise<boolean> => (await savedRuns()).some(({ id }) => id === summary.id);
    await run(commands.deleteRun, summary);
    assert.equal(await isThere(), false);
    await until('the message', async () => {
      await run('notification.acceptPrimaryAction');
      return (await isThere()) ? true : undefined;
    });
  });

  it('open a program at the call that trains', async () => {
    const experiment = await loadExperiment(
      path.join(extension().extensionPath, 'experiments', 'mnist.langbench.json'),
    );
    const implementation = experiment.experiment.implementations.find(({ id }) => id === 'julia-plain');
    await run(commands.openProgram, { experiment, implementation });
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    assert.equal(document && path.basename(document.fileName), 'mnist_plain.jl');
    assert.match(document?.lineAt(selection?.active.line ?? 0).text ?? '', /@time .*train_epoch!/);
  });
});

describe('agents', () => {
  it('read the last result as Markdown', async () => {
    const result = await vscode.lm.invokeTool(tools.readLastResult, { input: {}, toolInvocationToken: undefined });
    const text = result.content
      .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
      .join('');
    assert.match(text, /Python NumPy/);
    assert.match(text, /\|/);
  });

  it('are told what to do instead when they ask for what does not exist', async () => {
    const input = { experiment: 'cifar' };
    await assert.rejects(
      async () => vscode.lm.invokeTool(tools.runBenchmark, { input, toolInvocationToken: undefined }),
      /There is no experiment "cifar"\. Call again with one of: mnist/,
    );
  });
});

describe('the experiment file', () => {
  it('is checked by its schema while it is written', async () => {
    const file = vscode.Uri.file(path.join(workspaceFolder(), 'own.langbench.json'));
    const manifest = path.join(extension().extensionPath, 'experiments', 'mnist.langbench.json');
    const text = (await readFile(manifest, 'utf8')).replace('"version": 1', '"version": "one"');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(file);
    const [first] = await until('a diagnostic', () => {
      const found = vscode.languages.getDiagnostics(file);
      return found.length > 0 ? found : undefined;
    });
    assert.ok(first);
    await vscode.workspace.fs.delete(file);
  });
});
