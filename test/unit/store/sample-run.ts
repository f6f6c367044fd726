import { sentence } from '../../../src/core/model/sentence.js';
import type { Run } from '../../../src/core/model/run.js';

/** Every field of a type, also those that may be absent. */
type Complete<T> = T extends readonly (infer Item)[]
  ? readonly Complete<Item>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Complete<T[K]> }
    : T;

const key = { implementation: 'python-numpy', block: 1, position: 1 };
const problem = {
  kind: 'crash',
  message: sentence('It ended with exit code 1.'),
  remedy: sentence('Read the log.'),
} as const;

const ended: Complete<Omit<Extract<Run['trials'][number], { state: 'completed' }>, 'state'>> = {
  ...key,
  startedAt: '2026-03-01T10:00:01.000Z',
  wallSeconds: 12.5,
  command: ['/usr/bin/python3', '-u', 'mnist_numpy.py'],
  exitCode: 0,
  signal: null,
  log: '20260301-100000-mnist-0a1b/python-numpy-1.log.gz',
  measurements: {
    timings: [
      {
        seconds: 3.5,
        resolutionSeconds: 0.5,
        source: 'keras',
        line: 3,
        label: 'first',
        phase: 'epoch',
        epoch: 1,
        fields: { steps: 469 },
      },
    ],
    phases: [
      {
        phase: 'epoch',
        epoch: 1,
        startSeconds: 2.25,
        seconds: 3.5,
        source: 'marker',
        resolutionSeconds: 1e-9,
        compilationShare: 0.4,
      },
    ],
    launchToFirstStepSeconds: 2.5,
    program: {
      v: 1,
      t_ns: 123,
      event: 'start',
      language: 'python',
      language_version: '3.11.7',
      framework: 'NumPy',
      framework_version: '2.4.6',
      libraries: { numpy: '2.4.6' },
      blas: 'openblas',
      threads: { requested: 'default', blas: 2 },
    },
    parameters: 16938,
    stepsPerEpoch: 469,
    firstStepLoss: 2.31,
    lastLoss: 0.05,
    accuracy: 0.98,
    dataSha256: 'ab'.repeat(32),
    resources: {
      userSeconds: 10,
      systemSeconds: 1,
      coresBusy: 0.88,
      peakResidentBytes: 1e8,
      peakThreads: 4,
      samples: [{ atSeconds: 0.25, coresBusy: 1, residentBytes: 5e7, threads: 2 }],
    },
  },
};

/** A run in which nothing is left out, so that a test sees whatever a schema forgets. */
export const completeRun: Run & Complete<Omit<Run, 'trials'>> = {
  schema: 1,
  id: '20260301-100000-mnist-0a1b',
  name: 'before the change',
  langbenchVersion: '0.1.0',
  startedAt: '2026-03-01T10:00:00.000Z',
  finishedAt: '2026-03-01T10:01:00.000Z',
  state: 'failed',
  experiment: { id: 'mnist', title: 'CNN on MNIST', parameters: 16_938 },
  settings: {
    implementations: ['python-numpy'],
    epochs: 3,
    blocks: 5,
    threads: 'default',
    images: null,
    batchSize: 128,
    seed: 1,
    timeoutSeconds: 3600,
    dataset: 'mnist',
  },
  dataset: {
    id: 'mnist',
    title: 'MNIST',
    synthetic: false,
    standsInFor: { title: 'MNIST', reason: sentence('No network.') },
    trainImages: 60000,
    testImages: 10000,
    sha256: 'ab'.repeat(32),
  },
  environment: {
    cpuModel: 'Some CPU',
    logicalCores: 8,
    usableCores: 2,
    memoryBytes: 16e9,
    os: 'Debian GNU/Linux 12',
    architecture: 'x64',
    governor: 'performance',
    onBattery: false,
    loadAtStart: 0.25,
    variables: { OMP_NUM_THREADS: '2' },
    gitCommit: 'cd'.repeat(20),
  },
  implementations: [{ id: 'python-numpy', title: 'Python NumPy', language: 'python', framework: 'NumPy', order: 2 }],
  trials: [
    { ...ended, state: 'completed' },
    { ...ended, block: 2, state: 'failed', exitCode: 1, problem },
    { ...ended, block: 3, state: 'timed-out', exitCode: null, signal: 'SIGKILL', problem },
    { ...ended, block: 4, state: 'cancelled' },
    { ...key, block: 5, state: 'not-started', problem },
  ],
  warnings: [sentence('The machine was busy.'), sentence('Load {0}.', 1.5, sentence('high'))],
};
