import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, taskType } from '../../../src/extension/contributions.js';
import { extension, until } from '../editor.js';

describe('activation', () => {
  it('happens when a Python file is opened, not before', async () => {
    assert.equal(extension().isActive, false);
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: 'model.fit(x)\n' });
    await vscode.window.showTextDocument(document);
    await until('the extension is active', () => extension().isActive || undefined);
  });

  it('does what is asked of it at once, several things at a time, before anything else was loaded', async () => {
    const [offered] = await Promise.all([
      vscode.tasks.fetchTasks({ type: taskType }),
      vscode.commands.executeCommand(commands.cancelRun),
      vscode.commands.executeCommand(commands.openScriptsSideBySide),
      vscode.commands.executeCommand(commands.showResults),
    ]);
    assert.ok(offered.length > 0);
    const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
    const texts = inputs.filter((input) => input instanceof vscode.TabInputText);
    assert.ok(texts.some(({ uri }) => uri.path.endsWith('.jl')));
    assert.equal(inputs.filter((input) => input instanceof vscode.TabInputWebview).length, 1);
  });

  it('registers every command', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commands).filter((id) => !known.has(id)),
      [],
    );
  });

  it('offers its tools to agents', () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('langbench'));
    assert.deepEqual(names.sort(), ['langbench_read_last_result', 'langbench_run_benchmark']);
  });
});
