import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { receive } from '../../../src/protocol/receive.js';
import { PageStateSchema, ToHostSchema } from '../../../src/protocol/to-host.js';
import { ToPageSchema } from '../../../src/protocol/to-page.js';
import { cancelledRun, completedRun, eventsOf, failedRun } from '../../support/invented-runs/index.js';

describe('what the extension tells the page', () => {
  it.each([completedRun(), failedRun(), cancelledRun()])('carries a run unchanged: $state', (run) => {
    const message = { type: 'show', snapshot: { run }, translations: {} };
    expect(receive(ToPageSchema, message)).toEqual({ ok: true, message });
  });

  it('carries every event of a run unchanged', () => {
    for (const event of eventsOf(failedRun())) {
      const message = { type: 'event', event };
      const received = receive(ToPageSchema, message);
      expect(received.ok).toBe(true);
      expect(received.ok && received.message).toEqual(message);
    }
  });

  it('names the place of what is wrong', () => {
    const run = completedRun();
    const message = { type: 'show', snapshot: { run: { ...run, settings: { ...run.settings, epochs: 'many' } } } };
    expect(receive(ToPageSchema, { ...message, translations: {} })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^snapshot\.run\.settings\.epochs: /) as string,
    });
  });

  it('is refused when it has more than the protocol knows', () => {
    expect(receive(ToPageSchema, { type: 'outcome', message: 'Saved', html: '<b>' }).ok).toBe(false);
  });
});

describe('what the page asks of the extension', () => {
  it.each([
    { type: 'ready' },
    { type: 'save', format: 'csv' },
    { type: 'save-png', base64: 'aGVsbG8=' },
    { type: 'open-log', trial: { implementation: 'a', block: 1, position: 1 } },
  ])('is understood: $type', (message) => {
    expect(receive(ToHostSchema, message)).toEqual({ ok: true, message });
  });

  it.each([
    null,
    'ready',
    {},
    { type: 'unknown' },
    { type: 'ready', also: 1 },
    { type: 'save', format: '../../etc/passwd' },
    { type: 'save-png', base64: '<not base64>' },
    { type: 'save-svg', svg: 'x'.repeat(33 * 1024 * 1024) },
    { type: 'open-log', trial: { implementation: 'a', block: 0, position: 1 } },
  ])('is refused with a reason: %#', (message) => {
    expect(receive(ToHostSchema, message)).toMatchObject({ ok: false, reason: expect.stringMatching(/./) as string });
  });

  it('never throws on whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        for (const schema of [ToHostSchema, ToPageSchema, PageStateSchema]) {
          expect(typeof receive<unknown>(schema, data).ok).toBe('boolean');
        }
      }),
    );
  });
});
