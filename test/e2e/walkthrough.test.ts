import { afterAll, beforeAll, expect, it } from 'vitest';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';

const STEPS = ['See what is ready', 'Set up what is missing', 'Run the benchmark', 'Read the result'];
const SHORTLY = { timeout: 120_000, interval: 200 };

let stage: Stage;
let window: Workbench;

beforeAll(async () => {
  stage = await Stage.set();
  window = await stage.open();
});

afterAll(async () => {
  await stage.strike();
});

/** What the picture beside the steps is, once it is drawn. */
const picture = () =>
  window.page.locator('.getting-started-media img').evaluate((image: HTMLImageElement) => ({
    file: new URL(image.currentSrc).searchParams.get('path')?.split('/').at(-1),
    alt: image.alt,
    isDrawn: image.complete && image.naturalWidth > 0,
  }));

it('leads a newcomer through four steps, each with its picture and with words for who does not see it', async () => {
  await window.runCommand('Welcome: Open Walkthrough');
  await window.choose('Compare languages with LangBench');
  const files: (string | undefined)[] = [];
  for (const title of STEPS) {
    const step = window.page.locator('.getting-started-step', { hasText: title });
    // The first one stands open already, and a click would fold it.
    if (files.length > 0) await step.click();
    await expect.poll(async () => files.includes((await picture()).file), SHORTLY).toBe(false);
    await expect.poll(picture, SHORTLY).toMatchObject({ isDrawn: true, alt: expect.stringMatching(/\w{3}/) as string });
    files.push((await picture()).file);
  }
  expect(files.map((file) => file?.replace(/-(?:dark|light)\.webp$/, ''))).toEqual(['check', 'setUp', 'run', 'read']);
});
