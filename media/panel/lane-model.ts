import * as l10n from '@vscode/l10n';
import type { PhaseSpan, ResourceSample, Run, Trial } from '../../src/core/model/run.js';
import type { Phase, TimingSource } from '../../src/core/model/timing.js';
import { tell } from '../../src/core/report/translate.js';
import type { RunSnapshot } from '../../src/protocol/live-run.js';
import type { View } from './view.js';

/** What stands in one lane: the trial chosen for an implementation, ended or under way, or that there is none yet. */
export interface Lane {
  readonly title: string;
  /** Index among the run's implementations. */
  readonly index: number;
  readonly state: Trial['state'] | 'running' | 'waiting';
  readonly block?: number;
  /** From launch to the end, or until now. */
  readonly seconds: number;
  readonly segments: readonly Segment[];
  readonly samples: readonly ResourceSample[];
  /** Why it ended early or never began. */
  readonly problem?: string;
}

/** A stretch of a lane: a phase as told, or what lies before, between and after the phases. */
export interface Segment {
  readonly kind: Phase | 'launch' | 'other' | 'exit';
  readonly epoch?: number;
  readonly startSeconds: number;
  readonly seconds: number;
  /** True while it goes on. */
  readonly open: boolean;
  readonly compilationShare?: number;
  /** Absent where no program told it: the time between two things that were told. */
  readonly source?: TimingSource;
  readonly resolutionSeconds?: number;
}

/** Shorter stretches between two phases are not worth a mark of their own. */
const SMALLEST_GAP_SECONDS = 0.05;

/** The phases and what lies between them, in order, without a hole from launch to `endSeconds`. */
function segmentsOf(phases: readonly PhaseSpan[], endSeconds: number, open: Segment | undefined): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  const fillUntil = (time: number, kind: Segment['kind']): void => {
    if (time - at > SMALLEST_GAP_SECONDS) {
      segments.push({ kind, startSeconds: at, seconds: time - at, open: false });
    }
  };
  for (const span of [...phases].sort((a, b) => a.startSeconds - b.startSeconds)) {
    fillUntil(span.startSeconds, segments.length === 0 ? 'launch' : 'other');
    segments.push({ ...span, kind: span.phase, open: false });
    at = Math.max(at, span.startSeconds + span.seconds);
  }
  if (open) {
    segments.push({ ...open, startSeconds: at, seconds: Math.max(0, endSeconds - at) });
  } else {
    fillUntil(endSeconds, phases.length === 0 ? 'launch' : 'exit');
  }
  return segments;
}

/** What comes after the last phase that was told. */
function underWay(phases: readonly PhaseSpan[], epochs: number): Segment {
  const open = { startSeconds: 0, seconds: 0, open: true };
  const last = phases.at(-1);
  switch (last?.phase) {
    case undefined:
      return { ...open, kind: 'launch' };
    case 'import':
      return { ...open, kind: 'preprocessing' };
    case 'preprocessing':
      return { ...open, kind: 'build' };
    case 'build':
      return { ...open, kind: 'epoch', epoch: 1 };
    case 'epoch': {
      const next = (last.epoch ?? epochs) + 1;
      return next <= epochs ? { ...open, kind: 'epoch', epoch: next } : { ...open, kind: 'evaluation' };
    }
    case 'training':
      return { ...open, kind: 'evaluation' };
    case 'evaluation':
    case 'prediction':
      return { ...open, kind: 'exit' };
  }
}

type Ended = Exclude<Trial, { readonly state: 'not-started' }>;

/** The completed trial of median length, else the one that got farthest, else any. */
function typical(trials: readonly Trial[]): Trial | undefined {
  const ended = trials.filter((trial): trial is Ended => trial.state !== 'not-started');
  const completed = ended.filter((trial) => trial.state === 'completed').sort((a, b) => a.wallSeconds - b.wallSeconds);
  const farthest = [...ended].sort((a, b) => b.measurements.phases.length - a.measurements.phases.length);
  return completed[Math.floor((completed.length - 1) / 2)] ?? farthest[0] ?? trials[0];
}

/** The lanes of trials that ended: each is made once, so that what is drawn of it can stay. */
const endedLanes = new WeakMap<Trial, Lane>();

function laneOfTrial(base: Pick<Lane, 'title' | 'index'>, trial: Trial): Lane {
  const lane = endedLanes.get(trial) ?? makeLane(base, trial);
  endedLanes.set(trial, lane);
  return lane;
}

function makeLane(base: Pick<Lane, 'title' | 'index'>, trial: Trial): Lane {
  const problem = 'problem' in trial ? { problem: tell(trial.problem.message, l10n.t) } : {};
  if (trial.state === 'not-started') {
    return { ...base, ...problem, state: trial.state, block: trial.block, seconds: 0, segments: [], samples: [] };
  }
  return {
    ...base,
    ...problem,
    state: trial.state,
    block: trial.block,
    seconds: trial.wallSeconds,
    segments: segmentsOf(trial.measurements.phases, trial.wallSeconds, undefined),
    samples: trial.measurements.resources?.samples ?? [],
  };
}

/** The lanes of the block that is chosen, or of each implementation's typical trial. */
export function shownLanes({ snapshot, host, sinceTold }: View): readonly Lane[] {
  return lanesOf(snapshot, host.state.block, sinceTold);
}

/** @param sinceTold seconds since the trial under way was last heard of, by which its lane has grown */
export function lanesOf({ run, current }: RunSnapshot, block: number | undefined, sinceTold: number): readonly Lane[] {
  return run.implementations.map(({ id, title }, index): Lane => {
    const base = { title, index };
    if (current?.implementation === id && (block === undefined || block === current.block)) {
      const seconds = current.elapsedSeconds + sinceTold;
      const open = underWay(current.phases, run.settings.epochs);
      return {
        ...base,
        state: 'running',
        block: current.block,
        seconds,
        segments: segmentsOf(current.phases, seconds, open),
        samples: current.samples.samples,
      };
    }
    const trial = typical(trialsOf(run, id).filter((each) => block === undefined || each.block === block));
    return trial ? laneOfTrial(base, trial) : { ...base, state: 'waiting', seconds: 0, segments: [], samples: [] };
  });
}

function trialsOf(run: Run, id: string): readonly Trial[] {
  return run.trials.filter((trial) => trial.implementation === id);
}
