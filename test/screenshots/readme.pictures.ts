import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunStore } from '../../src/node/store/index.js';
import { Stage } from '../support/stage.js';
import { ROOT } from '../support/vscode-server.js';
import type { Workbench } from '../support/workbench.js';
import { keepWalkthroughPicture } from './walkthrough-picture.js';

// The pictures in the README are the real extension after a real run on real digits: nothing in them is drawn.
const PICTURES = path.join(ROOT, 'docs', 'images');
const DARK = 'Default Dark Modern';
const LIGHT = 'Default Light Modern';
/** The answer and the picture that explains it: what the last step of the walkthrough shows. */
const ANSWER = { x: 52, y: 40, width: 1224, height: 520 };
/** Lenses and notifications come and go by degrees. */
const FADING_MILLISECONDS = 1500;
const PATIENTLY = { timeout: 1_200_000, interval: 500 };

let stage: Stage;
let window: Workbench;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  stage = await Stage.set({
    settings: {
      'breadcrumbs.enabled': false,
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      // As many as an interval takes.
      'langbench.blocks': 5,
      'langbench.epochs': 3,
      'langbench.images': 10_000,
      'langbench.implementations': ['python-tensorflow', 'python-numpy', 'julia-plain'],
      'langbench.threads': 2,
      'remote.autoForwardPorts': false,
      'window.commandCenter': false,
      'workbench.colorTheme': DARK,
      'workbench.layoutControl.enabled': false,
    },
  });
  window = await stage.open();
  await window.page.setViewportSize({ width: 1280, height: 900 });
});

afterAll(async () => {
  await stage.strike();
});

async function picture(): Promise<Buffer> {
  await window.page.mouse.move(0, 450);
  await window.page.waitForTimeout(FADING_MILLISECONDS);
  return window.page.screenshot();
}

async function keep(name: string, png: Buffer): Promise<void> {
  await writeFile(path.join(PICTURES, `${name}.png`), png);
}

it('takes the pictures of the README', async () => {
  const store = new RunStore(stage.workspace);
  await window.page.keyboard.press('ControlOrMeta+B');
  await window.runCommand('Run MNIST benchmark');

  await expect.poll(async () => (await store.list())[0]?.state, PATIENTLY).toBe('completed');
  const panel = await window.webview('table.comparison');
  await window.hidePanel();
  await window.page.locator('.notification-list-item').waitFor({ state: 'detached' });
  for (const [kind, theme] of [
    ['light', LIGHT],
    ['dark', DARK],
  ] as const) {
    await stage.setWorkspaceSettings({ 'workbench.colorTheme': theme });
    await panel.waitForFunction((wanted) => document.body.dataset['vscodeThemeKind'] === wanted, `vscode-${kind}`);
    const whole = await picture();
    await keepWalkthroughPicture('read', kind, window.page, whole, ANSWER, 0.8);
    if (kind === 'dark') await keep('panel-dark', whole);
  }

  await window.page.setViewportSize({ width: 1280, height: 640 });
  await window.runCommand('LangBench: Open Scripts Side by Side');
  const times = () => window.page.locator('.codelens-decoration a', { hasText: '/epoch' }).count();
  await expect.poll(times, PATIENTLY).toBe(2);
  await keep('lenses', await picture());
});
