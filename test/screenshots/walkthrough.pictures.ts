import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';
import { keepWalkthroughPicture } from './walkthrough-picture.js';
import type { Part } from './webp.js';

// The pictures of the walkthrough's first three steps, in a small window; the last one shows what the README shows.
const THEMES = [
  { kind: 'dark', theme: 'Default Dark Modern', shown: '.monaco-workbench.vs-dark' },
  { kind: 'light', theme: 'Default Light Modern', shown: '.monaco-workbench.vs' },
] as const;
const SCALE = 1.25;
const WINDOW = { width: 800, height: 500, scale: SCALE };
const WHOLE = { x: 0, y: 0, width: 800, height: 500 };
/** Where the list of environments is. */
const UPPER_MIDDLE = { x: 80, y: 0, width: 640, height: 240 };
/** Where the terminals and notifications are. */
const LOWER_PART = { x: 0, y: 250, width: 800, height: 250 };
/** Notifications come and go by degrees. */
const FADING_MILLISECONDS = 1500;
const PATIENTLY = { timeout: 600_000, interval: 300 };
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'langbench.epochs': 50,
  'langbench.images': 2048,
  'langbench.implementations': ['python-tensorflow', 'julia-plain'],
  'langbench.threads': 2,
  'remote.autoForwardPorts': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.tips.enabled': false,
};

/** Opens a small window, does what a person does there, and leaves. */
async function onStage(
  env: Readonly<Record<string, string>>,
  play: (stage: Stage, window: Workbench) => Promise<void>,
) {
  const stage = await Stage.set({ settings: SETTINGS, env });
  try {
    await play(stage, await stage.open(WINDOW));
  } finally {
    await stage.strike();
  }
}

/** Takes a step's picture in every theme. */
async function picture(step: 'check' | 'setUp' | 'run', stage: Stage, { page }: Workbench, part: Part): Promise<void> {
  const pixels = { x: part.x * SCALE, y: part.y * SCALE, width: part.width * SCALE, height: part.height * SCALE };
  for (const { kind, theme, shown } of THEMES) {
    await stage.setWorkspaceSettings({ 'workbench.colorTheme': theme });
    await page.locator(shown).waitFor();
    await page.waitForTimeout(FADING_MILLISECONDS);
    await keepWalkthroughPicture(step, kind, page, await page.screenshot(), pixels);
  }
}

it('takes the pictures of what is ready and of a run', () =>
  onStage({}, async (stage, window) => {
    const { page } = window;
    await page.keyboard.press('ControlOrMeta+B');
    await window.runCommand('LangBench: Check Environments');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Julia plain' }).waitFor();
    await picture('check', stage, window, UPPER_MIDDLE);
    await page.keyboard.press('Escape');

    await window.runCommand('Run MNIST benchmark');
    await expect.poll(() => window.terminalText().catch(() => ''), PATIENTLY).toMatch(/Epoch 3/);
    await picture('run', stage, window, LOWER_PART);
    await window.runCommand('LangBench: Cancel Run');
  }));

it('takes the picture of environments that are being set up', async () => {
  const cache = await mkdtemp(path.join(tmpdir(), 'langbench-cache-'));
  await onStage({ LANGBENCH_CACHE_DIR: cache }, async (stage, window) => {
    const { page } = window;
    await window.runCommand('View: Show LangBench');
    await window.runCommand('LangBench: Set Up Environments');
    await page.locator('.quick-input-action .monaco-button', { hasText: 'OK' }).click();
    await expect.poll(() => window.notifications(), PATIENTLY).toMatch(/Setting up environments.*Python/s);
    await picture('setUp', stage, window, WHOLE);
    await page.locator('.notification-list-item').getByRole('button', { name: 'Cancel' }).click();
  });
  await rm(cache, { recursive: true, force: true });
});
