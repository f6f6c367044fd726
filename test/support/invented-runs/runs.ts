import { sentence } from '../../../src/core/model/sentence.js';
import type { ImplementationRecord, Run, Trial } from '../../../src/core/model/run.js';
import { Random } from '../../../src/core/random.js';
import { known } from './known.js';
import { profiles, type Profile } from './profiles.js';
import { DATA_HASH, PARAMETERS, trial } from './trial.js';

interface Options {
  readonly implementations?: number;
  readonly blocks?: number;
  readonly epochs?: number;
  readonly seed?: number;
}

function record({ id, title, language, framework }: Profile, order: number): ImplementationRecord {
  return { id, title, language, framework, order };
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
    experiment: { id: 'mnist', title: 'CNN on MNIST', parameters: PARAMETERS },
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
          message: sentence("Julia's package server pkg.julialang.org cannot be reached, so Flux is not installed."),
          remedy: { kind: 'set-up', implementation: 'julia-flux', language: 'julia' },
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
          message: sentence('The program ended with exit code 1: MemoryError: Unable to allocate 1.20 GiB.'),
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
