import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/model/run.js';
import { formatSeconds } from '../../src/core/report/format.js';
import { reportTable } from '../../src/core/report/index.js';
import { figuresOfRun } from '../../src/extension/lenses/figures.js';
import { RunStore } from '../../src/node/store/index.js';
import { Stage } from '../support/stage.js';
import { ROOT } from '../support/vscode-server.js';
import type { Workbench } from '../support/workbench.js';

const IMPLEMENTATIONS = ['python-tensorflow', 'python-numpy', 'julia-plain'];
const THEMES = [
  { kind: 'vscode-light', name: 'Default Light Modern' },
  { kind: 'vscode-dark', name: 'Default Dark Modern' },
  { kind: 'vscode-high-contrast', name: 'Default High Contrast' },
  { kind: 'vscode-high-contrast-light', name: 'Default High Contrast Light' },
];
const SHORTLY = { timeout: 120_000, interval: 300 };
const SCREENSHOTS = path.join(ROOT, 'build', 'screenshots');

let stage: Stage;
let window: Workbench;
let run: Run;
let panel: Frame;

beforeAll(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  stage = await Stage.set({
    settings: {
      'langbench.implementations': IMPLEMENTATIONS,
      'langbench.images': 2048,
      'langbench.epochs': 2,
      'langbench.threads': 2,
    },
  });
  window = await stage.open();
});

afterAll(async () => {
  await stage.strike();
});

describe('a person who runs the MNIST benchmark', () => {
  it('finds the command by typing its name, and sees the run end', async () => {
    expect(await window.runCommand('Run MNIST benchmark')).toMatch(/^LangBench: Run MNIST Benchmark/);
    const store = new RunStore(stage.workspace);
    run = await finishedRun(store);
    expect(run.state).toBe('completed');
    expect(run.trials.map(({ implementation, state }) => `${implementation} ${state}`).sort()).toEqual(
      IMPLEMENTATIONS.map((id) => `${id} completed`).sort(),
    );
  });

  it('has a terminal for every implementation, with the program’s own words and no marker lines', async () => {
    const tabs = async () => {
      const texts = await window.page.locator('.terminal-tabs-entry').allInnerTexts();
      return texts.map((tab) => tab.trim()).filter((tab) => tab !== '');
    };
    const frameworks = run.implementations.map(({ framework }) => framework);
    await expect.poll(async () => (await tabs()).sort(), SHORTLY).toEqual(frameworks.sort());
    await expect.poll(() => window.terminalText(), SHORTLY).toMatch(/The time elapsed:|seconds/);
    expect(await window.terminalText()).not.toContain(':::LANGBENCH');
  });

  it('reads in the panel what was saved', async () => {
    panel = await window.webview('table.comparison');
    const shown = () =>
      panel
        .locator('table.comparison tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.getAttribute('data-value'))),
        );
    const saved = reportTable(run).rows.map(({ cells }) =>
      cells.map((cell) => (cell.kind === 'value' ? `${cell.value}` : null)),
    );
    // What is saved is told to the panel after that.
    await expect.poll(shown, SHORTLY).toEqual(saved);
    expect(saved.flat().filter((value) => value !== null).length).toBeGreaterThan(20);
  });

  it.each(THEMES)('sees it well in the theme $name', async ({ kind, name }) => {
    await useTheme(name, kind);
    await window.page.screenshot({ path: path.join(SCREENSHOTS, `benchmark-${kind}.png`) });
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await panel.evaluate(axe);
    const violations = await panel.evaluate(async () => {
      interface Violation {
        help: string;
        nodes: { html: string }[];
      }
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
      return (await axe.run()).violations.map(({ help, nodes }) => [help, ...nodes.map(({ html }) => html)]);
    });
    expect(violations).toEqual([]);
  });

  it('sees the time above the train call of the bundled program', async () => {
    await window.runCommand('LangBench: Open Scripts Side by Side');
    const texts = async () => (await window.lenses()).flatMap(([, titles]) => titles);
    // How the implementations compare is for this machine and this minute to say.
    const compared = /^(?:\d.*× (?:slower|faster) than|about as fast as) .+ \(one block\)$/;
    await expect
      .poll(async () => (await texts()).map(timeAndComparison), SHORTLY)
      .toContainEqual([expect.toBeOneOf(IMPLEMENTATIONS.map(timeOf)), expect.stringMatching(compared)]);
    await window.page.screenshot({ path: path.join(SCREENSHOTS, 'lenses.png') });
  });
});

/** What a lens's title says of its call alone, and of it beside another. */
function timeAndComparison(title: string): [string, string] {
  const parts = title.split(' · ');
  return [parts.slice(0, 2).join(' · '), parts.slice(2).join(' · ')];
}

/** An implementation's time as its lens is to tell it. */
function timeOf(implementation: string): string {
  const { typicalSeconds, firstSeconds } = figuresOfRun(run, implementation) ?? {};
  if (typicalSeconds === undefined || firstSeconds === undefined) throw new Error(`no times of ${implementation}`);
  return `${formatSeconds(typicalSeconds)}/epoch · first ${formatSeconds(firstSeconds)}`.replaceAll('\u00a0', ' ');
}

/** The run that the window saves, once it is over. */
async function finishedRun(store: RunStore): Promise<Run> {
  for (;;) {
    const latest = await store.load('latest').catch(() => undefined);
    if (latest !== undefined && latest.state !== 'running') return latest;
    await window.page.waitForTimeout(500);
  }
}

/** Switches the window's theme, and waits until the page has followed. */
async function useTheme(name: string, kind: string): Promise<void> {
  await stage.setWorkspaceSettings({ 'workbench.colorTheme': name });
  await panel.waitForFunction((wanted) => document.body.dataset['vscodeThemeKind'] === wanted, kind, {
    timeout: SHORTLY.timeout,
  });
}
