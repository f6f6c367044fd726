import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../../src/extension/contributions.js';
import {
  lensTitles,
  processesWith,
  terminalNamed,
  TerminalTexts,
  until,
  withSettings,
  workspaceFolder,
} from '../editor.js';

const PYTHON = `import time
# model.fit(x) in a comment
text = "model.fit(x) in a string"

class Model:
    def fit(self, seconds):
        time.sleep(seconds)

model = Model()
for index in range(3):
    model.fit(0.2 if index == 0 else 0.1)
print("name?", flush=True)
print("hello", input())
model.fit(0.05)
`;

const JULIA = `train!(seconds) = sleep(seconds)
# @time train!(1)
for epoch in 1:2
    @time train!(0.1)
end
`;

async function open(name: string, content: string): Promise<vscode.TextEditor> {
  const file = path.join(workspaceFolder(), name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return vscode.window.showTextDocument(vscode.Uri.file(file));
}

async function edit(editor: vscode.TextEditor, change: (builder: vscode.TextEditorEdit) => void): Promise<void> {
  assert.ok(await editor.edit(change));
}

const times = (titles: readonly string[]): string[] =>
  titles.filter((title) => /\d (?:ms|s)/.test(title.replaceAll('\u00a0', ' ')));

describe("a person's own Python file", () => {
  const texts = new TerminalTexts();
  const terminal = 'own.py';
  let editor: vscode.TextEditor;

  before(async () => {
    await vscode.commands.executeCommand(commands.clearTimings);
    editor = await open('own.py', PYTHON);
  });
  after(() => {
    texts.dispose();
  });

  it('offers to run above its train calls, and nowhere in comments and strings', async () => {
    const titles = await until('lenses', async () => {
      const found = await lensTitles(editor.document.uri);
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(
      titles.map((title) => title.split(':')[0]),
      ['10', '13'],
    );
    assert.ok(titles.every((title) => title.includes('Run timed')));
  });

  it('shows the times of calls while it still runs, in a terminal that takes what is typed', async () => {
    const ended = vscode.commands.executeCommand(commands.runFileTimed);
    await until('the question', () => (texts.of(terminal).includes('name?') ? true : undefined));
    const shown = await until('the times so far', async () => {
      const found = times(await lensTitles(editor.document.uri));
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(
      shown.map((title) => title.split(':')[0]),
      ['10'],
    );
    terminalNamed(terminal)?.sendText('Ada', true);
    await ended;
    await until('the answer', () => (texts.of(terminal).includes('hello Ada\r\n') ? true : undefined));
  });

  it('shows the times that were measured at the calls', async () => {
    const titles = times(await lensTitles(editor.document.uri));
    assert.equal(titles.length, 2, titles.join('\n'));
    assert.match(titles[0] ?? '', /^10: .*\/call, 3 calls · first /);
    assert.match(titles[1] ?? '', /^13: \d+(?:\.\d+)?\sm?s$/);
  });

  it('tells spread, conditions and when on hover', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      new vscode.Position(10, 6),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n')
      .replaceAll('&nbsp;', ' ');
    for (const word of ['Spread', 'Conditions', 'Measured at the call']) assert.ok(text.includes(word), text);
  });

  it('keeps times with their calls when lines move, and marks an edited call', async () => {
    await edit(editor, (builder) => {
      builder.insert(new vscode.Position(0, 0), '\n\n');
    });
    const moved = times(await lensTitles(editor.document.uri));
    assert.deepEqual(
      moved.map((title) => title.split(':')[0]),
      ['12', '15'],
    );
    await edit(editor, (builder) => {
      builder.replace(new vscode.Range(15, 10, 15, 14), '0.07');
    });
    const [first = '', second = ''] = times(await lensTitles(editor.document.uri));
    assert.doesNotMatch(first, /edited since/);
    assert.match(second, /edited since/);
  });

  it('shows no lens when they are switched off', async () => {
    await withSettings({ 'langbench.codeLens.enabled': false }, async () => {
      assert.deepEqual(await lensTitles(editor.document.uri), []);
    });
  });

  it('goes by the expressions in the settings', async () => {
    await withSettings({ 'langbench.trainCalls': { python: ['\\bprint\\('] } }, async () => {
      const lines = new Set((await lensTitles(editor.document.uri)).map((title) => title.split(':')[0]));
      assert.deepEqual([...lines], ['13', '14']);
    });
  });

  it('forgets them on demand', async () => {
    await vscode.commands.executeCommand(commands.clearTimings, editor.document.uri);
    assert.deepEqual(times(await lensTitles(editor.document.uri)), []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is ended by Ctrl+C with nothing left of it', async () => {
    const endless = await open('endless.py', 'import time\nprint("on", flush=True)\nwhile True:\n    time.sleep(1)\n');
    const ended = vscode.commands.executeCommand(commands.runFileTimed, endless.document.uri);
    const name = 'endless.py';
    await until('it runs', () => (texts.of(name).includes('on\r\n') ? true : undefined));
    terminalNamed(name)?.sendText('\u0003', false);
    await ended;
    assert.deepEqual(await processesWith('endless.py'), []);
  });

  it('can print 200 MB without flooding the window, and shows the end of it', async () => {
    const line = '"x" * 99';
    const flood = await open(
      'flood.py',
      `import sys\nfor _ in range(2_000_000):\n    sys.stdout.write(${line} + "\\n")\nprint("the end")\n`,
    );
    const name = 'flood.py';
    const started = Date.now();
    await vscode.commands.executeCommand(commands.runFileTimed, flood.document.uri);
    await until('the end is shown', () => (texts.of(name).includes('the end\r\n') ? true : undefined));
    // How much has to be left out depends on how fast the machine prints; with it nothing is lost.
    const leftOut = [...texts.of(name).matchAll(/… (\S+) MB left out here/g)].map(([, megabytes]) => Number(megabytes));
    const all = texts.of(name).length + leftOut.reduce((sum, megabytes) => sum + megabytes * 1e6, 0);
    const printed = 2_000_000 * '\r\n'.length + 2_000_000 * 99;
    assert.ok(Math.abs(all - printed) < 10_000 + leftOut.length * 51_000, `${all} of ${printed} characters`);
    const perSecond = texts.of(name).length / ((Date.now() - started) / 1000);
    assert.ok(perSecond < 2.5e6, `${perSecond} characters a second were shown`);
  });
});

describe("a person's own Julia file", () => {
  it('is timed at its @time lines', async () => {
    const editor = await open('own.jl', JULIA);
    await vscode.commands.executeCommand(commands.runFileTimed);
    const titles = times(await lensTitles(editor.document.uri));
    assert.equal(titles.length, 1, titles.join('\n'));
    assert.match(titles[0] ?? '', /^3: .*2 calls/);
  });

  it('runs untouched when asked to, and ties what it prints to its calls', async () => {
    const editor = await open('as-is.jl', JULIA);
    await withSettings({ 'langbench.fileRun.mode': 'as-is' }, async () => {
      await vscode.commands.executeCommand(commands.runFileTimed);
    });
    const titles = times(await lensTitles(editor.document.uri));
    assert.equal(titles.length, 1, titles.join('\n'));
    assert.match(titles[0] ?? '', /^3: /);
  });

  it('finds the packages of the project that it lies in', async () => {
    await open('package/Project.toml', 'name = "Own"\nuuid = "0d6ee1f0-6d5c-4e1f-9a55-5f8a7c3c1b11"\n');
    await open('package/src/Own.jl', 'module Own\nexport train!\ntrain!(seconds) = sleep(seconds)\nend\n');
    const editor = await open('package/scripts/train.jl', 'using Own\ntrain!(0.05)\n');
    await vscode.commands.executeCommand(commands.runFileTimed);
    const titles = times(await lensTitles(editor.document.uri));
    assert.equal(titles.length, 1, titles.join('\n'));
  });
});
