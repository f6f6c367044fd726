export interface CpuSeconds {
  readonly userSeconds: number;
  readonly systemSeconds: number;
}

/** What a process tree uses at one moment. Its CPU time is since launch, of what still runs and what has ended. */
export interface TreeUsage extends CpuSeconds {
  /** Of all processes together; memory that several share counts for each. */
  readonly residentBytes: number;
  /** The most that the launched process itself had resident at any time, also between readings. */
  readonly peakResidentBytes: number;
  readonly threads: number;
}

/** Reads what a process tree uses; undefined when nothing of it runs any more. */
export interface TreeProbe {
  read(): TreeUsage | undefined | Promise<TreeUsage | undefined>;
  /** CPU time of what the launched process left behind when it ended, and of orphans: of all that nobody waits for. */
  readLeftBehind(): CpuSeconds;
}
