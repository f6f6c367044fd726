import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../src/core/model/run.js';
import { sentence } from '../../../src/core/model/sentence.js';
import { toCsv, toMarkdown } from '../../../src/core/report/index.js';
import { ResultPanels } from '../../../src/extension/panel/result-panels.js';
import type { PanelDelegate } from '../../../src/extension/panel/delegate.js';
import { completedRun, eventsOf, oneBlockRun } from '../../support/invented-runs/index.js';
import { editor, fakePanel, seen, type FakePanel } from './fake-editor.js';

vi.mock('vscode', async () => (await import('./fake-editor.js')).editor);

const run = oneBlockRun();
const delegate = {
  load: vi.fn((id: string): Promise<Run> =>
    id === run.id ? Promise.resolve(run) : Promise.reject(new Error(`There is no run ${id}.`)),
  ),
  latest: vi.fn((): Promise<Run | undefined> => Promise.resolve(undefined)),
  file: vi.fn(),
  openLog: vi.fn(() => Promise.resolve()),
  chooseBaseline: vi.fn((): Promise<Run | undefined> => Promise.resolve(undefined)),
  perform: vi.fn(() => Promise.resolve()),
  log: { warn: vi.fn(), error: vi.fn() },
};

let panels: ResultPanels;

beforeEach(() => {
  vi.clearAllMocks();
  seen.created.length = 0;
  seen.errors.length = 0;
  seen.saved.clear();
  panels = new ResultPanels(editor.Uri.file('/extension') as never, delegate as unknown as PanelDelegate);
});

function last(): FakePanel {
  const made = seen.created.at(-1);
  if (!made) throw new Error('No panel was opened.');
  return made;
}

async function opened(): Promise<FakePanel> {
  await panels.show(run);
  await last().say({ type: 'ready' });
  return last();
}

describe('the page of a panel', () => {
  it('has a strict policy with a nonce of its own each time, and no data', async () => {
    const first = await opened();
    await panels.show(completedRun());
    const pages = [first, last()].map(({ panel }) => panel.webview.html);
    const nonces = pages.map((html) => /script-src &#39;nonce-([\w+/=]{32})&#39;/.exec(html)?.[1]);
    expect(nonces[0]).toBeDefined();
    expect(nonces[1]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(pages[0]).toContain('default-src &#39;none&#39;');
    expect(pages[0]).not.toMatch(/unsafe|<style|onload|TensorFlow/);
    expect(first.panel.webview.options).toMatchObject({ localResourceRoots: [{ path: '/extension/dist' }] });
  });

  it('is told nothing before it is ready, and then everything, with the translations', async () => {
    await panels.show(run);
    expect(last().posted).toEqual([]);
    await last().say({ type: 'ready' });
    expect(last().posted).toEqual([{ type: 'show', snapshot: { run }, translations: { Import: '导入' } }]);
  });

  it('has a message refused, with the reason in the log, that the protocol does not know', async () => {
    const page = await opened();
    await page.say({ type: 'format-disk' });
    await page.say({ type: 'save', format: 'exe' });
    await page.say({ type: 'open-log', trial: { implementation: 7 } });
    await page.say('ready');
    expect(delegate.log.warn).toHaveBeenCalledTimes(4);
    expect(delegate.log.warn.mock.calls[1]?.[0]).toMatch(/refused: format/);
    expect(delegate.openLog).not.toHaveBeenCalled();
  });
});

describe('what the page asks for', () => {
  it('copies Markdown', async () => {
    const page = await opened();
    await page.say({ type: 'copy' });
    expect(seen.clipboard).toBe(toMarkdown(run));
    expect(page.posted.at(-1)).toMatchObject({ type: 'outcome' });
  });

  it('saves data and pictures where the person says, or nowhere', async () => {
    const page = await opened();
    seen.saveTo = '/out/run.csv';
    await page.say({ type: 'save', format: 'csv' });
    seen.saveTo = '/out/run.svg';
    await page.say({ type: 'save-svg', svg: '<svg/>' });
    seen.saveTo = '/out/run.png';
    await page.say({ type: 'save-png', base64: Buffer.from('pixels').toString('base64') });
    seen.saveTo = undefined;
    await page.say({ type: 'save', format: 'json' });
    expect(Object.fromEntries(seen.saved)).toEqual({
      '/out/run.csv': toCsv(run),
      '/out/run.svg': '<svg/>',
      '/out/run.png': 'pixels',
    });
  });

  it('saves a picture of many megabytes', async () => {
    const page = await opened();
    const pixels = 'x'.repeat(6_000_000);
    seen.saveTo = '/out/run.png';
    await page.say({ type: 'save-png', base64: Buffer.from(pixels).toString('base64') });
    expect(seen.saved.get('/out/run.png')?.length).toBe(pixels.length);
  });

  it('says which file cannot be opened', async () => {
    const page = await opened();
    delegate.file.mockReturnValueOnce({ fsPath: '/runs/lost.json' });
    vi.spyOn(editor.window, 'showTextDocument').mockRejectedValueOnce(new Error('cannot open file:///runs/lost.json'));
    await page.say({ type: 'open-file' });
    expect(seen.errors).toEqual(['/runs/lost.json cannot be opened: the run was not saved there, or was deleted.']);
  });

  it('tells the person when a picture could not be drawn', async () => {
    const page = await opened();
    await page.say({ type: 'picture-failed', reason: 'The canvas is too large.' });
    expect(seen.errors).toEqual(['The picture could not be drawn: The canvas is too large.']);
  });

  it('leaves the rest to the extension, and tells the person when that fails', async () => {
    const page = await opened();
    const trial = { implementation: 'julia-flux', block: 1, position: 2 };
    await page.say({ type: 'open-log', trial });
    expect(delegate.openLog).toHaveBeenCalledWith(run, trial);
    delegate.perform.mockRejectedValueOnce(new Error('Another run is under way.'));
    await page.say({ type: 'rerun' });
    expect(delegate.perform).toHaveBeenCalledWith('rerun', run);
    expect(seen.errors).toEqual(['Another run is under way.']);
  });

  it('compares with the run that is chosen, until told to stop', async () => {
    const page = await opened();
    await page.say({ type: 'compare' });
    expect(page.posted).toHaveLength(1);
    const baseline = completedRun();
    delegate.chooseBaseline.mockResolvedValueOnce(baseline);
    await page.say({ type: 'compare' });
    expect(page.posted.at(-1)).toMatchObject({ type: 'show', baseline: { id: baseline.id } });
    await page.say({ type: 'stop-comparing' });
    expect(page.posted.at(-1)).not.toHaveProperty('baseline');
  });
});

it('puts no run beside another than the one that it was chosen for', async () => {
  panels.follow();
  const page = last();
  await page.say({ type: 'ready' });
  const [started] = eventsOf(run);
  const next = { ...run, id: 'next' };
  if (started) panels.handle(started);
  delegate.chooseBaseline.mockImplementationOnce(() => {
    panels.handle({ type: 'run-started', run: next });
    return Promise.resolve(completedRun());
  });
  await page.say({ type: 'compare' });
  expect(page.posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run: next } });
  expect(page.posted.at(-1)).not.toHaveProperty('baseline');
});

describe('a run under way', () => {
  it('grows event by event in the panel that follows, and in one opened later', async () => {
    panels.follow();
    const following = last();
    await following.say({ type: 'ready' });
    const events = [...eventsOf(run)];
    const middle = Math.floor(events.length / 2);
    for (const event of events.slice(0, middle)) panels.handle(event);
    expect(following.posted.map(({ type }) => type)).toContain('event');

    following.setVisible(false);
    const heard = following.posted.length;
    for (const event of events.slice(middle)) panels.handle(event);
    expect(following.posted).toHaveLength(heard);

    following.setVisible(true);
    await following.say({ type: 'ready' });
    expect(following.posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run } });
  });

  it('sends neither output nor single timings to the page', async () => {
    panels.follow();
    await last().say({ type: 'ready' });
    const [started] = eventsOf(run);
    if (started) panels.handle(started);
    const heard = last().posted.length;
    const trial = { implementation: 'julia-flux', block: 1, position: 2 };
    panels.handle({ type: 'output', trial, stream: 'stdout', chunk: new Uint8Array(3) });
    panels.handle({
      type: 'timing',
      trial,
      timing: { seconds: 1, resolutionSeconds: 1, source: 'elapsed', line: 1 },
    });
    expect(last().posted).toHaveLength(heard);
  });

  it('says what it waits for', async () => {
    panels.follow();
    await last().say({ type: 'ready' });
    panels.handle({ type: 'waiting', message: sentence('{0} measures.', 'Another window') });
    expect(last().posted.at(-1)).toMatchObject({
      type: 'show',
      snapshot: null,
      pending: { kind: 'waiting', message: 'Another window measures.' },
    });
  });

  it('says what is prepared for it, in a panel that is opened meanwhile too', async () => {
    const preparing = { kind: 'preparing', message: 'Checking environments' } as const;
    panels.expect(preparing);
    panels.follow();
    await last().say({ type: 'ready' });
    expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: null, pending: preparing });
    const [started] = eventsOf(run);
    if (started) panels.handle(started);
    expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run: { id: run.id } } });
    expect(last().posted.at(-1)).not.toHaveProperty('pending');
  });

  it('is told of from when it is expected until it ends', () => {
    expect(panels.isLive).toBe(false);
    panels.expect({ kind: 'preparing', message: 'Checking environments' });
    expect(panels.isLive).toBe(true);
    const events = [...eventsOf(run)];
    for (const event of events.slice(0, -1)) panels.handle(event);
    expect(panels.isLive).toBe(true);
    for (const event of events.slice(-1)) panels.handle(event);
    expect(panels.isLive).toBe(false);
  });

  it('leaves the last one in its place when it does not begin, and nothing where there is none', async () => {
    panels.follow();
    await last().say({ type: 'ready' });
    panels.handle({ type: 'waiting', message: sentence('{0} measures.', 'Another window') });
    await panels.rest();
    expect(last().posted.at(-1)).toEqual({ type: 'show', snapshot: null, translations: { Import: '导入' } });
    delegate.latest.mockResolvedValueOnce(run);
    panels.handle({ type: 'waiting', message: sentence('{0} measures.', 'Another window') });
    await panels.rest();
    expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run } });
    const heard = last().posted.length;
    await panels.rest();
    expect(last().posted).toHaveLength(heard);
  });

  it('takes the panel away that was opened for it when it does not begin', async () => {
    delegate.latest.mockResolvedValueOnce(run);
    panels.expect({ kind: 'preparing', message: 'Checking environments' });
    panels.follow();
    await panels.rest();
    expect(last().isClosed()).toBe(true);
    panels.follow();
    expect(seen.created).toHaveLength(2);
  });

  it('leaves its panel there once it has begun', async () => {
    panels.expect({ kind: 'preparing', message: 'Checking environments' });
    panels.follow();
    for (const event of eventsOf(run)) panels.handle(event);
    panels.expect({ kind: 'preparing', message: 'Checking environments' });
    await panels.rest();
    expect(last().isClosed()).toBe(false);
  });
});

describe('a run that another window or the command line measures', () => {
  const begun: Run = { ...run, state: 'running', trials: run.trials.slice(0, 1) };

  it('grows and ends in its panel as it is saved', async () => {
    await panels.show(begun);
    await last().say({ type: 'ready' });
    const more: Run = { ...begun, trials: run.trials };
    delegate.load.mockResolvedValueOnce(more);
    await panels.refresh();
    expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run: { trials: more.trials } } });
    await panels.refresh();
    expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run: { state: run.state } } });
    await panels.refresh();
    expect(delegate.load).toHaveBeenCalledTimes(2);
  });

  it('is not read again where this window measures it', async () => {
    panels.follow();
    const [started] = eventsOf(run);
    if (started) panels.handle(started);
    await panels.refresh();
    expect(delegate.load).not.toHaveBeenCalled();
  });

  it('cannot be cancelled from here, and cancels nothing else', async () => {
    await panels.show(begun);
    await last().say({ type: 'ready' });
    expect(last().posted.at(-1)).not.toHaveProperty('isLive');
    await last().say({ type: 'cancel' });
    expect(delegate.perform).not.toHaveBeenCalled();
    panels.handle({ type: 'run-started', run: begun });
    await panels.show(run.id);
    expect(last().posted.at(-1)).toMatchObject({ type: 'show', isLive: true });
    await last().say({ type: 'cancel' });
    expect(delegate.perform).toHaveBeenCalledWith('cancel', begun);
  });
});

it('says of a run that was deleted that it is gone, and shows it again when it is back', async () => {
  for (const event of eventsOf(run)) panels.handle(event);
  await panels.show(run.id);
  await last().say({ type: 'ready' });
  delegate.load.mockRejectedValueOnce(new Error('There is no such run.'));
  await panels.reload(run.id);
  expect(last().posted.at(-1)).toMatchObject({ type: 'problem', message: 'There is no such run.' });
  await panels.reload(run.id);
  expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run } });
});

describe('after a reload', () => {
  it('shows the run that the page remembers', async () => {
    const restored = fakePanel();
    await panels.deserializeWebviewPanel(restored.panel, { runId: run.id });
    await restored.say({ type: 'ready' });
    expect(restored.posted).toMatchObject([{ type: 'show', snapshot: { run } }]);
  });

  it('shows the last run when the editor had not yet saved which one it was', async () => {
    delegate.latest.mockResolvedValueOnce(run);
    const restored = fakePanel();
    await panels.deserializeWebviewPanel(restored.panel, undefined);
    await restored.say({ type: 'ready' });
    expect(restored.posted).toMatchObject([{ type: 'show', snapshot: { run } }]);
  });

  it('says nothing before that run is read, so that the page keeps which block it showed', async () => {
    let read: ((found: Run) => void) | undefined;
    delegate.load.mockReturnValueOnce(new Promise((resolve) => (read = resolve)));
    const restored = fakePanel();
    const ended = panels.deserializeWebviewPanel(restored.panel, { runId: run.id });
    await restored.say({ type: 'ready' });
    expect(restored.posted).toEqual([]);
    read?.(run);
    await ended;
    expect(restored.posted).toMatchObject([{ type: 'show', snapshot: { run } }]);
  });

  it('says what a run waits for that is expected meanwhile', async () => {
    panels.handle({ type: 'waiting', message: sentence('{0} measures.', 'Another window') });
    const restored = fakePanel();
    await panels.deserializeWebviewPanel(restored.panel, undefined);
    await restored.say({ type: 'ready' });
    expect(restored.posted).toMatchObject([{ type: 'show', pending: { message: 'Another window measures.' } }]);
  });

  it('says so when that run is gone, and starts empty from a state that it does not know', async () => {
    const gone = fakePanel();
    await panels.deserializeWebviewPanel(gone.panel, { runId: 'lost' });
    await gone.say({ type: 'ready' });
    expect(gone.posted).toMatchObject([{ type: 'problem', message: 'There is no run lost.' }]);

    const strange = fakePanel();
    await panels.deserializeWebviewPanel(strange.panel, { runId: 5 });
    await strange.say({ type: 'ready' });
    expect(strange.posted).toMatchObject([{ type: 'show', snapshot: null }]);
  });
});

it('shows the new name of a run, in its panel and in one opened later', async () => {
  panels.follow();
  await last().say({ type: 'ready' });
  for (const event of eventsOf(run)) panels.handle(event);
  const named = { ...run, name: 'Before the upgrade' };
  panels.update(named);
  expect(last().panel.title).toBe('Results: Before the upgrade');
  expect(last().posted.at(-1)).toMatchObject({ type: 'show', snapshot: { run: { name: 'Before the upgrade' } } });
  last().close();
  await panels.show(run.id);
  expect(last().panel.title).toBe('Results: Before the upgrade');
});

it('tells runs of one experiment apart by their tabs', async () => {
  await panels.show(run);
  const { title } = last().panel;
  await panels.show({ ...run, id: 'later', startedAt: '2026-03-01T10:00:21Z' });
  expect(last().panel.title).not.toBe(title);
});

describe('a panel that is closed', () => {
  it('while a run to compare with is chosen is left alone', async () => {
    const page = await opened();
    delegate.chooseBaseline.mockImplementationOnce(() => {
      page.close();
      return Promise.resolve(completedRun());
    });
    await page.say({ type: 'compare' });
    expect(seen.errors).toEqual([]);
  });

  it('while its run is read gives way to a new one', async () => {
    const first = await opened();
    delegate.load.mockImplementationOnce(() => {
      first.close();
      return Promise.resolve(run);
    });
    await panels.show(run.id);
    expect(seen.created).toHaveLength(2);
  });

  it('while the last run is looked for is left alone', async () => {
    const restored = fakePanel();
    delegate.latest.mockImplementationOnce(() => {
      restored.close();
      return Promise.resolve(run);
    });
    await expect(panels.deserializeWebviewPanel(restored.panel, undefined)).resolves.toBeUndefined();
  });
});

it('opens one panel for one run, and another after that was closed', async () => {
  await panels.show(run);
  await panels.show(run.id);
  expect(seen.created).toHaveLength(1);
  last().close();
  await panels.show(run);
  expect(seen.created).toHaveLength(2);
});

it('opens one panel for a run that cannot be shown, and for one that is asked for twice at once', async () => {
  await panels.show('lost');
  await panels.show('lost');
  expect(seen.created).toHaveLength(1);
  await Promise.all([panels.show(run.id), panels.show(run.id)]);
  expect(seen.created).toHaveLength(2);
});
