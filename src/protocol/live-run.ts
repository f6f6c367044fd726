import type { RunEvent } from '../core/model/run-event.js';
import type { PhaseSpan, Run, TrialKey } from '../core/model/run.js';
import { NO_SAMPLES, withSample, type KeptSamples } from '../core/trial/sample-series.js';

/** A trial that runs now: what is known of it so far. */
export interface LiveTrial extends TrialKey {
  /** Time since launch when this was last told. */
  readonly elapsedSeconds: number;
  readonly phases: readonly PhaseSpan[];
  readonly samples: KeptSamples;
}

/** A run as it stands: what is saved of it, and the trial that is under way. */
export interface RunSnapshot {
  readonly run: Run;
  readonly current?: LiveTrial;
}

/** The events that change a snapshot; a program's output and single timings stay with the terminal. */
export type SnapshotEvent = Exclude<RunEvent, { readonly type: 'output' | 'timing' | 'waiting' }>;

export function isSnapshotEvent(event: RunEvent): event is SnapshotEvent {
  return event.type !== 'output' && event.type !== 'timing' && event.type !== 'waiting';
}

function sameTrial(a: TrialKey, b: TrialKey): boolean {
  return a.implementation === b.implementation && a.block === b.block;
}

/** Adds to the trial under way; what belongs to another trial is left out. */
function grow(
  snapshot: RunSnapshot,
  trial: TrialKey,
  addition: (current: LiveTrial) => Partial<LiveTrial>,
): RunSnapshot {
  const { current } = snapshot;
  return current && sameTrial(current, trial)
    ? { ...snapshot, current: { ...current, ...addition(current) } }
    : snapshot;
}

/** The snapshot after one more event. Both the extension and the page fold events so, hence they cannot disagree. */
export function applyEvent(snapshot: RunSnapshot | undefined, event: SnapshotEvent): RunSnapshot | undefined {
  if (event.type === 'run-started' || event.type === 'run-finished') {
    return { run: event.run };
  }
  if (!snapshot) {
    return undefined;
  }
  switch (event.type) {
    case 'trial-started':
      return { run: snapshot.run, current: { ...event.trial, elapsedSeconds: 0, phases: [], samples: NO_SAMPLES } };
    case 'phase':
      return grow(snapshot, event.trial, (current) => ({
        phases: [...current.phases, event.span],
        elapsedSeconds: Math.max(current.elapsedSeconds, event.span.startSeconds + event.span.seconds),
      }));
    case 'sample':
      return grow(snapshot, event.trial, (current) => ({
        samples: withSample(current.samples, event.sample),
        elapsedSeconds: Math.max(current.elapsedSeconds, event.sample.atSeconds),
      }));
    case 'trial-finished': {
      const others = snapshot.run.trials.filter((trial) => !sameTrial(trial, event.trial));
      return { run: { ...snapshot.run, trials: [...others, event.trial] } };
    }
  }
}
