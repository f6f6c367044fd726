import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';

/** pip takes NumPy from its own cache, or downloads its 17 MB. */
const PATIENTLY = { timeout: 500_000, interval: 500 };
const SHORTLY = { timeout: 120_000, interval: 200 };

let cache: string;
let stage: Stage;
let window: Workbench;

beforeAll(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'langbench-cache-'));
  stage = await Stage.set({ env: { LANGBENCH_CACHE_DIR: cache } });
  window = await stage.open();
});

afterAll(async () => {
  await stage.strike();
  await rm(cache, { recursive: true, force: true });
});

const rows = () => window.page.locator('.quick-input-list .monaco-list-row');
/** What the rows of the list on show are labelled, ticked or not; below a label may stand a detail. */
const labels = async () => {
  const texts = await rows().locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
  return texts.map((label) => label.trim()).sort();
};

describe('a person on a machine where nothing is set up', () => {
  it('sees what is ready and what is missing', async () => {
    await window.runCommand('LangBench: Check Environments');
    await expect.poll(labels, SHORTLY).toContain('Python NumPy');
    const numpy = await rows().filter({ hasText: 'Python NumPy' }).innerText();
    expect(numpy).toMatch(/has no .*threadpoolctl/);
    await window.page.keyboard.press('Escape');
  });

  it('chooses what to set up from that which is missing, all of it preselected', async () => {
    await window.runCommand('LangBench: Set Up Environments');
    await expect.poll(labels, SHORTLY).toEqual(['Julia Flux', 'Python NumPy', 'Python TensorFlow']);
    for (const other of ['Julia Flux', 'Python TensorFlow']) await window.choose(other);
    await window.page.locator('.quick-input-action .monaco-button', { hasText: 'OK' }).click();
  });

  it('sees what is being done, and may stop it', async () => {
    const progress = window.page.locator('.notification-list-item', { hasText: 'Setting up environments' });
    const toldAndOffered = async () =>
      Promise.all([progress.allInnerTexts(), progress.getByRole('button', { name: 'Cancel' }).count()]);
    await expect
      .poll(toldAndOffered, SHORTLY)
      .toEqual([[expect.stringMatching(/Setting up environments.*Python NumPy: \S/s)], 1]);
  });

  it('is told that it is ready, and can run it', async () => {
    await expect
      .poll(() => window.notifications(), PATIENTLY)
      .toMatch(/^(?=.*Run CNN on MNIST).*CNN on MNIST is ready to run/s);
    expect(await readdir(path.join(cache, 'environments'))).toContain('mnist-requirements-numpy.json');
  });

  it('is not asked about it again', async () => {
    await window.runCommand('LangBench: Set Up Environments');
    await expect.poll(labels, SHORTLY).toEqual(['Julia Flux', 'Python TensorFlow']);
    await window.page.keyboard.press('Escape');
  });
});
