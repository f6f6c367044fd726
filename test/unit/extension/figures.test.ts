import { describe, expect, it } from 'vitest';
import type { Timing } from '../../../src/core/model/timing.js';
import type { CallExecution, CallTimes } from '../../../src/core/train-calls/index.js';
import { figuresOfCall, figuresOfRun } from '../../../src/extension/lenses/figures.js';
import { completedRun } from '../../support/invented-runs/index.js';

function callTimes(...executions: CallExecution[]): CallTimes {
  return {
    call: { kind: 'call', callee: 'model.fit', text: 'model.fit(x)', ordinal: 0, line: 0 },
    origin: 'traced',
    count: executions.length,
    totalSeconds: executions.reduce((sum, { seconds = 0 }) => sum + seconds, 0),
    executions,
  };
}

const ran = (seconds: number, epochs: readonly Timing[] = []): CallExecution => ({ startSeconds: 0, seconds, epochs });

const printed = (epoch: number, seconds: number, resolutionSeconds: number): Timing => ({
  seconds,
  resolutionSeconds,
  source: 'keras',
  line: epoch,
  phase: 'epoch',
  epoch,
});

describe('figuresOfCall', () => {
  it('tells the one time of a call that ran once', () => {
    expect(figuresOfCall(callTimes(ran(2)))).toEqual({
      unit: 'call',
      count: 1,
      typicalSeconds: 2,
      resolutionSeconds: 0,
    });
  });

  it('sets the first of several calls apart, for it is warm-up', () => {
    expect(figuresOfCall(callTimes(ran(9), ran(2), ran(4)))).toEqual({
      unit: 'call',
      count: 3,
      typicalSeconds: 3,
      firstSeconds: 9,
      range: [2, 4],
      resolutionSeconds: 0,
    });
  });

  it('prefers printed epochs when they are fine enough', () => {
    const epochs = [printed(1, 20, 0.05), printed(2, 10, 0.05)];
    expect(figuresOfCall(callTimes(ran(31, epochs)))).toMatchObject({
      unit: 'epoch',
      typicalSeconds: 10,
      firstSeconds: 20,
    });
  });

  it('shares out the measured call when printed epochs are coarse', () => {
    const epochs = [printed(1, 2, 0.5), printed(2, 1, 0.5)];
    expect(figuresOfCall(callTimes(ran(3.4, epochs)))).toEqual({
      unit: 'epoch',
      count: 2,
      typicalSeconds: 1.7,
      resolutionSeconds: 0,
    });
  });

  it('falls back to coarse epochs for a call that never ended, and to nothing without any', () => {
    const unfinished: CallExecution = { startSeconds: 0, epochs: [printed(1, 2, 0.5)] };
    expect(figuresOfCall(callTimes(unfinished))).toMatchObject({
      unit: 'epoch',
      typicalSeconds: 2,
      resolutionSeconds: 0.5,
    });
    expect(figuresOfCall(callTimes({ startSeconds: 0, epochs: [] }))).toBeUndefined();
  });
});

describe('figuresOfRun', () => {
  it('tells the steady epoch, the first one and the spread of an implementation', () => {
    const figures = figuresOfRun(completedRun({ implementations: 2, blocks: 3, epochs: 4 }), 'julia-flux');
    expect(figures).toMatchObject({ unit: 'epoch', count: 12 });
    expect(figures?.typicalSeconds).toBeGreaterThan(30);
    expect(figures?.typicalSeconds).toBeLessThan(33);
    expect(figures?.firstSeconds).toBeGreaterThan(54);
    const [low = 0, high = 0] = figures?.range ?? [];
    expect(low).toBeLessThanOrEqual(figures?.typicalSeconds ?? 0);
    expect(high).toBeGreaterThanOrEqual(figures?.typicalSeconds ?? Infinity);
  });

  it('has none of an implementation that did not take part', () => {
    expect(figuresOfRun(completedRun(), 'other')).toBeUndefined();
  });
});
