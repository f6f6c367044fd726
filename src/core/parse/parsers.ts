import type { Marker } from '../model/marker.js';
import type { Dialect, DialectFactory, Outbox } from './dialect.js';
import { elapsedDialect } from './elapsed.js';
import { epochTableDialect } from './epoch-table.js';
import { ipythonDialect } from './ipython.js';
import { juliaBenchmarkDialect } from './julia-benchmark.js';
import { juliaTimeDialect } from './julia-time.js';
import { kerasDialect } from './keras.js';
import { markerDialect } from './marker.js';
import { parserNames, type ParserName } from './parser-names.js';
import { progressDialect } from './progress.js';
import { shellTimeDialect } from './shell-time.js';
import { timeitDialect } from './timeit.js';

export interface DialectSinks {
  readonly outbox: Outbox;
  readonly onMarker: ((marker: Marker) => void) | undefined;
  /** Receives the line of a marker that breaks the schema, and what is wrong with it. */
  readonly onBadMarker: (fault: string) => void;
}

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
export function makeDialects(names: readonly ParserName[], sinks: DialectSinks): Dialect[] {
  const marker = markerDialect(sinks.onMarker, sinks.onBadMarker);
  return parserNames
    .filter((name) => names.includes(name))
    .map((name) => (name === 'marker' ? marker : factories[name])(sinks.outbox));
}
