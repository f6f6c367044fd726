import type { Timing } from '../model/timing.js';
import { Block } from './block.js';
import type { DialectFactory } from './dialect.js';
import { figure, type Figure } from './figure.js';
import { epochIn, EpochNumbers, isWithinEpoch, phaseInEpoch, phaseOf } from './phase.js';

// The time stands at the line's end, followed only by its own details; a label may itself look exactly like a timing.
// `CUDA.@time` and `Metal.@time` tell of the GPU's allocations as well.
const TIME =
  /(?<![\w.])(?<seconds>\d+\.\d{6}) seconds(?<details>(?: \([^()]*\)?|, \d[\d.]*% (?:gc|memmgmt) time|, \d+ lock conflicts?){1,2})?$/;
const WORKER = /^ {6}From worker (?<worker>\d+):\t?/;
// One development snapshot printed a label of `nothing` where there was none.
const NO_LABEL = /^\s*(?:nothing)?$/;
// Without details a line may be somebody's own print: these words before the figure say so, if they have no other figure.
const OWN_WORDS = /^(?!.*\d ?(?:m?s|sec|seconds|min)\b).*\b(?:elapsed|took|taken|time|duration|runtime)\b/i;

const ALLOCATIONS =
  /(?<![\d.])(?<count>\d{1,6}(?:\.\d\d)?)(?: (?<scale>[kMGTP]))?(?: CPU)? allocations?: (?<bytes>\d{1,6}(?:\.\d{3})?) (?<unit>bytes?|[KMGTP]iB)/;
const GC = /(?<![\d.])(?<percent>\d[\d.]*)% gc time/;
const LOCKS = /\b(?<count>\d+) lock conflicts?/;
const COMPILATION = /(?<percent>(?<!\d)\d+\.\d{2})% compilation time/;
const RECOMPILATION = /(?<![\d.])(?<percent>\d[\d.]*)% of which was recompilation/;

// The result of `@timed`, shown: `(value = 3, time = 1.19, bytes = 48, gctime = 0.0, …, compile_time = 0.03, …)`.
const FLOAT = String.raw`\d[\d.]*(?:e[+-]?\d+)?`;
const TIMED = new RegExp(`\\btime = (?<seconds>${FLOAT}), bytes = (?<bytes>\\d+), gctime = (?<gc>${FLOAT})`);
const COMPILE_TIME = new RegExp(`\\bcompile_time = (?<seconds>${FLOAT})`);

const TIMEV = /^\s*(?<name>[a-z][\w ()-]{2,30}): *(?<value>\d[\d.]*(?:e[+-]?\d+)?)\s*$/i;
const TIMEV_FIELDS = new Map([
  ['gc time (ns)', 'gcNanoseconds'],
  ['bytes allocated', 'bytes'],
  ['pool allocs', 'poolAllocations'],
  ['non-pool GC allocs', 'nonPoolAllocations'],
  ['malloc() calls', 'mallocCalls'],
  ['realloc() calls', 'reallocCalls'],
  ['free() calls', 'freeCalls'],
  ['GC pauses', 'gcPauses'],
  ['minor collections', 'minorCollections'],
  ['full collections', 'fullCollections'],
]);

export const juliaTimePatterns = [
  TIME,
  WORKER,
  NO_LABEL,
  OWN_WORDS,
  ALLOCATIONS,
  GC,
  LOCKS,
  COMPILATION,
  RECOMPILATION,
  TIMED,
  COMPILE_TIME,
  TIMEV,
];

/** `@time`, `@showtime`, `@timev` and what `@timed` returns, of Julia 1.0 and later. A `@timev` block is one timing, with the resolution of its nanoseconds. */
export const juliaTimeDialect: DialectFactory = (outbox) => {
  const block = new Block(outbox);
  const epochs = new EpochNumbers();
  return {
    line(text, number) {
      const worker = WORKER.exec(text);
      const own = worker ? text.slice(worker[0].length) : text;
      if (block.extend(number, (timing) => enrich(timing, own))) {
        return true;
      }
      const timing = readTime(own, number, worker?.groups?.['worker'], epochs) ?? readTimed(own, number);
      if (timing) {
        block.open(timing);
      }
      return timing !== undefined;
    },
  };
};

function enrich(timing: Timing, text: string): Timing | undefined {
  const { name = '', value = '' } = TIMEV.exec(text)?.groups ?? {};
  if (name === 'elapsed time (ns)') {
    return { ...timing, ...nanoseconds(value), source: 'julia-timev' };
  }
  const field = TIMEV_FIELDS.get(name);
  // Without the elapsed line before it a name like these is the program's own print.
  if (field === undefined || timing.source !== 'julia-timev') {
    return undefined;
  }
  return { ...timing, fields: { ...timing.fields, [field]: Number(value) } };
}

/** From 1.11 on the count is printed as a float (`5.46769547e8`), of whole nanoseconds all the same. */
function nanoseconds(value: string): Figure {
  return figure(Number(value).toFixed(0), 'ns');
}

function readTime(text: string, line: number, worker: string | undefined, epochs: EpochNumbers): Timing | undefined {
  const match = text.includes(' seconds') ? TIME.exec(text) : null;
  if (!match?.groups) {
    return undefined;
  }
  const { seconds = '', details } = match.groups;
  const before = text.slice(0, match.index);
  const label = readLabel(before);
  if (details === undefined && !NO_LABEL.test(before) && (label === undefined || OWN_WORDS.test(before))) {
    return undefined;
  }
  const fields = { ...readDetails(details ?? ''), ...(worker !== undefined && { worker: Number(worker) }) };
  return {
    ...figure(seconds),
    source: 'julia-time',
    line,
    ...(label !== undefined && { label }),
    // What `print("Epoch 3: ")` put before a padded figure is no label, but tells as well whose time it is.
    ...context(label ?? before, epochs),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

function readTimed(text: string, line: number): Timing | undefined {
  const { seconds, bytes, gc } = (text.includes(', gctime = ') ? TIMED.exec(text)?.groups : undefined) ?? {};
  if (seconds === undefined) {
    return undefined;
  }
  const whole = figure(seconds);
  const compilation = COMPILE_TIME.exec(text)?.groups?.['seconds'];
  return {
    ...whole,
    source: 'julia-time',
    line,
    fields: {
      bytes: Number(bytes),
      ...(whole.seconds > 0 && {
        gcShare: Number(gc) / whole.seconds,
        ...(compilation !== undefined && { compilationShare: Number(compilation) / whole.seconds }),
      }),
    },
  };
}

/** The text before `: ` and the figure. A label is never padded; other text before a padded figure is no label. */
function readLabel(before: string): string | undefined {
  if (!before.endsWith(': ')) {
    return undefined;
  }
  const label = before.slice(0, -2);
  return label === 'nothing' ? undefined : label;
}

/** `@time "Epoch $epoch" train!(…)`, `@showtime train!(…)`. */
function context(label: string, epochs: EpochNumbers): Pick<Timing, 'phase' | 'epoch'> {
  const printed = isWithinEpoch(label) ? undefined : epochIn(label);
  const phase = printed === undefined ? phaseOf(label) : phaseInEpoch(label);
  return { ...(phase && { phase }), ...(printed !== undefined && { epoch: epochs.oneBased(printed) }) };
}

function readDetails(details: string): Record<string, number> {
  const fields: Record<string, number> = {};
  const allocations = ALLOCATIONS.exec(details)?.groups;
  if (allocations) {
    fields['allocations'] = scaled(allocations['count'], 1000, ' kMGTP'.indexOf(allocations['scale'] ?? ' '));
    fields['bytes'] = scaled(allocations['bytes'], 1024, 'bKMGTP'.indexOf(allocations['unit']?.[0] ?? 'b'));
  }
  const gc = GC.exec(details)?.groups?.['percent'];
  if (gc !== undefined) {
    fields['gcShare'] = percent(gc);
  }
  const locks = LOCKS.exec(details)?.groups?.['count'];
  if (locks !== undefined) {
    fields['lockConflicts'] = Number(locks);
  }
  const compilation = COMPILATION.exec(details)?.groups?.['percent'];
  if (compilation !== undefined) {
    fields['compilationShare'] = percent(compilation);
  }
  const recompilation = RECOMPILATION.exec(details)?.groups?.['percent'];
  if (recompilation !== undefined) {
    fields['recompilationShare'] = percent(recompilation);
  }
  return fields;
}

function scaled(number: string | undefined, base: number, power: number): number {
  return Math.round(Number(number) * base ** power);
}

/** `0.97` (per cent) → 0.0097, by moving the decimal point. */
function percent(text: string): number {
  return Number(`${text}e-2`);
}
