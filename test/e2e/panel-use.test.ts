import { describe, expect, it } from 'vitest';
import type { PageState } from '../../src/protocol/to-host.js';
import { eventually } from '../support/eventually.js';
import { completedRun, failedRun } from '../support/invented-runs/index.js';
import type { PanelPage } from './panel-page/harness.js';
import { openPanel } from './panel-page/open-panel.js';
import { underWay } from './panel-page/states.js';

describe('the outcome of a command', () => {
  it('stands for its whole time, though that of an earlier one ends meanwhile', async () => {
    const panel = await openPanel();
    const { clock } = panel.page;
    await panel.show(null);
    await clock.install();
    // From here on time passes when the test says so, and not while it waits for its turn.
    await clock.pauseAt(Date.now() + 60_000);
    const shown = panel.page.locator('.outcome');
    const tell = async (message: string): Promise<void> => {
      await panel.deliver({ type: 'outcome', message });
      await shown.filter({ hasText: message }).waitFor();
    };
    await tell('Saved to run.csv');
    await clock.runFor(3000);
    await tell('Copied as Markdown');
    await clock.runFor(3000);
    expect(await shown.textContent()).toBe('Copied as Markdown');
    await clock.runFor(3000);
    expect(await shown.textContent()).toBe('');
  });
});

describe('by keyboard', () => {
  it('goes from segment to segment, and tells the facts of each', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show({ run: completedRun() });
    await page.focus('.segment[tabindex="0"]');
    const labels: (string | null)[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'End', 'Home']) {
      await page.keyboard.press(key);
      labels.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null));
    }
    expect(labels[0]).toMatch(/^Python TensorFlow: /);
    expect(labels[1]).toMatch(/^Julia Flux: .*of the trial.*source: marker line, resolution/);
    expect(labels[2]).toMatch(/^Julia Flux: end of the program/);
    expect(labels[3]).toMatch(/^Julia Flux: start/);
    expect(await page.$$eval('.segment[tabindex="0"]', ({ length }) => length)).toBe(1);
    expect(await page.textContent('.tooltip')).toContain('Julia Flux: start');
    await page.keyboard.press('Escape');
    expect(await page.isHidden('.tooltip')).toBe(true);
  });

  it('reaches every control, in the order of the page', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show({ run: failedRun() });
    const reached = new Set<string>();
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const { activeElement: at } = document;
          return at?.getAttribute('aria-label') ?? at?.textContent.trim() ?? '';
        }),
      );
    }
    for (const control of ['Copy as Markdown', 'CSV', 'Run Again', 'Set Up Environments', 'Open Log', 'Trial shown']) {
      expect(reached).toContain(control);
    }
    expect(reached).toContain('Measure shown');
    expect(reached).toContain('Side by side');
    expect(reached).toContain('Trials and logs');
  });
});

describe('what is asked of the extension', () => {
  it('begins with ready, and goes by the protocol', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show({ run: failedRun() });
    for (const name of ['Copy as Markdown', 'CSV', 'JSON', 'Compare with…', 'Show File', 'Run Again', 'Open Log']) {
      await page.getByRole('button', { name, exact: true }).first().click();
    }
    expect((await panel.sent()).map(({ type }) => type)).toEqual([
      'ready',
      'copy',
      'save',
      'save',
      'compare',
      'open-file',
      'rerun',
      'open-log',
    ]);
  });

  it('saves a picture that stands by itself', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show({ run: completedRun() });
    await page.getByRole('button', { name: 'SVG' }).click();
    await page.getByRole('button', { name: 'PNG' }).click();
    await eventually(async () => {
      expect((await panel.sent()).map(({ type }) => type)).toContain('save-png');
    });
    const sent = await panel.sent();
    const svg = sent.flatMap((message) => (message.type === 'save-svg' ? [message.svg] : []))[0] ?? '';
    const png = sent.flatMap((message) => (message.type === 'save-png' ? [message.base64] : []))[0] ?? '';
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('Python TensorFlow trains an epoch');
    // Shapes and texts alone, and nothing from outside.
    expect(svg).not.toMatch(/var\(|href=|<image/);
    expect(Buffer.from(png, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });
});

it('keeps across a reload what the reader chose, and where the reader was', async () => {
  const run = completedRun();
  const first = await openPanel();
  await first.show({ run });
  await first.page.getByLabel('Measure shown').selectOption('first-epoch');
  await first.page.getByLabel('Trial shown').selectOption('2');
  await first.page.getByLabel('exact values').check();
  for (const part of ['These times as a table', 'Environment']) {
    await first.page.getByText(part, { exact: true }).click();
  }
  await first.page.locator('[data-chart=memory] summary').click();
  await first.settle();
  await first.page.mouse.wheel(0, 700);
  const lanes = { open: ['lanes', 'environment', 'memory'] };
  const chosen = { runId: run.id, measure: 'first-epoch', block: 2, exact: true, ...lanes };
  // Where the page is scrolled to is kept once that has come to rest.
  const state = await eventually(async () => {
    const [kept, scroll] = [(await first.kept()) as PageState, await first.page.evaluate(() => scrollY)];
    expect(scroll).toBeGreaterThan(100);
    expect(kept).toMatchObject({ ...chosen, scroll });
    return kept;
  });
  await first.close();

  const again = await openPanel({ state });
  await again.show({ run });
  expect(await again.page.getByLabel('Measure shown').inputValue()).toBe('first-epoch');
  expect(await again.page.getByLabel('Trial shown').inputValue()).toBe('2');
  expect(await again.page.getByLabel('exact values').isChecked()).toBe(true);
  expect(await again.page.textContent('table.comparison tbody td')).toMatch(/median of 5 trials/);
  expect(await again.page.isVisible('text=Invented CPU')).toBe(true);
  const opened = await again.page.$$eval('details', (all) => all.filter(({ open }) => open).length);
  expect(opened).toBe(lanes.open.length);
  expect(await again.page.evaluate(() => scrollY)).toBe(state.scroll);
});

it('brings the reader to a comparison that was asked for, and back to where it was', async () => {
  const panel = await openPanel();
  const run = completedRun();
  await panel.show({ run });
  const focused = () => panel.page.evaluate(() => document.activeElement?.textContent);
  await panel.show({ run }, { baseline: { ...completedRun({ seed: 9 }), id: 'earlier', name: 'Before the cache' } });
  expect(await focused()).toBe('Steady epoch compared with Before the cache');
  const cells = await panel.page.locator('section:has(h2:focus) tbody tr').first().locator('td').allInnerTexts();
  expect(cells.slice(0, 3)).toEqual([
    expect.stringMatching(/^14\.\d\ss$/),
    expect.stringMatching(/^14\.\d\ss$/),
    expect.stringMatching(/^[\d.]+×$/),
  ]);
  await panel.page.getByRole('button', { name: 'Stop Comparing' }).focus();
  await panel.show({ run });
  expect(await focused()).toBe('Compare with…');
});

it('draws the trials of the block that is chosen, and lists them', async () => {
  const panel = await openPanel();
  await panel.show({ run: completedRun() });
  await panel.unfoldAll();
  const drawn = () => panel.page.getAttribute('.segment', 'aria-label');
  const listed = () => panel.page.locator('.picture ~ details td:last-child').first().textContent();
  const before = [await drawn(), await listed()];
  await panel.page.getByLabel('Trial shown').selectOption('2');
  expect(await drawn()).not.toBe(before[0]);
  expect(await listed()).not.toBe(before[1]);
});

describe('a lane that grows', () => {
  /** The second of two trials, with a number of epochs told. */
  async function growing(): Promise<{ panel: PanelPage; tell: (atSeconds: number) => Promise<void> }> {
    const panel = await openPanel();
    const { run, current } = underWay(completedRun({ implementations: 2, blocks: 1 }), 80);
    if (!current || run.trials.length !== 1) throw new Error('This is to be the second of two trials.');
    await panel.show({ run, current });
    const tell = async (later: number): Promise<void> => {
      const sample = { atSeconds: current.elapsedSeconds + later, coresBusy: 1, residentBytes: 4e12, threads: 1 };
      await panel.deliver({ type: 'event', event: { type: 'sample', trial: current, sample } });
    };
    return { panel, tell };
  }

  it('draws the segment alone that is under way', async () => {
    const { panel, tell } = await growing();
    const rects = panel.page.locator('.segment > rect:first-child');
    await rects.evaluateAll((all) => {
      for (const rect of all) rect.setAttribute('data-old', '');
    });
    await tell(0.01);
    const fresh = panel.page.locator('.segment > rect:first-child:not([data-old])');
    await fresh.waitFor();
    expect([await fresh.count(), await rects.count()]).toEqual([1, expect.any(Number)]);
    expect(await rects.count()).toBeGreaterThan(5);
  });

  it('keeps the focus on its segment, and says nothing new of it', async () => {
    const { panel, tell } = await growing();
    const last = panel.page.locator('.lanes [role=group]:last-child .segment').last();
    await last.evaluate((segment: SVGElement) => {
      segment.focus();
      segment.setAttribute('data-focused', '');
    });
    const label = await last.getAttribute('aria-label');
    const told = await panel.page.textContent('.tooltip');
    const width = () => last.locator('rect').first().getAttribute('width');
    const before = await width();
    await tell(1);
    await eventually(async () => {
      expect(await width()).not.toBe(before);
    });
    const focused = panel.page.locator('[data-focused]:focus');
    expect(await focused.getAttribute('aria-label')).toBe(label);
    // Who sees it is told the time as it is now.
    expect(await panel.page.textContent('.tooltip')).not.toBe(told);
  });

  it('leaves a chart as it is that nobody sees, and draws it when it is seen', async () => {
    const { panel, tell } = await growing();
    await panel.page.evaluate(() => {
      scrollTo(0, 0);
    });
    const summary = () => panel.page.getAttribute('[data-chart=memory] canvas', 'aria-label');
    const width = () => panel.page.locator('.segment').last().locator('rect').first().getAttribute('width');
    const [before, short] = [await summary(), await width()];
    await tell(1);
    await eventually(async () => {
      expect(await width()).not.toBe(short);
    });
    expect(await summary()).toBe(before);
    await panel.page.locator('[data-chart=memory] summary').scrollIntoViewIfNeeded();
    await eventually(async () => {
      expect(await summary()).toMatch(/at most 4\.00\sTB/);
    });
  });
});

it('draws thousands of epochs as one stretch that can be told and gone through', async () => {
  const panel = await openPanel();
  const run = completedRun({ implementations: 2, blocks: 1, epochs: 3000 });
  await panel.show({ run });
  const epochs = panel.page.locator('.segment[aria-label*="epochs "]');
  expect(await panel.page.locator('.segment').count()).toBeLessThan(20);
  expect(await epochs.first().getAttribute('aria-label')).toMatch(
    /^Python TensorFlow: epochs 1–3000, .*, each [\d.]+\ss to [\d.]+\ss, .*source: marker line/,
  );
});
