import type { Timing } from '../model/timing.js';
import { Block } from './block.js';
import type { DialectFactory } from './dialect.js';
import { figure } from './figure.js';

const VALUE = String.raw`(?<value>\d+(?:\.\d+)?) (?<unit>ns|[μµu]s|ms|s)`;
const MEMORY = String.raw`(?<bytes>\d+(?:\.\d+)?) (?<scale>bytes?|[KMGTP]iB)`;

const BTIME = new RegExp(String.raw`^ {2}${VALUE} \((?<count>\d+) allocations?: ${MEMORY}\)$`, 'u');

/** Up to BenchmarkTools 1.0 each statistic has a line of its own, and the memory estimate stands before them. */
const OLD_STATISTIC = new RegExp(String.raw`^ {2}(?<name>minimum|median|mean|maximum) time: +${VALUE} \(`, 'u');
const NEW_RANGE = new RegExp(
  String.raw`^ Range \(min … max\): +${VALUE} … +(?<maximum>\d+(?:\.\d+)?) (?<maximumUnit>ns|[μµu]s|ms|s)`,
  'u',
);
const NEW_STATISTIC = new RegExp(String.raw`^ Time {2}\((?<name>median|mean ± σ)\): +${VALUE}`, 'u');
const SINGLE = new RegExp(String.raw`^ Single result which took ${VALUE} \(`, 'u');
const HISTOGRAM = / Histogram: (?:log\()?frequency\)? by time /;

export const juliaBenchmarkPatterns = [BTIME, OLD_STATISTIC, NEW_RANGE, NEW_STATISTIC, SINGLE, HISTOGRAM];

const FIELDS = new Map([
  ['median', 'medianSeconds'],
  ['mean', 'meanSeconds'],
  ['mean ± σ', 'meanSeconds'],
  ['maximum', 'maximumSeconds'],
]);

/**
 * BenchmarkTools: `@btime`, and `@benchmark` by its minimum, which is what `@btime` prints too; median, mean and maximum become fields.
 * One timing a benchmark.
 */
export const juliaBenchmarkDialect: DialectFactory = (outbox) => {
  const block = new Block(outbox);
  return {
    line(text, number) {
      if (block.extend(number, (timing) => withStatistic(timing, text))) {
        return true;
      }
      // All that these tools print is indented; a look at one character spares other lines the rest.
      if (!text.startsWith(' ')) {
        return false;
      }
      const timing = readBtime(text, number) ?? readMinimum(text, number);
      if (timing) {
        block.open(timing);
      }
      return timing !== undefined || HISTOGRAM.test(text);
    },
  };
};

function readBtime(text: string, line: number): Timing | undefined {
  const match = BTIME.exec(text)?.groups;
  if (!match) {
    return undefined;
  }
  const { value = '', unit, count, bytes, scale = 'b' } = match;
  return {
    ...figure(value, unit),
    source: 'julia-btime',
    line,
    fields: {
      allocations: Number(count),
      bytes: Math.round(Number(bytes) * 1024 ** 'bKMGTP'.indexOf(scale.charAt(0))),
    },
  };
}

function readMinimum(text: string, line: number): Timing | undefined {
  const match = (NEW_RANGE.exec(text) ?? SINGLE.exec(text) ?? OLD_STATISTIC.exec(text))?.groups;
  if (!match || (match['name'] ?? 'minimum') !== 'minimum') {
    return undefined;
  }
  const { value = '', unit, maximum, maximumUnit } = match;
  return {
    ...figure(value, unit),
    source: 'julia-benchmark',
    line,
    ...(maximum !== undefined && { fields: { maximumSeconds: figure(maximum, maximumUnit).seconds } }),
  };
}

function withStatistic(timing: Timing, text: string): Timing | undefined {
  const { name = '', value = '', unit } = (NEW_STATISTIC.exec(text) ?? OLD_STATISTIC.exec(text))?.groups ?? {};
  const field = FIELDS.get(name);
  return field === undefined || timing.source !== 'julia-benchmark'
    ? undefined
    : { ...timing, fields: { ...timing.fields, [field]: figure(value, unit).seconds } };
}
