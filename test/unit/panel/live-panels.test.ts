import { describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../src/core/model/run.js';
import { sentence } from '../../../src/core/model/sentence.js';
import { eventsOf } from '../../support/invented-runs/index.js';
import { openedPanels } from '../extension/small-vscode.js';
import { delegate, last, panels, run } from './panels-on-stage.js';

vi.mock('vscode', async () => (await import('../extension/small-vscode.js')).smallVscode);

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
    expect(openedPanels).toHaveLength(2);
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
