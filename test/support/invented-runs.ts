/**
 * Runs as LangBench saves them, made up for tests and pictures. No program was run: every figure here is INVENTED, in the
 * proportions that real ones have.
 */
import type { RunEvent } from '../../src/core/model/run-event.js';
import type { Language } from '../../src/core/model/experiment.js';
import type {
  ImplementationRecord,
  PhaseSpan,
  ResourceSample,
  Run,
  Trial,
  TrialKey,
} from '../../src/core/model/run.js';
import type { Phase } from '../../src/core/model/timing.js';
import { Random } from '../../src/core/random.js';

/** What one trial of an implementation is made of, before noise. Times in seconds. */
interface Profile {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly framework: string;
  readonly versions: readonly [language: string, framework: string];
  readonly launch: number;
  readonly imports: number;
  readonly preprocessing: number;
  readonly build: number;
  readonly firstEpoch: number;
  readonly epoch: number;
  readonly evaluation: number;
  readonly firstStep: number;
  readonly cores: number;
  readonly peakBytes: number;
  readonly accuracy: number;
  readonly compilationShare?: number;
}

const PROFILES: readonly Profile[] = [
  {
    id: 'python-tensorflow',
    title: 'Python TensorFlow',
    language: 'python',
    framework: 'TensorFlow',
    versions: ['3.11.2', '2.21.0'],
    launch: 0.05,
    imports: 2.8,
    preprocessing: 0.31,
    build: 1.6,
    firstEpoch: 16.9,
    epoch: 14.1,
    evaluation: 1.3,
    firstStep: 1.1,
    cores: 1.71,
    peakBytes: 912e6,
    accuracy: 0.9812,
  },
  {
    id: 'julia-flux',
    title: 'Julia Flux',
    language: 'julia',
    framework: 'Flux',
    versions: ['1.12.6', '0.16.9'],
    launch: 0.4,
    imports: 10.5,
    preprocessing: 0.8,
    build: 0.9,
    firstEpoch: 56.5,
    epoch: 31.2,
    evaluation: 2.2,
    firstStep: 18.4,
    cores: 1.21,
    peakBytes: 1.42e9,
    accuracy: 0.9818,
    compilationShare: 0.4,
  },
  {
    id: 'python-numpy',
    title: 'Python NumPy',
    language: 'python',
    framework: 'NumPy',
    versions: ['3.11.2', '2.4.6'],
    launch: 0.04,
    imports: 0.14,
    preprocessing: 0.2,
    build: 0.02,
    firstEpoch: 48.4,
    epoch: 48,
    evaluation: 2.9,
    firstStep: 0.11,
    cores: 1.31,
    peakBytes: 388e6,
    accuracy: 0.9809,
  },
  {
    id: 'julia-plain',
    title: 'Julia plain',
    language: 'julia',
    framework: 'plain Julia',
    versions: ['1.12.6', '1.12.6'],
    launch: 0.3,
    imports: 0.2,
    preprocessing: 0.42,
    build: 0.3,
    firstEpoch: 23,
    epoch: 19.6,
    evaluation: 1,
    firstStep: 2.1,
    cores: 1.9,
    peakBytes: 512e6,
    accuracy: 0.981,
    compilationShare: 0.12,
  },
];

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The invented run lacks a part that it is made of.');
  return value;
}

/** As many profiles as asked for; beyond the four they are variants of these. */
function profiles(count: number): readonly Profile[] {
  return Array.from({ length: count }, (_, index) => {
    const base = known(PROFILES[index % PROFILES.length]);
    const round = Math.floor(index / PROFILES.length);
    return round === 0
      ? base
      : {
          ...base,
          id: `${base.id}-v${round + 1}`,
          title: `${base.title} v${round + 1}`,
          epoch: base.epoch * (1 + round * 0.23),
          firstEpoch: base.firstEpoch * (1 + round * 0.2),
        };
  });
}

interface Options {
  readonly implementations?: number;
  readonly blocks?: number;
  readonly epochs?: number;
  readonly seed?: number;
}

const PARAMETERS = 16_938;
const DATA_HASH = '3f1c0c4ff1ba9d7ae1a34be2cbbf8f4e2a40d2a6f2d7dcd5b4a5f4a5fb6e9c11';

function record({ id, title, language, framework }: Profile, order: number): ImplementationRecord {
  return { id, title, language, framework, order };
}

function spans(profile: Profile, epochs: number, random: Random): readonly PhaseSpan[] {
  const noise = (): number => 1 + (random.float() - 0.5) * 0.03;
  const plan: readonly (readonly [Phase, number, Partial<PhaseSpan>])[] = [
    ['import', profile.imports, {}],
    ['preprocessing', profile.preprocessing, {}],
    ['build', profile.build, {}],
    ...Array.from({ length: epochs }, (_, index): readonly [Phase, number, Partial<PhaseSpan>] => [
      'epoch',
      index === 0 ? profile.firstEpoch : profile.epoch * (1 + 0.02 / index),
      {
        epoch: index + 1,
        ...(index === 0 && profile.compilationShare !== undefined && { compilationShare: profile.compilationShare }),
      },
    ]),
    ['evaluation', profile.evaluation, {}],
  ];
  let at = profile.launch * noise();
  return plan.map(([phase, seconds, more]) => {
    const span: PhaseSpan = {
      phase,
      startSeconds: at,
      seconds: seconds * noise(),
      source: 'marker',
      resolutionSeconds: 1e-9,
      ...more,
    };
    at += span.seconds + 0.01;
    return span;
  });
}

function samples(profile: Profile, wallSeconds: number, random: Random): readonly ResourceSample[] {
  const count = Math.min(120, Math.max(4, Math.floor(wallSeconds)));
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / count;
    const training = share > 0.1 && share < 0.97;
    return {
      atSeconds: wallSeconds * share,
      coresBusy: Math.min(2, (training ? profile.cores : 0.95) * (0.93 + random.float() * 0.14)),
      residentBytes: profile.peakBytes * Math.min(1, 0.25 + share * 2.2) * (0.99 + random.float() * 0.01),
      threads: profile.language === 'python' ? 7 : 4,
    };
  });
}

function trial(
  profile: Profile,
  key: TrialKey,
  epochs: number,
  random: Random,
): Extract<Trial, { state: 'completed' }> {
  const phases = spans(profile, epochs, random);
  const last = known(phases.at(-1));
  const wallSeconds = last.startSeconds + last.seconds + 0.2;
  const firstEpoch = known(phases.find((span) => span.phase === 'epoch'));
  const used = samples(profile, wallSeconds, random);
  return {
    ...key,
    state: 'completed',
    startedAt: '2026-01-05T09:30:00.000Z',
    wallSeconds,
    command: [profile.language, `mnist_${profile.framework.toLowerCase()}`, '--epochs', String(epochs)],
    exitCode: 0,
    signal: null,
    log: `logs/${profile.id}-${key.block}.log.gz`,
    measurements: {
      timings: phases.map((span, index) => ({
        seconds: span.seconds,
        resolutionSeconds: 1e-9,
        source: 'marker',
        line: index + 2,
        phase: span.phase,
        ...(span.epoch !== undefined && { epoch: span.epoch }),
      })),
      phases,
      launchToFirstStepSeconds: firstEpoch.startSeconds + profile.firstStep,
      program: {
        v: 1,
        t_ns: 0,
        event: 'start',
        language: profile.language,
        language_version: profile.versions[0],
        framework: profile.framework,
        framework_version: profile.versions[1],
        threads: { requested: 2, blas: 2 },
      },
      parameters: PARAMETERS,
      stepsPerEpoch: 469,
      firstStepLoss: 2.3019 + random.float() * 1e-4,
      lastLoss: 0.04 + random.float() * 0.02,
      accuracy: profile.accuracy + (random.float() - 0.5) * 0.001,
      dataSha256: DATA_HASH,
      resources: {
        userSeconds: wallSeconds * profile.cores * 0.95,
        systemSeconds: wallSeconds * profile.cores * 0.05,
        coresBusy: profile.cores,
        peakResidentBytes: Math.max(...used.map((sample) => sample.residentBytes)),
        peakThreads: 7,
        samples: used,
      },
    },
  };
}

/** A finished run: TensorFlow the fastest, then plain Julia, Flux and NumPy. */
export function completedRun({ implementations = 4, blocks = 5, epochs = 3, seed = 1 }: Options = {}): Run {
  const chosen = profiles(implementations);
  const random = new Random(seed, 'invented run');
  const trials = Array.from({ length: blocks }, (_, block) =>
    chosen.map((profile, index) =>
      trial(profile, { implementation: profile.id, block: block + 1, position: index + 1 }, epochs, random),
    ),
  ).flat();
  return {
    schema: 1,
    id: `20260105-093000-${seed}${implementations}${blocks}${epochs}`,
    langbenchVersion: '0.1.0',
    startedAt: '2026-01-05T09:30:00.000Z',
    finishedAt: '2026-01-05T10:02:00.000Z',
    state: 'completed',
    experiment: { id: 'mnist', title: 'CNN on MNIST' },
    settings: {
      implementations: chosen.map(({ id }) => id),
      epochs,
      blocks,
      threads: 2,
      images: null,
      batchSize: 128,
      seed: 42,
      timeoutSeconds: 3600,
      dataset: 'mnist',
    },
    dataset: {
      id: 'mnist',
      title: 'MNIST',
      synthetic: false,
      trainImages: 60_000,
      testImages: 10_000,
      sha256: DATA_HASH,
    },
    environment: {
      cpuModel: 'Invented CPU @ 2.00GHz',
      logicalCores: 2,
      memoryBytes: 16e9,
      os: 'Linux 6.1.0',
      architecture: 'x64',
      governor: 'performance',
      loadAtStart: 0.12,
      variables: { OMP_NUM_THREADS: '2' },
      gitCommit: '0123456789abcdef0123456789abcdef01234567',
    },
    implementations: chosen.map(record),
    trials,
    warnings: [],
  };
}

/** The first and the only block, which allows no interval. */
export const oneBlockRun = (): Run => completedRun({ blocks: 1, seed: 2 });

/** Flux could never start, and NumPy's second trial crashed in its second epoch. */
export function failedRun(): Run {
  const run = completedRun({ blocks: 2, seed: 3 });
  const trials = run.trials.map((each): Trial => {
    if (each.state !== 'completed') return each;
    if (each.implementation === 'julia-flux') {
      const { implementation, block, position } = each;
      return {
        implementation,
        block,
        position,
        state: 'not-started',
        problem: {
          kind: 'missing-package',
          message: "Julia's package server pkg.julialang.org cannot be reached, so Flux is not installed.",
          remedy: 'langbench setup julia-flux',
        },
      };
    }
    if (each.implementation === 'python-numpy' && each.block === 2) {
      const phases = each.measurements.phases.slice(0, 4);
      const end = known(phases.at(-1));
      const wallSeconds = end.startSeconds + end.seconds + 7.3;
      return {
        ...each,
        state: 'failed',
        exitCode: 1,
        wallSeconds,
        measurements: {
          timings: each.measurements.timings.slice(0, 4),
          phases,
          parameters: PARAMETERS,
        },
        problem: {
          kind: 'crash',
          message: 'The program ended with exit code 1: MemoryError: Unable to allocate 1.20 GiB.',
        },
      };
    }
    return each;
  });
  return { ...run, state: 'failed', trials };
}

/** A person stopped it in the second block, while Flux trained. */
export function cancelledRun(): Run {
  const run = completedRun({ blocks: 3, seed: 4 });
  const trials = run.trials
    .filter((each) => each.block === 1 || (each.block === 2 && each.position <= 2))
    .map((each): Trial => {
      if (each.state !== 'completed' || each.block === 1 || each.position === 1) return each;
      const phases = each.measurements.phases.slice(0, 4);
      return {
        ...each,
        state: 'cancelled',
        exitCode: null,
        signal: 'SIGTERM',
        wallSeconds: 80,
        measurements: { timings: [], phases },
      };
    });
  return { ...run, state: 'cancelled', trials };
}

/** NumPy's network has more parameters than the others', so that no speed can be claimed. */
export function differentWorkRun(): Run {
  const run = completedRun({ implementations: 3, blocks: 5, seed: 5 });
  const trials = run.trials.map((each): Trial =>
    each.implementation === 'python-numpy' && each.state === 'completed'
      ? { ...each, measurements: { ...each.measurements, parameters: 21_102 } }
      : each,
  );
  return { ...run, trials };
}

/** Trained on the embedded stand-in, on a machine that was busy. */
export function syntheticRun(): Run {
  const run = completedRun({ blocks: 1, seed: 6 });
  return {
    ...run,
    settings: { ...run.settings, dataset: 'synthetic' },
    dataset: { ...run.dataset, id: 'synthetic', title: 'Synthetic digits', synthetic: true },
    environment: { ...run.environment, loadAtStart: 3.4, onBattery: true },
  };
}

/** 10 implementations, 10 blocks, 50 epochs: the largest run that the panel must show with ease. */
export const bigRun = (): Run => completedRun({ implementations: 10, blocks: 10, epochs: 50, seed: 7 });

/** What a watcher hears of a run from its start to its end, in order. */
export function* eventsOf(run: Run): Generator<RunEvent> {
  const begun: { -readonly [Key in keyof Run]: Run[Key] } = { ...run, state: 'running', trials: [] };
  delete begun.finishedAt;
  yield { type: 'run-started', run: begun };
  for (const each of run.trials) {
    const { implementation, block, position } = each;
    const key = { implementation, block, position };
    if (each.state !== 'not-started') {
      yield { type: 'trial-started', trial: key, command: each.command };
      const { phases, resources } = each.measurements;
      const later: RunEvent[] = phases.map((span) => ({ type: 'phase', trial: key, span }));
      for (const sample of resources?.samples ?? []) {
        later.push({ type: 'sample', trial: key, sample });
      }
      const at = (event: RunEvent): number =>
        event.type === 'phase'
          ? event.span.startSeconds + event.span.seconds
          : event.type === 'sample'
            ? event.sample.atSeconds
            : 0;
      yield* later.sort((a, b) => at(a) - at(b));
    }
    yield { type: 'trial-finished', trial: each };
  }
  yield { type: 'run-finished', run };
}
