import { describe, expect, it } from 'vitest';
import { reportTable } from '../../src/core/report/index.js';
import type { RunSnapshot } from '../../src/protocol/live-run.js';
import { completedRun, failedRun } from '../support/invented-runs/index.js';
import { openPanel } from './panel-page/open-panel.js';
import { STATES, underWay } from './panel-page/states.js';

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

describe('where there is nothing to show', () => {
  it('invents no axis and no figure', async () => {
    const run = failedRun();
    const panel = await openPanel();
    await panel.show({ run: { ...run, trials: run.trials.filter(({ state }) => state === 'not-started') } });
    for (const part of ['table.comparison', '.charts', '.picture + div', '.picture ~ details']) {
      expect(await panel.page.isVisible(part)).toBe(false);
    }
    expect(await panel.page.locator('.lanes text').allTextContents()).not.toContain('0');
    expect(await panel.page.locator('.lanes .remark').first().textContent()).toBe('not run');
  });

  it('tells what the trial under way has measured, and of what nothing is known yet', async () => {
    const panel = await openPanel();
    await panel.show(underWay(completedRun({ blocks: 1 }), 12));
    expect(await panel.page.locator('[data-measure=import] td').first().innerText()).toMatch(/^2\.\d\d\ss/);
    expect(await panel.page.innerText('[data-chart=epochs]')).toContain('no epoch has ended yet');
    expect(await panel.page.isVisible('[data-chart=epochs] canvas')).toBe(false);
  });
});

it('labels the epochs of a lane alike', async () => {
  const panel = await openPanel();
  await panel.show({ run: completedRun({ implementations: 10, epochs: 12 }) });
  const lanes = await panel.page.$$eval('.lanes [role=group]', (all) =>
    all.map((lane) =>
      [...lane.querySelectorAll('.segment[aria-label*="epoch "] text')].map((text) => text.textContent),
    ),
  );
  for (const labels of lanes) {
    expect(new Set(labels.slice(1).map((label) => label.replaceAll(/[\d.]+/g, '1'))).size).toBeLessThan(2);
  }
  expect(new Set(lanes.map(({ length }) => length))).toContain(12);
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

it('tells whole that a trial runs, also where its bar nearly ends with the picture', async () => {
  const panel = await openPanel({ width: 420 });
  await panel.show(underWay(completedRun({ blocks: 2 }), 115));
  await panel.settle();
  const room = await panel.page.$eval('.lanes', (picture) => {
    const remark = [...picture.querySelectorAll('.remark')].find(({ textContent }) => textContent === 'running');
    return picture.getBoundingClientRect().right - (remark?.getBoundingClientRect().right ?? Infinity);
  });
  expect(room).toBeGreaterThanOrEqual(0);
});
