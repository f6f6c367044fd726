import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/model/run.js';
import { headline, toCsv, toJson, toMarkdown } from '../../src/core/report/index.js';
import { RunStore } from '../../src/node/store/index.js';
import { completedRun, oneBlockRun } from '../support/invented-runs/index.js';
import { Stage } from '../support/stage.js';
import type { Workbench } from '../support/workbench.js';

const SHORTLY = { timeout: 120_000, interval: 200 };
/** Older than the other run, so that it is not the first in the list. */
const RUN = { ...completedRun(), name: 'The run to export' };
const OTHER = { ...oneBlockRun(), startedAt: '2026-01-06T09:30:00.000Z' };

let stage: Stage;
let window: Workbench;
/** The run as it was saved. */
let run: Run;

beforeAll(async () => {
  stage = await Stage.set();
  const store = new RunStore(stage.workspace);
  for (const each of [RUN, OTHER]) await store.save(each);
  run = await store.load(RUN.id);
  window = await stage.open();
  await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});

afterAll(async () => {
  await stage.strike();
});

/** What the dialog that asks where to save proposes. */
const proposed = (end: string): RegExp => new RegExp(`langbench-mnist-${RUN.id}\\.${end}$`);

/** Answers the dialog that asks where to save, and gives what reads what was written there. */
async function save(name: string): Promise<() => Promise<Buffer>> {
  const file = path.join(stage.workspace, name);
  await window.answer(proposed(path.extname(name).slice(1)), file);
  return () => readFile(file);
}

/** As {@link save}, until all of it is written: a file is there, and empty, before its contents are. */
async function expectSaved(name: string, contents: string): Promise<void> {
  const read = await save(name);
  await expect.poll(async () => (await read()).toString(), SHORTLY).toBe(contents);
}

describe('a person who exports a saved run', () => {
  it.each([
    ['Markdown', 'md', toMarkdown],
    ['CSV', 'csv', toCsv],
    ['JSON', 'json', toJson],
  ])('chooses the run, the format %s and a file, and finds in it what the run holds', async (format, end, write) => {
    await window.runCommand('LangBench: Export Results');
    await window.choose(RUN.name);
    await window.choose(format);
    await expectSaved(`by-command.${end}`, write(run));
  });

  it('is told where it went, and can open it from there', async () => {
    await window.pressInNotification('Saved to by-command.json', 'Open');
    await window.page.locator('.tab.active', { hasText: 'by-command.json' }).waitFor();
  });
});

describe('a person who looks at a saved run', () => {
  let panel: Frame;
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).click();
  /** What the page told last: it stands there for a few seconds, and stays for who does not see it. */
  const outcome = () => panel.locator('[role=status]').textContent();

  beforeAll(async () => {
    await window.page.locator('.activitybar .action-label[aria-label^="LangBench"]').click();
    await window.page.locator('.sidebar .monaco-list-row', { hasText: RUN.name }).click();
    panel = await window.webview('table.comparison');
  });

  it.each([
    ['CSV', 'csv', toCsv],
    ['JSON', 'json', toJson],
  ])('saves it as %s from the panel, and is told so there', async (format, end, write) => {
    await press(format);
    await expectSaved(`by-panel.${end}`, write(run));
    await expect.poll(outcome, SHORTLY).toBe(`Saved to by-panel.${end}`);
  });

  it('saves a picture as shapes and texts that tell the answer', async () => {
    await press('SVG');
    const read = await save('by-panel.svg');
    await expect.poll(async () => (await read()).toString(), SHORTLY).toMatch(/^<svg xmlns=.*<\/svg>\s*$/s);
    const svg = (await read()).toString();
    expect(svg).toContain(`<title>${headline(run).text}</title>`);
    for (const { title } of run.implementations) expect(svg).toContain(`>${title}</text>`);
  });

  it('saves the same picture as pixels', async () => {
    await press('PNG');
    const read = await save('by-panel.png');
    await expect.poll(async () => (await read()).subarray(-8, -4).toString('latin1'), SHORTLY).toBe('IEND');
    const png = await read();
    expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    // Two for each of the drawing's own 1180.
    expect(png.readUInt32BE(16)).toBe(2360);
    expect(png.readUInt32BE(20)).toBeGreaterThan(1000);
  });

  it('copies it as Markdown', async () => {
    // Chromium gives the clipboard to a window in front alone.
    await window.page.bringToFront();
    await press('Copy as Markdown');
    await expect.poll(outcome, SHORTLY).toBe('Copied as Markdown');
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe(toMarkdown(run));
  });

  it('writes nothing when the dialog is left', async () => {
    await press('CSV');
    await window.leave(proposed('csv'));
    expect((await readdir(stage.workspace)).filter((name) => name.startsWith('langbench-'))).toEqual([]);
  });
});
