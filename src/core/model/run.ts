import type { Language } from './experiment.js';
import type { StartMarker } from './marker.js';
import type { Sentence } from './sentence.js';
import type { Phase, Timing } from './timing.js';

/** What a run was asked to do. */
export interface RunSettings {
  readonly implementations: readonly string[];
  readonly epochs: number;
  readonly blocks: number;
  readonly threads: number | 'default';
  /** Training images used; null means all. */
  readonly images: number | null;
  readonly batchSize: number;
  readonly seed: number;
  readonly timeoutSeconds: number;
  readonly dataset: string;
}

/** The data that a run trained on. */
export interface DatasetRecord {
  readonly id: string;
  readonly title: string;
  /** True for the embedded stand-in: every place that shows a result must then say "synthetic digits". */
  readonly synthetic: boolean;
  /** The data that were asked for and could not be had, and why, where others stand in for them. */
  readonly standsInFor?: { readonly title: string; readonly reason: Sentence };
  readonly trainImages: number;
  readonly testImages: number;
  /** As {@link Marker} `end` defines it, computed by LangBench itself for the images in use. */
  readonly sha256: string;
}

/** The machine and its state when the run started. */
export interface Environment {
  readonly cpuModel: string;
  readonly logicalCores: number;
  /** Cores that a program may use, where an affinity mask or a container's limit makes them fewer than all. */
  readonly usableCores?: number;
  readonly memoryBytes: number;
  readonly os: string;
  readonly architecture: string;
  readonly governor?: string;
  readonly onBattery?: boolean;
  /** One-minute load average when the run started. */
  readonly loadAtStart: number;
  /** The variables that steer speed (`OMP_*`, `OPENBLAS_*`, `MKL_*`, `TF_*`, `KERAS_*`, `XLA_FLAGS`, `JULIA_*`, …). */
  readonly variables: Readonly<Record<string, string>>;
  readonly gitCommit?: string;
}

/** A phase on a trial's own time axis, which starts when its process is launched. */
export interface PhaseSpan {
  readonly phase: Phase;
  readonly epoch?: number;
  readonly startSeconds: number;
  readonly seconds: number;
  readonly source: Timing['source'];
  readonly resolutionSeconds: number;
  /** Share of the span spent compiling, 0 to 1, where the program tells. */
  readonly compilationShare?: number;
}

export interface ResourceSample {
  /** Since launch. */
  readonly atSeconds: number;
  /** CPU seconds per second over the interval that ends here; 1.0 is one core. */
  readonly coresBusy: number;
  /** Resident memory of the process tree. */
  readonly residentBytes: number;
  /** Threads of the process tree; 0 where the system does not tell. */
  readonly threads: number;
}

/** What a trial's process tree used. */
export interface Resources {
  readonly userSeconds: number;
  readonly systemSeconds: number;
  /** CPU seconds by wall seconds from launch to end. */
  readonly coresBusy: number;
  readonly peakResidentBytes: number;
  readonly peakThreads: number;
  /** Bounded in number: the interval doubles when there are too many. */
  readonly samples: readonly ResourceSample[];
}

/** What was measured of a trial, complete or not. */
export interface Measurements {
  readonly timings: readonly Timing[];
  readonly phases: readonly PhaseSpan[];
  readonly launchToFirstStepSeconds?: number;
  /** What the program said of itself in its `start` marker. */
  readonly program?: StartMarker;
  readonly parameters?: number;
  readonly stepsPerEpoch?: number;
  readonly firstStepLoss?: number;
  readonly lastLoss?: number;
  readonly accuracy?: number;
  readonly dataSha256?: string;
  readonly resources?: Resources;
}

export type FailureKind =
  'missing-interpreter' | 'missing-package' | 'wrong-version' | 'missing-program' | 'crash' | 'bad-output';

/** What to do next: words, or what each face of LangBench words as it is done there. */
export type Remedy =
  | Sentence
  | { readonly kind: 'set-up'; readonly implementation: string; readonly language: string }
  | { readonly kind: 'longer-timeout' }
  /** The interpreter that somebody chose does not do. */
  | { readonly kind: 'choose-interpreter'; readonly language: Language };

/** Why something could not be done, and what to do next. */
export interface Problem {
  readonly kind: FailureKind;
  readonly message: Sentence;
  readonly remedy?: Remedy;
}

/** Which trial: the implementation, the 1-based block, and the 1-based place in the block's random order. */
export interface TrialKey {
  readonly implementation: string;
  readonly block: number;
  readonly position: number;
}

interface Ended extends TrialKey {
  readonly startedAt: string;
  readonly wallSeconds: number;
  readonly command: readonly string[];
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The compressed raw output, relative to the run's file. */
  readonly log?: string;
  readonly measurements: Measurements;
}

/** One process running one implementation once. What was measured before it stopped is kept in every state. */
export type Trial =
  | (Ended & { readonly state: 'completed' })
  | (Ended & { readonly state: 'failed'; readonly problem: Problem })
  | (Ended & { readonly state: 'timed-out'; readonly problem: Problem })
  | (Ended & { readonly state: 'cancelled' })
  | (TrialKey & { readonly state: 'not-started'; readonly problem: Problem });

/** A trial that there was a process of. */
export type EndedTrial = Exclude<Trial, { state: 'not-started' }>;

export const hasEnded = (trial: Trial): trial is EndedTrial => trial.state !== 'not-started';

/** The implementation as it was when it ran. */
export interface ImplementationRecord {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly framework: string;
  /** 0-based place in the experiment's manifest, which decides its colour whatever else takes part. */
  readonly order: number;
}

/** All blocks of one invocation, with the environment they ran in: what is saved, compared and exported. */
export interface Run {
  /** Version of this file format. */
  readonly schema: 1;
  readonly id: string;
  /** A name that a person gave it. */
  readonly name?: string;
  readonly langbenchVersion: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** `interrupted`: the file was left `running` by a LangBench that did not end in good order. */
  readonly state: 'running' | 'completed' | 'failed' | 'cancelled' | 'interrupted';
  readonly experiment: {
    readonly id: string;
    readonly title: string;
    /** What the manifest's weights add up to. */
    readonly parameters: number;
  };
  readonly settings: RunSettings;
  readonly dataset: DatasetRecord;
  readonly environment: Environment;
  readonly implementations: readonly ImplementationRecord[];
  readonly trials: readonly Trial[];
  /** What a reader should know before trusting a figure: busy machine, battery, … */
  readonly warnings: readonly Sentence[];
}
