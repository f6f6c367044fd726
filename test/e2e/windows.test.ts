import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunStore, type RunSummary } from '../../src/node/store/index.js';
import { programsOf } from '../support/programs-left.js';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';

const MARK = `LANGBENCH_TEST_MARK=${randomUUID()}`;
const SMALL = { 'langbench.implementations': ['python-numpy'], 'langbench.images': 512, 'langbench.threads': 1 };
const ENDLESS = { ...SMALL, 'langbench.epochs': 9999 };
const SHORT = { ...SMALL, 'langbench.epochs': 1 };
const SHORTLY = { timeout: 120_000, interval: 300 };

let stage: Stage;
let store: RunStore;
let window: Workbench;

beforeAll(async () => {
  const [name = '', value = ''] = MARK.split('=');
  stage = await Stage.set({ env: { [name]: value } });
  await stage.setWorkspaceSettings(ENDLESS);
  store = new RunStore(stage.workspace);
  window = await stage.open();
});

afterAll(async () => {
  await stage.strike();
});

/** States of the workspace's runs, oldest first. */
const states = async () => (await store.list()).map(({ state }: RunSummary) => state).reverse();

/** Text of the result panel's answer, in whichever of the window's panels has one. */
const answer = async (of = window) => (await of.webview('.answer h1')).locator('.answer').innerText();

/** Until the program of an endless run has trained an epoch. */
async function epochOf(of: Workbench): Promise<void> {
  await expect.poll(() => of.terminalText(), SHORTLY).toMatch(/Epoch \d+\/9999/);
}

describe('a window that is reloaded in the middle of a run', () => {
  it('leaves no process, and a run that reads as ended', async () => {
    await window.runCommand('Run MNIST benchmark');
    await epochOf(window);
    expect(await states()).toEqual(['running']);
    expect(await programsOf(MARK)).toHaveLength(1);
    await window.reloadByCommand();
    await expect.poll(() => programsOf(MARK), SHORTLY).toEqual([]);
    await expect.poll(states, SHORTLY).toEqual([expect.stringMatching(/^(?:cancelled|interrupted)$/)]);
  });

  it('brings its panel back, on the run that was cut short', async () => {
    await expect.poll(() => answer(), SHORTLY).toMatch(/Cancelled|Interrupted:/);
    expect(await answer()).toContain('What was measured until then is kept.');
  });

  it('brings back what was chosen in the panel, too', async () => {
    const environment = async () =>
      (await window.webview('.answer h1')).locator('details:has(> summary:text-is("Environment"))');
    const exact = async () => (await window.webview('.answer h1')).getByLabel('exact values');
    await (await environment()).locator('summary').click();
    await (await exact()).check();
    await window.reloadByCommand();
    await expect.poll(async () => (await environment()).getAttribute('open'), SHORTLY).not.toBeNull();
    expect(await (await exact()).isChecked()).toBe(true);
  });

  it('can run again', async () => {
    await stage.setWorkspaceSettings(SHORT);
    await window.reload();
    await window.runCommand('Run MNIST benchmark');
    await expect.poll(async () => (await states())[1], SHORTLY).toBe('completed');
  });
});

describe('two windows on one workspace', () => {
  let other: Workbench;

  it('take turns: the second says that another run measures, and waits', async () => {
    await stage.setWorkspaceSettings(ENDLESS);
    await window.reload();
    await window.runCommand('Run MNIST benchmark');
    await epochOf(window);
    await stage.setWorkspaceSettings(SHORT);
    other = await stage.open();
    await other.runCommand('Run MNIST benchmark');
    await expect
      .poll(() => other.notifications(), SHORTLY)
      .toMatch(/Another run measures on this machine \(process \d+\)/);
    expect((await states()).slice(2)).toEqual(['running']);
    expect(await programsOf(MARK)).toHaveLength(1);
  });

  it('both end well: the first when it is cancelled, the second by itself after that', async () => {
    await window.runCommand('LangBench: Cancel Run');
    await expect.poll(async () => (await states()).slice(2), SHORTLY).toEqual(['cancelled', 'completed']);
    await expect.poll(() => answer(window), SHORTLY).toContain('Cancelled');
    await expect.poll(() => answer(other), SHORTLY).toContain('Python NumPy ran alone');
    expect(await programsOf(MARK)).toEqual([]);
  });
});
