import type { Timing } from '../model/timing.js';
import { Block } from './block.js';
import type { DialectFactory } from './dialect.js';
import { figure } from './figure.js';

const VALUE = String.raw`(?<value>\d+(?:\.\d+)?) (?<unit>ns|[μµu]s|ms|s)`;
const MEMORY = String.raw`(?<bytes>\d+(?:\.\d+)?) (?<scale>bytes?|[KMGTP]iB)`;

const BTIME = new RegExp(String.raw`^ {0,2}${VALUE} \((?<count>\d+) allocations?: ${MEMORY}\)$`, 'u');

/** Up to BenchmarkTools 1.0 each statistic has a line of its own, and the memory estimate stands before them. */
const OLD_STATISTIC = new RegExp(String.raw`^ {0,2}(?<name>minimum|median|mean|maximum) time: +${VALUE} \(`, 'u');
const NEW_RANGE = new RegExp(
  String.raw`^ ?Range \(min … max\): +${VALUE} … +(?<maximum>\d+(?:\.\d+)?) (?<maximumUnit>ns|[μµu]s|ms|s)`,
  'u',
);
const NEW_STATISTIC = new RegExp(String.raw`^ ?Time {2}\((?<name>median|mean ± σ)\): +${VALUE}`, 'u');
const SINGLE = new RegExp(String.raw`^ ?Single result which took ${VALUE} \(`, 'u');
/** In a group of benchmarks: `"fit" => Trial(1.234 ms)`. Alone it only repeats a benchmark. */
const COMPACT = new RegExp(String.raw`=> Trial\(${VALUE}\)$`, 'u');
/** Chairmarks' `@b`: `1.234 ms (12 allocs: 1.234 KiB, 1.20% gc time)`. */
const CHAIRMARK = new RegExp(
  String.raw`^ *${VALUE} \((?:(?<count>\d+(?:\.\d+)?) allocs: ${MEMORY}(?:, [^()]*)?|without a warmup)\)$`,
  'u',
);
/** Chairmarks' `@be`: a header, and a line for each statistic or, of up to four samples, for each of them in their order. */
const CHAIRMARKS_HEADER = /^Benchmark: \d+ samples? with \d+ evaluations?$/;
const CHAIRMARKS_STATISTIC = new RegExp(
  String.raw`^(?: ?(?<name>min|median|mean|max) +| {7,8})${VALUE}(?: \([^()]*\))?$`,
  'u',
);
const HISTOGRAM = / Histogram: (?:log\()?frequency\)? by time /;

export const juliaBenchmarkPatterns = [
  BTIME,
  OLD_STATISTIC,
  NEW_RANGE,
  NEW_STATISTIC,
  SINGLE,
  COMPACT,
  CHAIRMARK,
  CHAIRMARKS_HEADER,
  CHAIRMARKS_STATISTIC,
  HISTOGRAM,
];

const FIELDS = new Map([
  ['median', 'medianSeconds'],
  ['mean', 'meanSeconds'],
  ['mean ± σ', 'meanSeconds'],
  ['maximum', 'maximumSeconds'],
  ['max', 'maximumSeconds'],
]);

/** Most of what these tools print is indented; a look at a character or two spares other lines the rest. */
const mayBeOne = (text: string): boolean => text.startsWith(' ') || text.includes('(') || text.startsWith('Bench');

/**
 * BenchmarkTools and Chairmarks: `@btime` and `@b`, and `@benchmark` and `@be` by their minimum, which is what the former print too;
 * median, mean and maximum become fields. One timing a benchmark.
 */
export const juliaBenchmarkDialect: DialectFactory = (outbox) => {
  const block = new Block(outbox);
  let header: number | undefined;
  return {
    line(text, number) {
      if (block.extend(number, (timing) => withStatistic(timing, text))) {
        return true;
      }
      const isFirst = header === number - 1;
      if (!isFirst && !mayBeOne(text)) {
        return false;
      }
      if (CHAIRMARKS_HEADER.test(text)) {
        header = number;
        return true;
      }
      const timing = readMinimum(text, number, isFirst) ?? readBtime(text, number);
      if (timing) {
        block.open(timing);
      }
      return timing !== undefined || HISTOGRAM.test(text);
    },
  };
};

function readBtime(text: string, line: number): Timing | undefined {
  const match = (BTIME.exec(text) ?? CHAIRMARK.exec(text))?.groups;
  if (!match) {
    return undefined;
  }
  const { value = '', unit, count, bytes, scale = 'b' } = match;
  return {
    ...figure(value, unit),
    source: 'julia-btime',
    line,
    ...(count !== undefined && {
      fields: {
        allocations: Number(count),
        bytes: Math.round(Number(bytes) * 1024 ** 'bKMGTP'.indexOf(scale.charAt(0))),
      },
    }),
  };
}

function readMinimum(text: string, line: number, isChairmarks: boolean): Timing | undefined {
  const found =
    NEW_RANGE.exec(text) ??
    SINGLE.exec(text) ??
    OLD_STATISTIC.exec(text) ??
    COMPACT.exec(text) ??
    (isChairmarks ? CHAIRMARKS_STATISTIC.exec(text) : null);
  const match = found?.groups;
  if (!match || !(match['name'] ?? 'minimum').startsWith('min')) {
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
  const match = NEW_STATISTIC.exec(text) ?? OLD_STATISTIC.exec(text) ?? CHAIRMARKS_STATISTIC.exec(text);
  if (!match?.groups || timing.source !== 'julia-benchmark') {
    return undefined;
  }
  const { name, value = '', unit } = match.groups;
  const field = FIELDS.get(name ?? '');
  return name !== undefined && field === undefined
    ? undefined
    : { ...timing, ...(field !== undefined && { fields: { ...timing.fields, [field]: figure(value, unit).seconds } }) };
}
