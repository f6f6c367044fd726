import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type * as vscode from 'vscode';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Run } from '../../src/core/model/run.js';
import { reportTable } from '../../src/core/report/index.js';
import { pageHtml } from '../../src/extension/panel/page-html.js';
import { applyEvent, isSnapshotEvent, type RunSnapshot } from '../../src/protocol/live-run.js';
import type { PageState } from '../../src/protocol/to-host.js';
import { openBrowser } from '../support/browser.js';
import {
  bigRun,
  cancelledRun,
  completedRun,
  differentWorkRun,
  eventsOf,
  failedRun,
  oneBlockRun,
  syntheticRun,
} from '../support/invented-runs/index.js';
import { editor } from '../unit/panel/fake-editor.js';
import { bundlePage, ORIGIN, PanelPage, type Bundle, type PanelOptions } from './panel-page/harness.js';
import { THEME_NAMES, THEMES } from './panel-page/themes.js';

vi.mock('vscode', async () => (await import('../unit/panel/fake-editor.js')).editor);

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** VS Code's own styles decide these: the panel sits in a frame of a larger page. */
const NOT_THE_PANELS = ['landmark-one-main', 'region'];

let browser: Browser;
let bundle: Bundle;
let frame: string;
let open: PanelPage | undefined;

beforeAll(async () => {
  [browser, bundle] = await Promise.all([openBrowser(), bundlePage()]);
  const webview = {
    cspSource: ORIGIN,
    asWebviewUri: ({ path }: vscode.Uri) => ({ toString: () => `${ORIGIN}/${path.split('/').at(-1) ?? ''}` }),
  };
  frame = pageHtml(webview as unknown as vscode.Webview, editor.Uri.file('/extension') as unknown as vscode.Uri);
});

afterAll(async () => {
  await browser.close();
});

afterEach(async () => {
  const { faults } = open ?? {};
  await open?.close();
  open = undefined;
  // Neither a violation of the policy nor an error of the page, whatever a test did.
  expect(faults ?? []).toEqual([]);
});

async function openPanel(options?: PanelOptions): Promise<PanelPage> {
  open = await PanelPage.open(browser, bundle, frame, options);
  return open;
}

/** The run after a number of its events. */
function underWay(run: Run, events: number): RunSnapshot {
  let snapshot: RunSnapshot | undefined;
  for (const event of [...eventsOf(run)].slice(0, events)) {
    if (isSnapshotEvent(event)) snapshot = applyEvent(snapshot, event);
  }
  if (!snapshot) throw new Error('The run has not begun.');
  return snapshot;
}

const STATES: Readonly<Record<string, () => RunSnapshot | null>> = {
  complete: () => ({ run: completedRun() }),
  'one block': () => ({ run: oneBlockRun() }),
  running: () => underWay(completedRun({ blocks: 2 }), 330),
  'just begun': () => underWay(completedRun({ blocks: 2 }), 3),
  failed: () => ({ run: failedRun() }),
  cancelled: () => ({ run: cancelledRun() }),
  'different work': () => ({ run: differentWorkRun() }),
  'synthetic digits': () => ({ run: syntheticRun() }),
  'ten implementations': () => ({ run: completedRun({ implementations: 10, epochs: 12 }) }),
  empty: () => null,
};

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

describe('the table', () => {
  it.each(['complete', 'failed', 'ten implementations'])('holds the figures of the run: %s', async (state) => {
    const snapshot = STATES[state]?.();
    if (!snapshot) throw new Error('This state has no run.');
    const panel = await openPanel();
    await panel.show(snapshot);
    const shown = await panel.page.$$eval('table.comparison tbody tr', (rows) =>
      rows.map((row) => ({
        id: (row as HTMLElement).dataset['measure'],
        values: [...row.querySelectorAll('td')].map(({ dataset }) => dataset['value'] ?? null),
        best: [...row.querySelectorAll('td')].map((cell) => cell.querySelector('strong') !== null),
      })),
    );
    const told = reportTable(snapshot.run).rows.map(({ id, cells }) => ({
      id,
      values: cells.map((cell) => (cell.kind === 'value' ? String(cell.value) : null)),
      best: cells.map((cell) => cell.kind === 'value' && cell.best),
    }));
    expect(shown).toEqual(told);
  });

  it('shows exact values when asked', async () => {
    const run = completedRun();
    const panel = await openPanel();
    await panel.show({ run });
    await panel.page.getByLabel('exact values').check();
    const cell = reportTable(run).rows[0]?.cells[0];
    const shown = await panel.page.textContent('table.comparison tbody td');
    expect(cell?.kind === 'value' && cell.exact).toBe(shown?.replace(/ \(.*\)$/, ''));
  });

  it('scrolls inside itself in a narrow panel, its first column held', async () => {
    const panel = await openPanel({ width: 400 });
    await panel.show({ run: completedRun({ implementations: 10 }) });
    const moved = await panel.page.evaluate(() => {
      const scroller = document.querySelector('.scroller:has(table.comparison)');
      const first = document.querySelector('table.comparison tbody th');
      if (!scroller || !first) return undefined;
      const before = first.getBoundingClientRect().left;
      scroller.scrollLeft = 300;
      const page = document.documentElement;
      return {
        scrolled: scroller.scrollLeft,
        held: first.getBoundingClientRect().left - before,
        spill: page.scrollWidth - page.clientWidth,
      };
    });
    expect(moved).toEqual({ scrolled: 300, held: 0, spill: 0 });
  });

  it('leaves the measures’ names readable where the language may break them anywhere', async () => {
    const panel = await openPanel({ width: 400 });
    await panel.show({ run: completedRun() }, { translations: { 'Launch to first step': '从启动到第一个训练步' } });
    const name = panel.page.locator('table.comparison tbody th', { hasText: '从启动到第一个训练步' });
    expect((await name.boundingBox())?.width).toBeGreaterThan(80);
  });
});

describe('the chart of every trial', () => {
  const chart = async (snapshot: RunSnapshot): Promise<string | null> => {
    const panel = await openPanel();
    await panel.show(snapshot);
    return panel.page.getAttribute('[data-chart=trials] canvas', 'aria-label');
  };

  it('has an interval where there are as many trials as one takes', async () => {
    expect(await chart({ run: completedRun({ blocks: 5 }) })).toContain('95 % interval of the median');
  });

  it('has none with fewer', async () => {
    expect(await chart({ run: completedRun({ blocks: 4 }) })).not.toContain('interval');
  });
});

describe('the provenance', () => {
  it('tells how many threads a program came to', async () => {
    const panel = await openPanel();
    const run = completedRun();
    await panel.show({ run });
    await panel.unfoldAll();
    const peaks = run.trials.flatMap((trial) =>
      'measurements' in trial && trial.implementation === 'julia-flux'
        ? (trial.measurements.resources?.peakThreads ?? [])
        : [],
    );
    const facts = panel.page.locator('h3:text-is("Julia Flux") + dl');
    expect(await facts.innerText()).toMatch(new RegExp(`Threads of all kinds, at most\\s+${Math.max(...peaks)}\\s`));
    expect(await facts.innerText()).toContain('Julia 1.12.6');
  });
});

describe('the outcome of a command', () => {
  it('stands for its whole time, though that of an earlier one ends meanwhile', async () => {
    const panel = await openPanel();
    const { clock } = panel.page;
    await panel.show(null);
    await clock.install();
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
    const { page } = await openPanel();
    await open?.show({ run: completedRun() });
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
    const { page } = await openPanel();
    await open?.show({ run: failedRun() });
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
    const { page } = await openPanel();
    await open?.show({ run: failedRun() });
    for (const name of ['Copy as Markdown', 'CSV', 'JSON', 'Compare with…', 'Show File', 'Run Again', 'Open Log']) {
      await page.getByRole('button', { name, exact: true }).first().click();
    }
    expect((await open?.sent())?.map(({ type }) => type)).toEqual([
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
    const { page } = await openPanel();
    await open?.show({ run: completedRun() });
    await page.getByRole('button', { name: 'SVG' }).click();
    await page.getByRole('button', { name: 'PNG' }).click();
    await vi.waitFor(async () => {
      expect((await open?.sent())?.map(({ type }) => type)).toContain('save-png');
    });
    const sent = (await open?.sent()) ?? [];
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
  await vi.waitFor(async () => {
    expect(await first.kept()).toMatchObject({ ...chosen, scroll: expect.any(Number) as number });
  });
  const state = (await first.kept()) as PageState;
  expect(state.scroll).toBeGreaterThan(100);
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

it('grows with a run, and ends with its answer', async () => {
  const run = completedRun({ implementations: 2, blocks: 2 });
  const panel = await openPanel();
  const events = [...eventsOf(run)].filter(isSnapshotEvent);
  await panel.show(underWay(run, 1));
  const segments = () => panel.page.$$eval('.segment', ({ length }) => length);
  let before = 0;
  for (const part of [20, 60, 100]) {
    const from = part === 20 ? 1 : part - 40;
    for (const event of events.slice(from, part)) await panel.deliver({ type: 'event', event });
    await panel.settle();
    expect(await panel.page.textContent('.progress')).toMatch(/trial 1 of 4|trials done|trial 2 of 4/);
    expect(await segments()).toBeGreaterThanOrEqual(before);
    before = await segments();
  }
  for (const event of events.slice(100)) await panel.deliver({ type: 'event', event });
  await panel.settle();
  expect(await panel.page.textContent('h1')).toMatch(/Python TensorFlow trains an epoch .* faster than Julia Flux/);
  expect(await panel.page.isHidden('.progress')).toBe(true);
});

it('says what is prepared, offers to cancel it, and no second run', async () => {
  const panel = await openPanel();
  await panel.show(null, { pending: { kind: 'preparing', message: 'Checking environments' } });
  expect(await panel.page.innerText('h1')).toBe('Preparing');
  expect(await panel.page.isVisible('text=Checking environments')).toBe(true);
  expect(await panel.page.locator('button').allInnerTexts()).toEqual(['Cancel Run']);
  expect(await panel.page.textContent('[role=status]')).toBe('Checking environments');
});

it('tells the extension why a picture could not be drawn', async () => {
  const panel = await openPanel();
  await panel.show({ run: oneBlockRun() });
  await panel.page.evaluate(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await panel.page.click('button:text-is("PNG")');
  await vi.waitFor(async () => {
    expect((await panel.sent()).at(-1)).toMatchObject({ type: 'picture-failed' });
  });
});

it('follows a change of the theme', async () => {
  const panel = await openPanel({ theme: 'dark' });
  await panel.show({ run: oneBlockRun() });
  const label = () => panel.page.$eval('.lanes text', (text) => text.getAttribute('fill'));
  const dark = await label();
  await panel.page.evaluate(({ bodyClass, variables }) => {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
    document.body.className = bodyClass;
  }, THEMES.light);
  await panel.settle();
  expect([dark, await label()]).toEqual(['#9d9d9d', '#3b3b3b']);
});

it('refuses a message that the protocol does not know, says so, and goes on', async () => {
  const panel = await openPanel();
  await panel.page.evaluate(() => {
    postMessage({ type: 'show', snapshot: { run: '<img src=x onerror=alert(1)>' }, translations: {} }, '*');
  });
  await vi.waitFor(() => {
    expect(panel.faults).toHaveLength(1);
  });
  expect(panel.faults[0]).toMatch(/refused: snapshot\.run/);
  panel.forgive();
  await panel.show(null);
  expect(await panel.page.isVisible('text=Run MNIST Benchmark')).toBe(true);
});

it('never takes data for markup', async () => {
  const run = oneBlockRun();
  const title = '<img src=x onerror="document.title=1">';
  const panel = await openPanel();
  await panel.show({
    run: { ...run, name: title, implementations: run.implementations.map((each) => ({ ...each, title })) },
  });
  await panel.unfoldAll();
  expect(await panel.page.$$eval('img', ({ length }) => length)).toBe(0);
});

it('speaks the language of the window', async () => {
  const panel = await openPanel();
  await panel.show({ run: oneBlockRun() }, { translations: { 'Copy as Markdown': '复制为 Markdown' } });
  expect(await panel.page.isVisible('text=复制为 Markdown')).toBe(true);
});

it('is usable with a run of 10 implementations, 10 blocks and 50 epochs', async () => {
  const panel = await openPanel();
  await panel.show({ run: bigRun() });
  expect(await panel.page.$$eval('.segment', ({ length }) => length)).toBeGreaterThan(500);
  await panel.page.getByLabel('Trial shown').selectOption('10');
  await panel.settle();
  expect(await panel.page.$$eval('[data-chart] canvas', (all) => all.every(({ clientWidth }) => clientWidth > 0))).toBe(
    true,
  );
});

it('has a script of at most 250 KB', () => {
  expect(Buffer.byteLength(bundle.script)).toBeLessThanOrEqual(250_000);
});
