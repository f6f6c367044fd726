import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { PanelPage } from './panel-page/harness.js';
import { openPanel } from './panel-page/open-panel.js';
import { STATES } from './panel-page/states.js';
import { THEME_NAMES } from './panel-page/themes.js';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** VS Code's own styles decide these: the panel sits in a frame of a larger page. */
const NOT_THE_PANELS = ['landmark-one-main', 'region'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function violations({ page }: PanelPage): Promise<string[]> {
  // The page's policy forbids an added script element, so the text of axe-core is evaluated.
  await page.evaluate(await axe);
  const found = await page.evaluate(async (disabled) => {
    const { axe: run } = globalThis as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    const rules = Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }]));
    return (await run.run(document, { rules })).violations;
  }, NOT_THE_PANELS);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

describe('accessibility, as axe-core sees it', () => {
  it.each(Object.keys(STATES))('has nothing against the state "%s"', async (state) => {
    const panel = await openPanel();
    await panel.show(STATES[state]?.() ?? null);
    // Ten implementations have the same tables as four, only so long that axe-core takes a minute for them.
    if (state !== 'ten implementations') await panel.unfoldAll();
    expect(await violations(panel)).toEqual([]);
  });

  it.each(THEME_NAMES)('has nothing against the theme %s', async (theme) => {
    for (const state of ['complete', 'failed']) {
      const panel = await openPanel({ theme });
      await panel.show(STATES[state]?.() ?? null);
      await panel.unfoldAll();
      expect(await violations(panel)).toEqual([]);
      await panel.close();
    }
  });
});
