import { describe, expect, it } from 'vitest';
import { activityText } from '../../../src/core/progress/activity.js';
import { ProgressTracker } from '../../../src/core/progress/tracker.js';
import { completeRun } from '../store/sample-run.js';

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

/** Tells a tracker what happens, in short. */
function follow(tracker: ProgressTracker) {
  const trial = { implementation: '', block: 1, position: 1 };
  return {
    started: (implementation: string) => {
      tracker.follow({ type: 'trial-started', trial: { ...trial, implementation }, command: [] });
    },
    epochDone: (seconds: number, paceSeconds?: number) => {
      const span = { phase: 'epoch', startSeconds: 0, seconds, source: 'marker', resolutionSeconds: 0 } as const;
      tracker.follow({ type: 'phase', trial, span, ...(paceSeconds !== undefined && { paceSeconds }) });
      tracker.follow({ type: 'phase', trial, span: { ...span, phase: 'evaluation', seconds: 1000 } });
    },
    ended: (implementation: string, wallSeconds: number) => {
      const [ended] = completeRun.trials.filter(({ state }) => state === 'completed');
      if (ended?.state !== 'completed') throw new Error('The sample has no completed trial');
      tracker.follow({ type: 'trial-finished', trial: { ...ended, implementation, wallSeconds } });
    },
  };
}

describe('ProgressTracker', () => {
  it('knows nothing before a trial starts and nothing of the time before an epoch ends', () => {
    const tracker = new ProgressTracker(settings);
    expect(tracker.progress).toBeUndefined();
    follow(tracker).started('a');
    expect(tracker.progress).toMatchObject({ trialNumber: 1, trials: 4, epochsDone: 0, fraction: 0 });
    expect(tracker.progress?.trialSecondsLeft).toBeUndefined();
  });

  it('expects the remaining epochs at the pace of the last one, not of the first with its compilation', () => {
    const tracker = new ProgressTracker(settings);
    follow(tracker).started('a');
    follow(tracker).epochDone(50);
    expect(tracker.progress?.trialSecondsLeft).toBe(100);
    follow(tracker).epochDone(10);
    expect(tracker.progress?.trialSecondsLeft).toBe(10);
  });

  it('expects no compilation again after an epoch whose pace without it is known', () => {
    const tracker = new ProgressTracker(settings);
    follow(tracker).started('a');
    follow(tracker).epochDone(300, 4);
    expect(tracker.progress?.trialSecondsLeft).toBe(8);
  });

  it('tells what is left of the run once every implementation has been seen', () => {
    const tracker = new ProgressTracker(settings);
    follow(tracker).started('a');
    follow(tracker).ended('a', 40);
    follow(tracker).started('b');
    follow(tracker).epochDone(5);
    expect(tracker.progress?.runSecondsLeft).toBeUndefined();
    follow(tracker).ended('b', 20);
    follow(tracker).started('a');
    // As long as this program's first trial, and the last trial of the other.
    expect(tracker.progress?.runSecondsLeft).toBe(40 + 20);
    follow(tracker).epochDone(10);
    // Two epochs of this trial, and the last trial of the other.
    expect(tracker.progress?.runSecondsLeft).toBe(20 + 20);
    expect(tracker.progress?.fraction).toBeCloseTo((2 + 1 / 3) / 4);
  });

  it('names what the program does now', () => {
    const tracker = new ProgressTracker({ ...settings, epochs: 2 });
    const activity = (): string | undefined => tracker.progress && activityText(tracker.progress);
    follow(tracker).started('a');
    expect(activity()).toBe('starting');
    const activities = (['import', 'preprocessing', 'build', 'epoch', 'epoch', 'evaluation'] as const).map((phase) => {
      const trial = { implementation: 'a', block: 1, position: 1 };
      const span = { phase, startSeconds: 0, seconds: 1, source: 'marker', resolutionSeconds: 0 } as const;
      tracker.follow({ type: 'phase', trial, span });
      return activity();
    });
    expect(activities).toEqual([
      'preprocessing',
      'building the model',
      'epoch 1 of 2',
      'epoch 2 of 2',
      'evaluating',
      'finishing',
    ]);
    follow(tracker).started('b');
    expect(activity()).toBe('starting');
  });
});
