import { describe, expect, it } from 'vitest';
import { ProgressTracker } from '../../../src/core/progress/index.js';

const settings = {
  implementations: ['a', 'b'],
  epochs: 3,
  blocks: 2,
  threads: 'default',
  images: null,
  batchSize: 128,
  seed: 1,
  timeoutSeconds: 60,
  dataset: 'mnist',
} as const;

const trial = (implementation: string, block: number, position: number) => ({ implementation, block, position });

describe('ProgressTracker', () => {
  it('knows nothing before a trial starts and nothing of the time before an epoch ends', () => {
    const tracker = new ProgressTracker(settings);
    expect(tracker.progress).toBeUndefined();
    tracker.trialStarted(trial('a', 1, 1));
    expect(tracker.progress).toMatchObject({ trialNumber: 1, trials: 4, epochsDone: 0, fraction: 0 });
    expect(tracker.progress?.trialSecondsLeft).toBeUndefined();
  });

  it('expects the remaining epochs at the pace of the last one, not of the first with its compilation', () => {
    const tracker = new ProgressTracker(settings);
    tracker.trialStarted(trial('a', 1, 1));
    tracker.epochDone(50);
    expect(tracker.progress?.trialSecondsLeft).toBe(100);
    tracker.epochDone(10);
    expect(tracker.progress?.trialSecondsLeft).toBe(10);
  });

  it('tells what is left of the run once every implementation has been seen', () => {
    const tracker = new ProgressTracker(settings);
    tracker.trialStarted(trial('a', 1, 1));
    tracker.trialEnded('a', 40);
    tracker.trialStarted(trial('b', 1, 2));
    tracker.epochDone(5);
    expect(tracker.progress?.runSecondsLeft).toBeUndefined();
    tracker.trialEnded('b', 20);
    tracker.trialStarted(trial('a', 2, 1));
    tracker.epochDone(10);
    // Two epochs of this trial, and the last trial of the other.
    expect(tracker.progress?.runSecondsLeft).toBe(20 + 20);
    expect(tracker.progress?.fraction).toBeCloseTo((2 + 1 / 3) / 4);
  });
});
