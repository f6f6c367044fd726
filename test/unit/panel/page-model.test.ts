import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { ticksUpTo } from '../../../media/panel/axis.js';
import { lanesOf } from '../../../media/panel/lane-model.js';
import { placeAfter } from '../../../media/panel/roving.js';
import { applyEvent, isSnapshotEvent, type RunSnapshot } from '../../../src/protocol/live-run.js';
import { completedRun, eventsOf, failedRun } from '../../support/invented-runs/index.js';

describe('ticks', () => {
  it.each([
    [160, 8, [0, 20, 40, 60, 80, 100, 120, 140, 160]],
    [0.3, 3, [0, 0.1, 0.2, 0.3]],
    [7, 2, [0, 5, 10]],
  ])('up to %d', (maximum, count, ticks) => {
    expect(ticksUpTo(maximum, count)).toEqual(ticks);
  });

  it('reach the maximum in few, even steps', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (maximum, count) => {
          const ticks = ticksUpTo(maximum, count);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(maximum * (1 - 1e-9));
          expect(ticks.length).toBeLessThanOrEqual(count + 2);
        },
      ),
    );
  });
});

describe('lanes', () => {
  it('have no hole and no overlap from launch to the end, in every trial', () => {
    for (const run of [completedRun({ implementations: 10 }), failedRun()]) {
      for (const block of [undefined, 1, 2]) {
        for (const { segments, seconds } of lanesOf({ run }, block, 0)) {
          let at = 0;
          for (const { startSeconds, seconds: length } of segments) {
            expect(Math.abs(startSeconds - at)).toBeLessThan(0.06);
            at = startSeconds + length;
          }
          expect(Math.abs(seconds - at)).toBeLessThan(0.06);
        }
      }
    }
  });

  it('show the trial of median length, and the one of a block that is chosen', () => {
    const run = completedRun({ blocks: 5 });
    const own = run.trials.filter(({ implementation }) => implementation === 'julia-flux');
    const lengths = own.map((trial) => ('wallSeconds' in trial ? trial.wallSeconds : 0));
    const [typical, third] = [undefined, 3].map((block) => lanesOf({ run }, block, 0)[1]);
    expect(typical?.seconds).toBe(lengths.toSorted((a, b) => a - b)[2]);
    expect(third).toMatchObject({ block: 3, seconds: lengths[2] });
  });

  it('say why a trial ended early, and keep what was measured', () => {
    const lanes = lanesOf({ run: failedRun() }, 2, 0);
    expect(lanes.map(({ state }) => state)).toEqual(['completed', 'not-started', 'failed', 'completed']);
    expect(lanes[1]).toMatchObject({ segments: [], problem: expect.stringContaining('cannot be reached') as string });
    expect(lanes[2]?.segments.filter(({ kind }) => kind === 'epoch')).toHaveLength(1);
  });

  it('grow while a trial runs: what it does now stands at the end', () => {
    let snapshot: RunSnapshot | undefined;
    for (const event of eventsOf(completedRun({ blocks: 1 }))) {
      if (isSnapshotEvent(event)) snapshot = applyEvent(snapshot, event);
      if (event.type === 'phase' && event.span.epoch === 1) break;
    }
    if (!snapshot) throw new Error('Nothing happened.');
    const [lane, next] = lanesOf(snapshot, undefined, 2.5);
    expect(lane).toMatchObject({ state: 'running' });
    expect(lane?.segments.at(-1)).toMatchObject({ kind: 'epoch', epoch: 2, open: true });
    expect(lane?.segments.at(-1)?.seconds).toBeCloseTo(2.5);
    expect(next).toMatchObject({ state: 'waiting', segments: [] });
  });
});

describe('the arrow keys', () => {
  const sizes = [3, 0, 5];
  it.each([
    ['ArrowRight', { row: 0, item: 2 }, { row: 0, item: 2 }],
    ['ArrowRight', { row: 0, item: 0 }, { row: 0, item: 1 }],
    ['ArrowLeft', { row: 0, item: 0 }, { row: 0, item: 0 }],
    ['ArrowDown', { row: 0, item: 1 }, { row: 2, item: 1 }],
    ['ArrowUp', { row: 2, item: 4 }, { row: 0, item: 2 }],
    ['ArrowDown', { row: 2, item: 4 }, { row: 2, item: 4 }],
    ['Home', { row: 2, item: 4 }, { row: 2, item: 0 }],
    ['End', { row: 2, item: 0 }, { row: 2, item: 4 }],
  ] as const)('%s leads from %o to %o', (key, from, to) => {
    expect(placeAfter(key, from, sizes)).toEqual(to);
  });
});
