import { expect, it } from 'vitest';
import { isSnapshotEvent } from '../../src/protocol/live-run.js';
import { eventually } from '../support/eventually.js';
import { bigRun, completedRun, eventsOf, oneBlockRun } from '../support/invented-runs/index.js';
import { bundlePage } from './panel-page/harness.js';
import { openPanel } from './panel-page/open-panel.js';
import { underWay } from './panel-page/states.js';
import { THEMES } from './panel-page/themes.js';

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
  await eventually(async () => {
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
  expect([dark, await label()]).toEqual(['#9b9b9b', '#727272']);
});

it('refuses a message that the protocol does not know, says so, and goes on', async () => {
  const panel = await openPanel();
  await panel.page.evaluate(() => {
    postMessage({ type: 'show', snapshot: { run: '<img src=x onerror=alert(1)>' }, translations: {} }, '*');
  });
  await eventually(() => {
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

it('draws a chart when the reader comes near it', async () => {
  const panel = await openPanel();
  await panel.show({ run: bigRun() });
  const isDrawn = () =>
    panel.page.$eval('[data-chart=memory] canvas', (canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const blank = Object.assign(document.createElement('canvas'), { width, height });
      return canvas.toDataURL() !== blank.toDataURL();
    });
  expect(await isDrawn()).toBe(false);
  await panel.page.locator('[data-chart=memory] summary').scrollIntoViewIfNeeded();
  await eventually(async () => {
    expect(await isDrawn()).toBe(true);
  });
});

it('has a script of at most 250 KB', async () => {
  expect(Buffer.byteLength((await bundlePage()).script)).toBeLessThanOrEqual(250_000);
});
