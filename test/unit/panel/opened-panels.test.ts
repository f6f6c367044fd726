import { describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../src/core/model/run.js';
import { sentence } from '../../../src/core/model/sentence.js';
import { completedRun, eventsOf } from '../../support/invented-runs/index.js';
import { openedPanels, shown } from '../extension/small-vscode.js';
import { fakePanel } from './fake-panel.js';
import { delegate, last, opened, panels, run } from './panels-on-stage.js';

vi.mock('vscode', async () => (await import('../extension/small-vscode.js')).smallVscode);

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
    expect(shown).toEqual([]);
  });

  it('while its run is read gives way to a new one', async () => {
    const first = await opened();
    delegate.load.mockImplementationOnce(() => {
      first.close();
      return Promise.resolve(run);
    });
    await panels.show(run.id);
    expect(openedPanels).toHaveLength(2);
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
  expect(openedPanels).toHaveLength(1);
  last().close();
  await panels.show(run);
  expect(openedPanels).toHaveLength(2);
});

it('opens one panel for a run that cannot be shown, and for one that is asked for twice at once', async () => {
  await panels.show('lost');
  await panels.show('lost');
  expect(openedPanels).toHaveLength(1);
  await Promise.all([panels.show(run.id), panels.show(run.id)]);
  expect(openedPanels).toHaveLength(2);
});
