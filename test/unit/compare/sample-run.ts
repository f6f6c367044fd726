import type {
  ImplementationRecord,
  Measurements,
  PhaseSpan,
  Run,
  RunSettings,
  Trial,
} from '../../../src/core/model/run.js';

/** What a trial of the sample run measured; what is not given is as in a healthy MNIST trial. */
export interface SampleTrial {
  readonly implementation: string;
  readonly block?: number;
  readonly epochSeconds: readonly number[];
  readonly compilationShare?: number;
  readonly measurements?: Partial<Measurements>;
}

const TITLES: Readonly<Record<string, Omit<ImplementationRecord, 'id' | 'order'>>> = {
  'python-tensorflow': { title: 'Python TensorFlow', language: 'python', framework: 'TensorFlow' },
  'julia-flux': { title: 'Julia Flux', language: 'julia', framework: 'Flux' },
  'python-numpy': { title: 'Python NumPy', language: 'python', framework: 'NumPy' },
};

/** A trial that completed: launch, import 2 s, data 0.3 s, build 0.1 s, the epochs, evaluation 1 s. */
export function completedTrial({
  implementation,
  block = 1,
  epochSeconds,
  compilationShare,
  measurements,
}: SampleTrial): Trial {
  let clock = 0;
  const span = (phase: PhaseSpan['phase'], seconds: number, extra: Partial<PhaseSpan> = {}): PhaseSpan => {
    const startSeconds = clock;
    clock += seconds;
    return { phase, startSeconds, seconds, source: 'marker', resolutionSeconds: 1e-9, ...extra };
  };
  const phases = [
    span('import', 2),
    span('preprocessing', 0.3),
    span('build', 0.1),
    ...epochSeconds.map((seconds, index) =>
      span('epoch', seconds, {
        epoch: index + 1,
        ...(index === 0 && compilationShare !== undefined ? { compilationShare } : {}),
      }),
    ),
    span('evaluation', 1),
  ];
  return {
    state: 'completed',
    implementation,
    block,
    position: 1,
    startedAt: '2026-11-23T12:00:00.000Z',
    wallSeconds: clock,
    command: ['interpreter', 'program'],
    exitCode: 0,
    signal: null,
    measurements: {
      timings: [],
      phases,
      launchToFirstStepSeconds: 3,
      program: {
        v: 1,
        t_ns: 0,
        event: 'start',
        language: TITLES[implementation]?.language ?? 'python',
        language_version: '1.2.3',
        framework: TITLES[implementation]?.framework ?? implementation,
        framework_version: '4.5.6',
        threads: { requested: 2, pool: 2, blas: 1 },
      },
      parameters: 16_938,
      stepsPerEpoch: 469,
      firstStepLoss: 2.302_123,
      lastLoss: 0.05,
      accuracy: 0.981,
      dataSha256: 'a'.repeat(64),
      resources: {
        userSeconds: 30,
        systemSeconds: 1,
        coresBusy: 1.7,
        peakResidentBytes: 912_345_678,
        peakThreads: 9,
        samples: [],
      },
      ...measurements,
    },
  };
}

/** Completed trials of several implementations, one block after another: `{ a: [[1, 1], [1, 1.1]] }` are two blocks of a. */
export function trialsOf(epochs: Readonly<Record<string, readonly (readonly number[])[]>>): Trial[] {
  return Object.entries(epochs).flatMap(([implementation, blocks]) =>
    blocks.map((epochSeconds, index) => completedTrial({ implementation, block: index + 1, epochSeconds })),
  );
}

/** A run of these trials on a quiet two-core machine. */
export function sampleRun(
  trials: readonly Trial[],
  changes: Partial<Omit<Run, 'settings'>> & { readonly settings?: Partial<RunSettings> } = {},
): Run {
  const ids = [...new Set(trials.map(({ implementation }) => implementation))];
  const ended = trials.find((trial) => 'measurements' in trial);
  return {
    schema: 1,
    id: 'run-1',
    langbenchVersion: '0.1.0',
    startedAt: '2026-11-23T12:00:00.000Z',
    state: 'completed',
    experiment: { id: 'mnist', title: 'CNN on MNIST', parameters: 16_938 },
    dataset: {
      id: 'mnist',
      title: 'MNIST',
      synthetic: false,
      trainImages: 60_000,
      testImages: 10_000,
      sha256: 'a'.repeat(64),
    },
    environment: {
      cpuModel: 'Some CPU',
      logicalCores: 2,
      memoryBytes: 16e9,
      os: 'Some OS',
      architecture: 'x64',
      loadAtStart: 0.1,
      variables: {},
    },
    implementations: ids.map((id, order) => ({
      id,
      order,
      ...(TITLES[id] ?? { title: id, language: 'python' as const, framework: id }),
    })),
    trials,
    warnings: [],
    ...changes,
    settings: {
      implementations: ids,
      epochs: ended?.measurements.phases.filter(({ phase }) => phase === 'epoch').length ?? 1,
      blocks: Math.max(1, ...trials.map(({ block }) => block)),
      threads: 2,
      images: null,
      batchSize: 128,
      seed: 1,
      timeoutSeconds: 3600,
      dataset: 'mnist',
      ...changes.settings,
    },
  };
}
