import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunStore } from '../../src/node/store/index.js';
import { completedRun } from '../support/invented-runs/index.js';
import { programsOf } from '../support/programs-left.js';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';

const MARK = ['LANGBENCH_TEST_MARK', 'trust'] as const;
const PYTHON = 'class Model:\n    def fit(self):\n        return self\n\nModel().fit()\nprint("done")\n';
const SHORTLY = { timeout: 120_000, interval: 300 };

let stage: Stage;
let window: Workbench;

beforeAll(async () => {
  stage = await Stage.set({
    env: { [MARK[0]]: MARK[1] },
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    files: { 'own.py': PYTHON },
  });
  await new RunStore(stage.workspace).save(completedRun());
  // An interpreter of the workspace's own, as a stranger's repository might bring one along.
  const interpreter = await stage.write('python', `#!/bin/sh\necho "$@" >> '${told()}'\nexec python3 "$@"\n`);
  await chmod(interpreter, 0o755);
  await stage.setWorkspaceSettings({ 'langbench.pythonPath': interpreter, 'langbench.juliaPath': interpreter });
  window = await stage.open();
});

afterAll(async () => {
  await stage.strike();
});

/** Where the workspace's interpreter tells that it was started. */
function told(): string {
  return path.join(stage.workspace, 'started.txt');
}

const startedWith = () => readFile(told(), 'utf8').catch(() => '');

describe('a workspace that is not trusted', () => {
  it('is known to be', async () => {
    await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  });

  it('lets saved runs be read', async () => {
    await window.runCommand('LangBench: Show Results');
    const panel = await window.webview('table.comparison');
    expect(await panel.locator('table.comparison tbody tr').count()).toBeGreaterThan(5);
  });

  it('lists saved runs, and looks at no interpreter to list the experiments', async () => {
    await window.page.locator('.activitybar .action-label[aria-label^="LangBench"]').click();
    const rows = window.page.locator('.sidebar .monaco-list-row');
    await rows.filter({ hasText: 'Python NumPy' }).waitFor();
    await rows.filter({ hasText: 'CNN on MNIST' }).nth(1).waitFor();
    expect(await startedWith()).toBe('');
  });

  it('starts no program, and says what to do', async () => {
    await window.openFile('own.py');
    await window.page.locator('.codelens-decoration a', { hasText: 'Run timed' }).click();
    await expect
      .poll(() => window.notifications(), SHORTLY)
      .toMatch(/^(?=.*Manage Workspace Trust).*only in trusted workspaces/s);
    expect(await programsOf(MARK.join('='))).toEqual([]);
    expect(await startedWith()).toBe('');
  });

  it('has no command that runs in the palette', async () => {
    await expect.poll(() => window.offered('LangBench: Show'), SHORTLY).toContain('LangBench: Show Results');
    expect(await window.offered('LangBench: Run')).toEqual([]);
  });
});

describe('the same workspace once it is trusted', () => {
  it('runs the file, with the interpreter of the workspace’s settings', async () => {
    await window.pressInNotification('only in trusted workspaces', 'Manage Workspace Trust');
    await window.page
      .locator('.workspace-trust-editor a', { hasText: /^Trust$/ })
      .first()
      .click();
    await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
    await window.openFile('own.py');
    await window.runCommand('LangBench: Run This File Timed');
    await expect.poll(() => window.terminalText(), SHORTLY).toMatch(/done\s+── ended after .* with exit code 0/);
    expect(await startedWith()).toContain('own.py');
  });
});
