import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../../src/extension/contributions.js';
import {
  extension,
  lensTitles,
  processesWith,
  savedRuns,
  terminalNamed,
  TerminalTexts,
  until,
  withSettings,
} from '../editor.js';

const SMALL = {
  'langbench.images': 1024,
  'langbench.epochs': 2,
  'langbench.implementations': ['python-numpy', 'julia-plain'],
};
const NUMPY = 'NumPy';
const JULIA = 'plain Julia';

describe('the MNIST benchmark', () => {
  const texts = new TerminalTexts();
  after(() => {
    texts.dispose();
  });

  it('runs real programs in terminals of their own and saves what it measured', async () => {
    await withSettings(SMALL, async () => {
      await vscode.commands.executeCommand(commands.runMnistBenchmark);
    });
    const [run] = await savedRuns();
    assert.equal(run?.state, 'completed');
    const trials = run.trials.map(({ implementation, state }) => `${implementation} ${state}`).sort();
    assert.deepEqual(trials, ['julia-plain completed', 'python-numpy completed']);
  });

  it("shows the programs' own output, without marker lines, as a terminal wants it", async () => {
    await until('the text is flushed', () =>
      [NUMPY, JULIA].every((name) => texts.of(name).includes('completed in')) ? true : undefined,
    );
    assert.match(texts.of(NUMPY), /The time elapsed: {2}\d+\.\d+\r\n/);
    assert.match(texts.of(JULIA), /\d\.\d{6} seconds/);
    for (const name of [NUMPY, JULIA]) {
      assert.doesNotMatch(texts.of(name), /:::LANGBENCH/);
      assert.doesNotMatch(texts.of(name), /[^\r]\n/);
    }
  });

  it('opens side by side the scripts that it measured', async () => {
    await vscode.commands.executeCommand(commands.openScriptsSideBySide);
    const open = vscode.window.visibleTextEditors.map(({ document }) => path.basename(document.fileName)).sort();
    assert.deepEqual(open, ['mnist_numpy.py', 'mnist_plain.jl']);
  });

  it('keeps the terminals readable after the end, and uses them again', async () => {
    const before = terminalNamed(NUMPY);
    assert.ok(before);
    await withSettings({ ...SMALL, 'langbench.implementations': ['python-numpy'] }, async () => {
      await vscode.commands.executeCommand(commands.runMnistBenchmark);
    });
    assert.equal(terminalNamed(NUMPY), before);
    assert.equal(vscode.window.terminals.filter(({ name }) => name === NUMPY).length, 1);
  });

  it('puts the times above the train calls of the programs', async () => {
    const program = vscode.Uri.file(path.join(extension().extensionPath, 'julia', 'mnist_plain.jl'));
    const document = await vscode.workspace.openTextDocument(program);
    const titles = await until('lenses with times', async () => {
      const found = await lensTitles(program);
      return found.some((title) => title.includes('/epoch')) ? found : undefined;
    });
    const timed = titles.find((title) => title.includes('/epoch')) ?? '';
    assert.match(timed, /^\d+: [\d.]+\s*m?s\/epoch · first [\d.]+\s*m?s/);
    assert.match(document.lineAt(Number(timed.split(':')[0])).text, /@time .*train_epoch!/);
  });

  it('shows the results in one panel', async () => {
    await vscode.commands.executeCommand(commands.showResults);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const panels = tabs.filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.equal(panels.length, 1);
  });
});

describe('cancelling', () => {
  const LONG = {
    'langbench.images': 2048,
    'langbench.epochs': 500,
    'langbench.implementations': ['python-numpy', 'julia-plain'],
  };
  let texts: TerminalTexts;
  beforeEach(() => {
    texts = new TerminalTexts();
  });
  afterEach(() => {
    texts.dispose();
  });

  /** Whether a program has begun, and then printed: what an earlier one left to be shown does not count. */
  const prints = (name: string): boolean => /· block \d+ ·.*(?:elapsed|seconds)/s.test(texts.of(name));

  /** Starts a run that would take very long and waits until its first program prints; tells whose terminal that is. */
  async function startLongRun(): Promise<{ ended: Promise<void>; name: string }> {
    const ended = Promise.resolve(vscode.commands.executeCommand<undefined>(commands.runMnistBenchmark));
    const name = await until('a program prints', () => [NUMPY, JULIA].find(prints));
    return { ended, name };
  }

  async function assertNothingIsLeft(): Promise<void> {
    for (const folder of ['python', 'julia']) {
      assert.deepEqual(await processesWith(path.join(extension().extensionPath, folder, 'mnist_')), []);
    }
  }

  it('works by command', async () => {
    await withSettings(LONG, async () => {
      const { ended } = await startLongRun();
      await vscode.commands.executeCommand(commands.cancelRun);
      await ended;
    });
    assert.equal((await savedRuns())[0]?.state, 'cancelled');
    await assertNothingIsLeft();
  });

  it('works by Ctrl+C in the terminal', async () => {
    await withSettings(LONG, async () => {
      const { ended, name } = await startLongRun();
      terminalNamed(name)?.sendText('\u0003', false);
      await ended;
    });
    assert.equal((await savedRuns())[0]?.state, 'cancelled');
    await assertNothingIsLeft();
  });

  it('answers other input instead of swallowing it', async () => {
    await withSettings(LONG, async () => {
      const { ended, name } = await startLongRun();
      terminalNamed(name)?.sendText('hello', false);
      await until('an answer', () => (texts.of(name).includes('does not read from the keyboard') ? true : undefined));
      await vscode.commands.executeCommand(commands.cancelRun);
      await ended;
    });
  });

  it('works for one trial by closing its terminal, and the run goes on with the next', async () => {
    await withSettings(LONG, async () => {
      const { ended, name } = await startLongRun();
      terminalNamed(name)?.dispose();
      const other = name === NUMPY ? JULIA : NUMPY;
      await until('the other program runs', () => prints(other) || undefined);
      await vscode.commands.executeCommand(commands.cancelRun);
      await ended;
    });
    const [run] = await savedRuns();
    assert.deepEqual(
      run?.trials.map(({ state }) => state),
      ['cancelled', 'cancelled'],
    );
    await assertNothingIsLeft();
  });
});
