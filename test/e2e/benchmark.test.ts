import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/model/run.js';
import { reportTable } from '../../src/core/report/index.js';
import { RunStore } from '../../src/node/store/index.js';
import { openBrowser } from '../support/browser.js';
import { ROOT, startVsCodeServer, type VsCodeServer } from '../support/vscode-server.js';
import { Workbench } from '../support/workbench.js';

const IMPLEMENTATIONS = ['python-tensorflow', 'python-numpy', 'julia-plain'];
const THEMES = [
  { kind: 'vscode-light', name: 'Default Light Modern' },
  { kind: 'vscode-dark', name: 'Default Dark Modern' },
  { kind: 'vscode-high-contrast', name: 'Default High Contrast' },
  { kind: 'vscode-high-contrast-light', name: 'Default High Contrast Light' },
];
const SCREENSHOTS = path.join(ROOT, 'build', 'screenshots');

let server: VsCodeServer;
let browser: Browser;
let workbench: Workbench;
let workspace: string;
let run: Run;
let panel: Frame;

beforeAll(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'langbench-workspace-'));
  await mkdir(SCREENSHOTS, { recursive: true });
  browser = await openBrowser();
  server = await startVsCodeServer({
    extensions: [path.join(ROOT, 'dist', 'langbench.vsix')],
    settings: {
      'langbench.implementations': IMPLEMENTATIONS,
      'langbench.images': 2048,
      'langbench.epochs': 2,
      'langbench.threads': 2,
    },
  });
  workbench = await Workbench.open(browser, server, workspace);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(workspace, { recursive: true, force: true });
});

describe('a person who runs the MNIST benchmark', () => {
  it('finds the command by typing its name, and sees the run end', async () => {
    expect(await workbench.runCommand('Run MNIST benchmark')).toMatch(/^LangBench: Run MNIST Benchmark/);
    const store = new RunStore(workspace);
    run = await finishedRun(store);
    expect(run.state).toBe('completed');
    expect(run.trials.map(({ implementation, state }) => `${implementation} ${state}`).sort()).toEqual(
      IMPLEMENTATIONS.map((id) => `${id} completed`).sort(),
    );
  }, 300_000);

  it('has a terminal for every implementation, with the program’s own words and no marker lines', async () => {
    const tabs = await workbench.page.locator('.terminal-tabs-entry').allInnerTexts();
    expect(tabs.filter((tab) => tab !== '').sort()).toEqual([
      'LangBench: Julia plain',
      'LangBench: Python NumPy',
      'LangBench: Python TensorFlow',
    ]);
    const text = await workbench.terminalText();
    expect(text).toMatch(/The time elapsed:|seconds/);
    expect(text).not.toContain(':::LANGBENCH');
  });

  it('reads in the panel what was saved', async () => {
    panel = await workbench.webview('table.comparison');
    const shown = await panel
      .locator('table.comparison tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.getAttribute('data-value'))),
      );
    const saved = reportTable(run).rows.map(({ cells }) =>
      cells.map((cell) => (cell.kind === 'value' ? `${cell.value}` : null)),
    );
    expect(shown).toEqual(saved);
    expect(shown.flat().filter((value) => value !== null).length).toBeGreaterThan(20);
  });

  it.each(THEMES)('sees it well in the theme $name', async ({ kind, name }) => {
    await useTheme(name, kind);
    await workbench.page.screenshot({ path: path.join(SCREENSHOTS, `benchmark-${kind}.png`) });
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await panel.evaluate(axe);
    const violations = await panel.evaluate(async () => {
      type Violation = { help: string; nodes: { html: string }[] };
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
      return (await axe.run()).violations.map(({ help, nodes }) => [help, ...nodes.map(({ html }) => html)]);
    });
    expect(violations).toEqual([]);
  });

  it('sees the time above the train call of the bundled program', async () => {
    await workbench.runCommand('LangBench: Open Scripts Side by Side');
    const lens = workbench.page.locator('.codelens-decoration a', { hasText: '/epoch' }).first();
    await lens.waitFor({ timeout: 30_000 });
    expect(await lens.innerText()).toMatch(/\d s\/epoch|\d ms\/epoch/);
    await workbench.page.screenshot({ path: path.join(SCREENSHOTS, 'lenses.png') });
  });
});

/** The run that the window saves, once it is over. */
async function finishedRun(store: RunStore): Promise<Run> {
  for (;;) {
    const latest = await store.load('latest').catch(() => undefined);
    if (latest !== undefined && latest.state !== 'running') return latest;
    await workbench.page.waitForTimeout(500);
  }
}

/** Switches the window's theme by the folder's settings, and waits until the page has followed. */
async function useTheme(name: string, kind: string): Promise<void> {
  const file = path.join(workspace, '.vscode', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ 'workbench.colorTheme': name }));
  await panel.waitForFunction((wanted) => document.body.dataset['vscodeThemeKind'] === wanted, kind, {
    timeout: 20_000,
  });
}
