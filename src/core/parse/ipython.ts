import type { Timing } from '../model/timing.js';
import type { DialectFactory } from './dialect.js';
import { figure } from './figure.js';
import { readDuration } from './duration.js';

const VALUE = String.raw`(?<value>\d[\d.]*(?:e[+-]?\d+)?) ?(?<unit>ns|[µμu]s|ms|s)`;
const TIMEIT = new RegExp(
  String.raw`^\s*${VALUE} ± (?<deviation>\d[\d.]*) (?<deviationUnit>ns|[µμu]s|ms|s) per loop \(mean ± std\. dev\. of (?<runs>\d+) runs?, (?<loops>[\d,]+) loops? each\) *$`,
  'u',
);
const LONG_TIMEIT =
  /^\s*(?<duration>\d+(?:h|min|s)[\w ]{0,20}) ± [\w. ]{1,30} per loop \(mean ± std\. dev\. of \d+ runs?, [\d,]+ loops? each\) *$/;
const OLD_TIMEIT = new RegExp(String.raw`^(?<loops>\d+) loops?, best of (?<runs>\d+): ${VALUE} per loop *$`, 'u');
const CPU = /^CPU times: (?:user \d|total: \d)/;
const WALL = /^Wall time: (?<duration>\d.{0,30})$/;

export const ipythonPatterns = [TIMEIT, LONG_TIMEIT, OLD_TIMEIT, CPU, WALL];

/** IPython's `%time` (its wall time) and `%timeit` (the mean of a loop, or the best as older versions print it). */
export const ipythonDialect: DialectFactory = (outbox) => ({
  line(text, line) {
    const timing = readWall(text, line) ?? readTimeit(text, line);
    if (timing) {
      outbox.emit(timing);
    }
    return timing !== undefined || CPU.test(text);
  },
});

function readWall(text: string, line: number): Timing | undefined {
  const duration = (WALL.exec(text) ?? LONG_TIMEIT.exec(text))?.groups?.['duration'];
  const found = duration === undefined ? undefined : readDuration(duration);
  return found && { ...found, source: 'ipython', line };
}

function readTimeit(text: string, line: number): Timing | undefined {
  const match = (TIMEIT.exec(text) ?? OLD_TIMEIT.exec(text))?.groups;
  if (!match) {
    return undefined;
  }
  const { value = '', unit, runs, loops = '', deviation, deviationUnit } = match;
  return {
    ...figure(value, unit),
    source: 'ipython',
    line,
    fields: {
      runs: Number(runs),
      loops: Number(loops.replaceAll(',', '')),
      ...(deviation !== undefined && { deviationSeconds: figure(deviation, deviationUnit).seconds }),
    },
  };
}
