import { describe, expect, it, vi } from 'vitest';
import { toCsv, toMarkdown } from '../../../src/core/report/index.js';
import { completedRun, eventsOf } from '../../support/invented-runs/index.js';
import { kept, shown, smallVscode } from '../extension/small-vscode.js';
import { delegate, last, opened, panels, run } from './panels-on-stage.js';

vi.mock('vscode', async () => (await import('../extension/small-vscode.js')).smallVscode);

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
    expect(kept.clipboard).toBe(toMarkdown(run));
    expect(page.posted.at(-1)).toMatchObject({ type: 'outcome' });
  });

  it('saves data and pictures where the person says, or nowhere', async () => {
    const page = await opened();
    kept.saveTo = '/out/run.csv';
    await page.say({ type: 'save', format: 'csv' });
    kept.saveTo = '/out/run.svg';
    await page.say({ type: 'save-svg', svg: '<svg/>' });
    kept.saveTo = '/out/run.png';
    await page.say({ type: 'save-png', base64: Buffer.from('pixels').toString('base64') });
    kept.saveTo = undefined;
    await page.say({ type: 'save', format: 'json' });
    expect(Object.fromEntries(kept.files)).toEqual({
      '/out/run.csv': toCsv(run),
      '/out/run.svg': '<svg/>',
      '/out/run.png': 'pixels',
    });
  });

  it('saves a picture of many megabytes', async () => {
    const page = await opened();
    const pixels = 'x'.repeat(6_000_000);
    kept.saveTo = '/out/run.png';
    await page.say({ type: 'save-png', base64: Buffer.from(pixels).toString('base64') });
    expect(kept.files.get('/out/run.png')?.length).toBe(pixels.length);
  });

  it('says which file cannot be opened', async () => {
    const page = await opened();
    delegate.file.mockReturnValueOnce({ fsPath: '/runs/lost.json' });
    vi.spyOn(smallVscode.window, 'showTextDocument').mockRejectedValueOnce(
      new Error('cannot open file:///runs/lost.json'),
    );
    await page.say({ type: 'open-file' });
    expect(shown).toEqual(['/runs/lost.json cannot be opened: the run was not saved there, or was deleted.']);
  });

  it('tells the person when a picture could not be drawn', async () => {
    const page = await opened();
    await page.say({ type: 'picture-failed', reason: 'The canvas is too large.' });
    expect(shown).toEqual(['The picture could not be drawn: The canvas is too large.']);
  });

  it('leaves the rest to the extension, and tells the person when that fails', async () => {
    const page = await opened();
    const trial = { implementation: 'julia-flux', block: 1, position: 2 };
    await page.say({ type: 'open-log', trial });
    expect(delegate.openLog).toHaveBeenCalledWith(run, trial);
    delegate.perform.mockRejectedValueOnce(new Error('Another run is under way.'));
    await page.say({ type: 'rerun' });
    expect(delegate.perform).toHaveBeenCalledWith('rerun', run);
    expect(shown).toEqual(['Another run is under way.']);
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
