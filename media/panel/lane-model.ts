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
  readonly state: Trial['state'] | 'running' | 'waiting' | 'not-run';
  readonly block?: number;
  /** From launch to the end, or until now. */
  readonly seconds: number;
  readonly segments: readonly Segment[];
  /** Those that have ended: the same list as long as there are no others. */
  readonly ended: readonly Segment[];
  readonly samples: readonly ResourceSample[];
  /** Why it ended early or never began. */
  readonly problem?: string;
}

/** Epochs one after the other, with what lies between them. */
export interface EpochRun {
  readonly count: number;
  /** The last one's number; `epoch` is the first one's. */
  readonly last?: number;
  readonly shortestSeconds: number;
  readonly longestSeconds: number;
}

/** A stretch of a lane: a phase as told, or what lies before, between and after the phases. */
export interface Segment {
  readonly kind: Phase | 'launch' | 'other' | 'exit';
  readonly epoch?: number;
  /** Where this stands for several epochs, each too narrow for a bar of its own. */
  readonly epochs?: EpochRun;
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

interface Told {
  readonly segments: readonly Segment[];
  /** Where the last one ends. */
  readonly endSeconds: number;
}

/** What phases make of a lane: once for each list of them, since a lane grows far more often than a phase is told. */
const toldOnes = new WeakMap<readonly PhaseSpan[], Told>();

/** The phases and what lies between them, in order, without a hole from launch on. */
function toldBy(phases: readonly PhaseSpan[]): Told {
  const told = toldOnes.get(phases) ?? layOut(phases);
  toldOnes.set(phases, told);
  return told;
}

function layOut(phases: readonly PhaseSpan[]): Told {
  const segments: Segment[] = [];
  let at = 0;
  for (const span of [...phases].sort((a, b) => a.startSeconds - b.startSeconds)) {
    segments.push(...gap(at, span.startSeconds, segments.length === 0 ? 'launch' : 'other'));
    segments.push({ ...span, kind: span.phase, open: false });
    at = Math.max(at, span.startSeconds + span.seconds);
  }
  return { segments, endSeconds: at };
}

function gap(fromSeconds: number, toSeconds: number, kind: Segment['kind']): readonly Segment[] {
  const seconds = toSeconds - fromSeconds;
  return seconds > SMALLEST_GAP_SECONDS ? [{ kind, startSeconds: fromSeconds, seconds, open: false }] : [];
}

/** What comes after the last phase that was told. */
function underWay(phases: readonly PhaseSpan[], epochs: number): Pick<Segment, 'kind' | 'epoch' | 'open'> {
  const open = { open: true };
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
    return {
      ...base,
      ...problem,
      state: trial.state,
      block: trial.block,
      seconds: 0,
      segments: [],
      ended: [],
      samples: [],
    };
  }
  const { phases } = trial.measurements;
  const told = toldBy(phases);
  const segments = [
    ...told.segments,
    ...gap(told.endSeconds, trial.wallSeconds, phases.length === 0 ? 'launch' : 'exit'),
  ];
  return {
    ...base,
    ...problem,
    state: trial.state,
    block: trial.block,
    seconds: trial.wallSeconds,
    segments,
    ended: segments,
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
      const told = toldBy(current.phases);
      const open = {
        ...underWay(current.phases, run.settings.epochs),
        startSeconds: told.endSeconds,
        seconds: Math.max(0, seconds - told.endSeconds),
      };
      return {
        ...base,
        state: 'running',
        block: current.block,
        seconds,
        segments: [...told.segments, open],
        ended: told.segments,
        samples: current.samples.samples,
      };
    }
    const trial = typical(trialsOf(run, id).filter((each) => block === undefined || each.block === block));
    return trial
      ? laneOfTrial(base, trial)
      : {
          ...base,
          state: run.state === 'running' ? 'waiting' : 'not-run',
          seconds: 0,
          segments: [],
          ended: [],
          samples: [],
        };
  });
}

function trialsOf(run: Run, id: string): readonly Trial[] {
  return run.trials.filter((trial) => trial.implementation === id);
}
