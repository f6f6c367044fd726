import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../src/core/model/run.js';
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

  it('counts the epochs that are not kept, and shares out the call over them too', () => {
    const kept = { ...ran(100, [printed(1, 0, 0.5), printed(1000, 0, 0.5)]), epochCount: 1000 };
    expect(figuresOfCall(callTimes(kept))).toMatchObject({ unit: 'epoch', count: 1000, typicalSeconds: 0.1 });
    const fine = { ...ran(100, [printed(1, 0.1, 0.001), printed(1000, 0.1, 0.001)]), epochCount: 1000 };
    expect(figuresOfCall(callTimes(fine))).toMatchObject({ unit: 'epoch', count: 1000, typicalSeconds: 0.1 });
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

/** A trial that was cancelled, ten times as slow while it lasted. */
function slowed(trial: Extract<Trial, { state: 'completed' }>): Trial {
  const phases = trial.measurements.phases.map((span) => ({ ...span, seconds: span.seconds * 10 }));
  return { ...trial, state: 'cancelled', measurements: { ...trial.measurements, phases } };
}

describe('figuresOfRun', () => {
  it('takes a run of very many epochs', () => {
    const run = completedRun({ implementations: 1, blocks: 1 });
    const [trial] = run.trials;
    if (trial?.state !== 'completed') throw new Error('The trial is to complete.');
    const phases = Array.from({ length: 150_000 }, (_, index) => ({
      ...({ phase: 'epoch', source: 'marker', resolutionSeconds: 1e-9 } as const),
      epoch: index + 1,
      startSeconds: index,
      seconds: 1,
    }));
    const long = { ...run, trials: [{ ...trial, measurements: { ...trial.measurements, phases } }] };
    expect(figuresOfRun(long, 'python-tensorflow')).toMatchObject({ count: 150_000, range: [1, 1] });
  });

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

  it('is of completed trials alone, as the table is; of what was begun where none was completed', () => {
    const run = completedRun({ implementations: 2, blocks: 3, epochs: 4 });
    const trials = run.trials.map((trial) =>
      trial.block === 3 && trial.state === 'completed' ? slowed(trial) : trial,
    );
    const whole = figuresOfRun({ ...run, trials: run.trials.filter(({ block }) => block < 3) }, 'julia-flux');
    expect(figuresOfRun({ ...run, trials }, 'julia-flux')).toEqual(whole);
    const begun = figuresOfRun({ ...run, trials: trials.filter(({ block }) => block === 3) }, 'julia-flux');
    expect(begun?.typicalSeconds).toBeGreaterThan(300);
  });

  it('takes no first epoch for warm-up where there are no others', () => {
    const figures = figuresOfRun(completedRun({ implementations: 2, blocks: 3, epochs: 1 }), 'julia-flux');
    expect(figures).toMatchObject({ unit: 'epoch', count: 3 });
    expect(figures?.firstSeconds).toBeUndefined();
  });

  it('has none of an implementation that did not take part', () => {
    expect(figuresOfRun(completedRun(), 'other')).toBeUndefined();
  });
});
