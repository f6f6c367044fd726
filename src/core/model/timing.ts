/** What a stretch of a trial was spent on. `training` is a whole training run whose epochs are not told apart. */
export type Phase = 'import' | 'preprocessing' | 'build' | 'training' | 'epoch' | 'evaluation' | 'prediction';

/** The tool that printed a time, as precisely as its text tells. */
export type TimingSource =
  | 'marker'
  | 'julia-time'
  | 'julia-timev'
  | 'julia-btime'
  | 'julia-benchmark'
  | 'keras'
  | 'elapsed'
  | 'shell-time'
  | 'timeit'
  | 'ipython'
  | 'tqdm'
  | 'lightning'
  | 'custom';

/** One measured duration, with where it came from. */
export interface Timing {
  readonly seconds: number;
  /**
   * How far `seconds` may be from what the program measured, because of what it printed: half a unit of the last
   * printed digit for a rounded figure, a whole unit for a truncated one.
   */
  readonly resolutionSeconds: number;
  readonly source: TimingSource;
  /** 1-based number of the output line it was read from. */
  readonly line: number;
  readonly label?: string;
  /** Absent when the text does not tell. */
  readonly phase?: Phase;
  /** 1-based. */
  readonly epoch?: number;
  /** Further figures of the same line under documented names, e.g. `allocations`, `bytes`, `gcShare`, `compilationShare`. */
  readonly fields?: Readonly<Record<string, number>>;
}
