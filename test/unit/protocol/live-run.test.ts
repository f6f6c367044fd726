import { expect, it } from 'vitest';
import { NO_SAMPLES, SampleSeries } from '../../../src/core/trial/sample-series.js';
import { applyEvent, isSnapshotEvent, type RunSnapshot } from '../../../src/protocol/live-run.js';
import { cancelledRun, completedRun, eventsOf, failedRun } from '../../support/invented-runs/index.js';

/** The snapshots after each event. */
function follow(run: Parameters<typeof eventsOf>[0]): RunSnapshot[] {
  let snapshot: RunSnapshot | undefined;
  return [...eventsOf(run)].filter(isSnapshotEvent).flatMap((event) => {
    snapshot = applyEvent(snapshot, event);
    return snapshot ? [snapshot] : [];
  });
}

it.each([completedRun({ blocks: 2 }), failedRun(), cancelledRun()])('ends with the run itself: $state', (run) => {
  const snapshots = follow(run);
  expect(snapshots.at(-1)).toEqual({ run });
  // Before the last event every trial had come in, in order.
  expect(snapshots.at(-2)?.run.trials).toEqual(run.trials);
});

it('holds the phases and samples of the trial under way, and drops them when it ends', () => {
  const run = completedRun({ implementations: 2, blocks: 1 });
  const [first] = run.trials;
  const snapshots = follow(run);
  const whole = snapshots.findLast(({ current }) => current?.implementation === first?.implementation)?.current;
  expect(whole?.phases).toEqual(first && 'measurements' in first && first.measurements.phases);
  expect(snapshots.some(({ current, run: { trials } }) => current === undefined && trials.length === 1)).toBe(true);
});

it('never goes back in time within a trial', () => {
  let before: RunSnapshot['current'];
  for (const { current } of follow(completedRun({ blocks: 1 }))) {
    if (current && before?.implementation === current.implementation) {
      expect(current.elapsedSeconds).toBeGreaterThanOrEqual(before.elapsedSeconds);
    }
    before = current;
  }
});

it('leaves out what belongs to no trial under way, and events before the start', () => {
  const events = [...eventsOf(completedRun({ blocks: 1 }))].filter(isSnapshotEvent);
  const sample = events.find(({ type }) => type === 'sample');
  if (!sample) throw new Error('The run has no sample.');
  expect(applyEvent(undefined, sample)).toBeUndefined();
  const snapshot = { run: completedRun() };
  expect(applyEvent(snapshot, sample)).toBe(snapshot);
});

it('keeps few of very many samples, as what is saved does', () => {
  const trial = { implementation: 'a', block: 1, position: 1 };
  let snapshot: RunSnapshot | undefined = { run: completedRun({ blocks: 1 }) };
  snapshot = applyEvent(snapshot, { type: 'trial-started', trial, command: [] });
  const series = new SampleSeries();
  for (let second = 1; second <= 5000; second += 1) {
    const sample = { atSeconds: second, coresBusy: second % 3, residentBytes: second, threads: 2 };
    snapshot = applyEvent(snapshot, { type: 'sample', trial, sample });
    series.add(sample);
  }
  const { samples } = snapshot?.current?.samples ?? NO_SAMPLES;
  expect(samples.length).toBeLessThanOrEqual(240);
  expect(samples).toEqual(series.samples);
  expect(samples.at(-1)?.atSeconds).toBe(5000);
});
