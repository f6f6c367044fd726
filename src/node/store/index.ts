import type { Run } from '../../core/model/run.js';
import type { RunListing, RunSummary } from './summary.js';

export type { RunListing, RunSummary, UnreadableRun } from './summary.js';

/** The runs saved in a folder's `.langbench/runs`. */
export declare class RunStore {
  constructor(directory: string);
  /** Saves atomically and tells the file's path. */
  save(run: Run): Promise<string>;
  /** Saved runs, newest first. */
  list(): Promise<RunSummary[]>;
  /** As {@link list}, with the files that could not be read and why. */
  scan(): Promise<RunListing>;
  /** @param idOrPath an id, a unique beginning of one, `latest`, or the path of a run's file */
  load(idOrPath: string): Promise<Run>;
  /** An empty name takes the name away. */
  rename(id: string, name: string): Promise<void>;
  /** Takes a run away and returns what brings it back. */
  remove(id: string): Promise<() => Promise<void>>;
}
