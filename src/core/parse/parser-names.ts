/** Most specific first: the first that takes a line is the only one to read it. */
export const parserNames = [
  'marker',
  'julia-time',
  'julia-benchmark',
  'keras',
  'progress',
  'epoch-table',
  'timeit',
  'ipython',
  'shell-time',
  'elapsed',
] as const;

/** A name in a manifest's `parsers`, or given to `--dialect`. */
export type ParserName = (typeof parserNames)[number];
