import type { Run } from '../../core/model/run.js';
import type { Sentence } from '../../core/model/sentence.js';

/** What a list of runs shows. */
export interface RunSummary {
  readonly id: string;
  readonly name?: string;
  readonly state: Run['state'];
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly experiment: Run['experiment'];
  readonly implementations: readonly string[];
  readonly epochs: number;
  readonly blocks: number;
  readonly dataset: string;
  readonly synthetic: boolean;
  /** Absolute path of the run's file. */
  readonly file: string;
}

/** A file among the runs that is none, is damaged, or was written by a newer LangBench. It is left as it is. */
export interface UnreadableRun {
  readonly file: string;
  readonly message: string | Sentence;
}

export interface RunListing {
  readonly runs: readonly RunSummary[];
  readonly unreadable: readonly UnreadableRun[];
}

/** @param file absolute path of the run's file */
export function summarize(run: Run, file: string): RunSummary {
  return {
    id: run.id,
    ...(run.name !== undefined && { name: run.name }),
    state: run.state,
    startedAt: run.startedAt,
    ...(run.finishedAt !== undefined && { finishedAt: run.finishedAt }),
    experiment: run.experiment,
    implementations: run.implementations.map(({ id }) => id),
    epochs: run.settings.epochs,
    blocks: run.settings.blocks,
    dataset: run.dataset.title,
    synthetic: run.dataset.synthetic,
    file,
  };
}
