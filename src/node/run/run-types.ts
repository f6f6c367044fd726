import type { RunEvent } from '../../core/model/run-event.js';
import type { Problem, RunSettings, TrialKey } from '../../core/model/run.js';
import type { PreparedDataset } from '../dataset/prepare.js';
import type { LoadedExperiment } from '../experiments.js';

/** What `runExperiment` needs to know. */
export interface RunRequest {
  readonly experiment: LoadedExperiment;
  readonly settings: RunSettings;
  /** The folder whose `.langbench/runs` the run is saved in. */
  readonly directory: string;
  /** Absolute interpreter paths by implementation id, from readiness. */
  readonly interpreters: Readonly<Record<string, string>>;
  /** Environment variables that implementations must be launched with, by id, from readiness. */
  readonly environments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why implementations without an interpreter above cannot run, by id: their trials are recorded as not started. */
  readonly problems?: Readonly<Record<string, Problem>>;
  readonly dataset: PreparedDataset;
  /** Of the experiment's folder, for whoever has asked for it while waiting for something else. */
  readonly gitCommit?: Promise<string | undefined>;
  readonly langbenchVersion: string;
}

export interface RunOptions {
  /** Cancels the run: the trial under way is ended, later ones are not started, what was measured is kept. */
  readonly signal: AbortSignal;
  /** Cancels one trial alone; the run goes on with the next. */
  readonly trialSignal?: (trial: TrialKey) => AbortSignal | undefined;
  /** A promise returned for an `output` event holds the program's output back until it settles. */
  readonly onEvent: (event: RunEvent) => Promise<void> | undefined;
}
