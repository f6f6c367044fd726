import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { completedRun } from '../support/invented-runs/index.js';
import type { PanelPage } from './panel-page/harness.js';
import { openPanel } from './panel-page/open-panel.js';
import { STATES, underWay } from './panel-page/states.js';
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

describe('for those who do not see the panel, or have no steady hand, while a run grows', () => {
  const run = completedRun({ implementations: 2, blocks: 1 });
  const [first, second] = run.trials;
  if (first?.state !== 'completed' || !second) throw new Error('The first of two trials is to complete.');

  it('keeps the focus and the place in an open table', async () => {
    const panel = await openPanel();
    const { current } = underWay(run, 80);
    await panel.show(underWay(run, 80));
    await panel.page.locator('[data-chart=memory] summary').click();
    const region = panel.page.locator('[data-chart=memory] .scroller');
    await region.evaluate((scroller) => {
      scroller.focus();
      scroller.scrollTop = 100;
    });
    const rows = () => region.locator('tr').count();
    const before = await rows();
    for (const later of [1, 2, 3]) {
      const atSeconds = (current?.elapsedSeconds ?? 0) + later;
      const sample = { atSeconds, coresBusy: 1, residentBytes: 1, threads: 1 };
      if (current) await panel.deliver({ type: 'event', event: { type: 'sample', trial: current, sample } });
    }
    await eventually(async () => {
      expect(await rows()).toBeGreaterThan(before);
    });
    expect(await region.evaluate((scroller) => [scroller === document.activeElement, scroller.scrollTop])).toEqual([
      true,
      100,
    ]);
  });

  it('leaves the table scrolled to where it was', async () => {
    const panel = await openPanel({ width: 400 });
    await panel.show({ run: { ...run, state: 'running', trials: [first] } });
    const region = panel.page.locator('.scroller:has(table.comparison)');
    const scrolled = await region.evaluate((scroller) => {
      scroller.scrollLeft = 20;
      return scroller.scrollLeft;
    });
    expect(scrolled).toBeGreaterThan(0);
    await panel.deliver({ type: 'event', event: { type: 'trial-finished', trial: second } });
    await region.locator('td[data-value] + td[data-value]').first().waitFor();
    expect(await region.evaluate(({ scrollLeft }) => scrollLeft)).toBe(scrolled);
  });

  it.each(['Copy as Markdown', 'Cancel Run'])(
    'says what came of it, and keeps the focus of "%s" on the page',
    async (name) => {
      const panel = await openPanel();
      await panel.show({ run: { ...run, state: 'running' } }, { isLive: true });
      await panel.page.getByRole('button', { name }).focus();
      await panel.deliver({ type: 'event', event: { type: 'run-finished', run } });
      await panel.page.getByRole('button', { name: 'Run Again' }).waitFor();
      await panel.settle();
      const headline = await panel.page.textContent('h1');
      expect(await panel.page.textContent('[role=status]')).toBe(headline);
      expect(headline).toContain('Python TensorFlow');
      expect(await panel.page.evaluate(() => document.activeElement === document.body)).toBe(false);
    },
  );

  it('lets the pointer go over the tooltip', async () => {
    const panel = await openPanel();
    await panel.show({ run });
    await panel.page.locator('.segment').nth(5).hover();
    const tooltip = panel.page.locator('.tooltip');
    await tooltip.hover();
    await panel.page.waitForTimeout(800);
    expect(await tooltip.isVisible()).toBe(true);
    await panel.page.mouse.move(5, 5);
    await tooltip.waitFor({ state: 'hidden' });
  });
});
