import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { ROOT, startVsCodeServer } from '../support/vscode-server.js';

const TASK = { type: 'langbench', label: 'at once', implementations: ['python-numpy'], epochs: 1, images: 512 };

/** The states of a folder's saved runs. */
async function states(workspace: string): Promise<string[]> {
  const folder = path.join(workspace, '.langbench', 'runs');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.map((text) => (JSON.parse(text) as { state: string }).state);
}

it('runs a task when its folder is opened, before anything else was asked of the extension', async () => {
  const workspace = await mkdtemp(path.join(tmpdir(), 'langbench-open-'));
  await mkdir(path.join(workspace, '.vscode'));
  const tasks = [{ ...TASK, runOptions: { runOn: 'folderOpen' } }];
  await writeFile(path.join(workspace, '.vscode', 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks }));
  const server = await startVsCodeServer({ testDriver: true, settings: { 'task.allowAutomaticTasks': 'on' } });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const payload = JSON.stringify([['extensionDevelopmentPath', `vscode-remote://${server.authority}${ROOT}`]]);
    const query = `folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
    await page.goto(`${server.url}/?${query}`);
    await expect.poll(() => states(workspace), { timeout: 600_000, interval: 500 }).toEqual(['completed']);
  } finally {
    await browser.close();
    await server.stop();
    await rm(workspace, { recursive: true, force: true });
  }
});
