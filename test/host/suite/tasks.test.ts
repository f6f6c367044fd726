import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, taskType } from '../../../src/extension/contributions.js';
import { savedRuns, TerminalTexts, until, withSettings } from '../editor.js';

async function exitCodeOf(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const subscription = vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution.task.name !== task.name) return;
      subscription.dispose();
      resolve(event.exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

describe('tasks', () => {
  it('are offered for the experiment and for each of its implementations', async () => {
    const names = (await vscode.tasks.fetchTasks({ type: taskType })).map(({ name }) => name);
    assert.ok(names.includes('CNN on MNIST'), names.join(', '));
    assert.ok(names.includes('CNN on MNIST: Python NumPy'), names.join(', '));
  });

  it('give way to a run that is under way, which keeps its terminal', async () => {
    const texts = new TerminalTexts();
    // It would take longer than any editor needs to start a task, and is cancelled in the end.
    const long = { 'langbench.images': 1024, 'langbench.epochs': 5000, 'langbench.implementations': ['python-numpy'] };
    const epochs = (): number => texts.of('NumPy').match(/Epoch \d+\/5000/g)?.length ?? 0;
    await withSettings(long, async () => {
      const ended = vscode.commands.executeCommand(commands.runMnistBenchmark);
      await until('it trains', () => epochs() > 0 || undefined);
      const task = (await vscode.tasks.fetchTasks({ type: taskType })).find(({ name }) => name.endsWith('Julia plain'));
      assert.ok(task);
      assert.equal(await exitCodeOf(task), 1);
      const before = epochs();
      await until('it trains on', () => epochs() > before + 1 || undefined);
      await vscode.commands.executeCommand(commands.cancelRun);
      await ended;
    });
    await until('its end', () => texts.of('NumPy').includes('cancelled after') || undefined);
    texts.dispose();
    const [run] = await savedRuns();
    assert.equal(run?.state, 'cancelled');
  });

  it('run as tasks.json would have them, and end with an exit code', async () => {
    const [offered] = await vscode.tasks.fetchTasks({ type: taskType });
    assert.ok(offered?.execution);
    const definition = { type: taskType, implementations: ['python-numpy'], epochs: 1, images: 512 };
    const file = { version: '2.0.0', tasks: [{ label: 'quick look', ...definition }] };
    await vscode.workspace.getConfiguration('tasks').update('tasks', file.tasks);
    await vscode.workspace.getConfiguration('tasks').update('version', file.version);
    const task = (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'quick look');
    assert.ok(task, 'tasks.json is read');
    assert.equal(await exitCodeOf(task), 0);
    const [run] = await savedRuns();
    assert.deepEqual(
      run?.trials.map(({ implementation }) => implementation),
      ['python-numpy'],
    );
  });
});
