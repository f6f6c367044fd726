import type { Language } from '../../../src/core/model/experiment.js';
import { known } from './known.js';

/** What one trial of an implementation is made of, before noise. Times in seconds. */
export interface Profile {
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

/** As many profiles as asked for; beyond the four they are variants of these. */
export function profiles(count: number): readonly Profile[] {
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
