import type { Dialect, DialectFactory, Outbox } from './dialect.js';
import { elapsedDialect } from './elapsed.js';
import { epochTableDialect } from './epoch-table.js';
import { ipythonDialect } from './ipython.js';
import { juliaBenchmarkDialect } from './julia-benchmark.js';
import { juliaTimeDialect } from './julia-time.js';
import { kerasDialect } from './keras.js';
import { markerDialect, type MarkerSinks } from './marker.js';
import { parserNames, type ParserName } from './parser-names.js';
import { progressDialect } from './progress.js';
import { shellTimeDialect } from './shell-time.js';
import { timeitDialect } from './timeit.js';

const factories: Readonly<Record<Exclude<ParserName, 'marker'>, DialectFactory>> = {
  'julia-time': juliaTimeDialect,
  'julia-benchmark': juliaBenchmarkDialect,
  keras: kerasDialect,
  progress: progressDialect,
  'epoch-table': epochTableDialect,
  timeit: timeitDialect,
  ipython: ipythonDialect,
  'shell-time': shellTimeDialect,
  elapsed: elapsedDialect,
};

/** The dialects by name, in their fixed order whatever the order of the names. */
export function makeDialects(names: readonly ParserName[], outbox: Outbox, sinks: MarkerSinks): Dialect[] {
  const marker = markerDialect(sinks);
  return parserNames
    .filter((name) => names.includes(name))
    .map((name) => (name === 'marker' ? marker : factories[name])(outbox));
}
