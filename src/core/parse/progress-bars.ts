import type { Timing } from '../model/timing.js';
import { readDuration } from './duration.js';
import { clockFigure, type Figure } from './figure.js';
import { epochIn, phaseInEpoch, phaseOf, type EpochNumbers } from './phase.js';

const CLOCK = String.raw`(?:(?<days>\d{1,4}) days?, )?(?:(?<hours>\d{1,4}):)?(?<minutes>\d{1,3}):(?<seconds>\d\d)`;
const COUNT = String.raw`\d[\d.]{0,15}`;
const RATE = String.raw` *(?<rate>\d{1,9}(?:\.\d{1,9})?) ?[a-z]{1,9}\/s`;
const DONE = String.raw`(?<done>${COUNT})[kMG]?\/(?<total>${COUNT})[kMG]? ?\[${CLOCK}<[^,\]]{0,30}(?:,${RATE})?`;
/** `Epoch 3: 100%|██████████| 100/100 [00:07<00:00, 14.19it/s, loss=0.5]`: time passed, time left, rate. */
const TQDM = new RegExp(String.raw`(?<![\d.])(?<percent>\d{1,3})%\|[^|]*\| *${DONE}`, 'u');
/** A bar that something else was printed behind, as both streams meet in a terminal. */
const BEHIND = /^[^|]*%\|[^|]*\| *[\d.kMG]+\/[\d.kMG]+ ?\[[^\]]*\](?=\S)/u;
/** Ignite's: `Epoch [1/10]: [469/469] 100%|████, loss=0.1 [00:05<00:00]`. */
const IGNITE = new RegExp(
  String.raw`\[(?<done>\d{1,9})\/(?<total>\d{1,9})\] +(?<percent>\d{1,3})%\|[^|[]*\[${CLOCK}<`,
  'u',
);
/** Where it is narrow it has no bar. */
const TQDM_NARROW = new RegExp(String.raw`(?:(?<![\d.])(?<percent>\d{1,3})% +)?(?<![\d.])${DONE}`, 'u');
/** `100it [00:07, 14.19it/s]`: tqdm when nobody told it how many there are. */
const TQDM_OPEN = new RegExp(
  String.raw`(?<![\d.])(?<done>${COUNT})[kMG]?[a-z]{1,9} \[${CLOCK},(?:${RATE}| *${COUNT}s\/[a-z])`,
  'u',
);
/** Lightning with Rich: `Epoch 2/2  ━━━━ 30/30 0:00:02 • 0:00:00 11.66it/s`, up to 1.8 without `/2`. Its epochs count from 0. */
const RICH = new RegExp(
  String.raw`^ *Epoch (?<epoch>\d+)(?:\/-?\d+)? [━╸╺ -]+(?<done>\d+)\/(?<total>\d+) ${CLOCK} • [\d:-]+(?: (?<rate>[\d.]+)it\/s)?`,
  'u',
);
/** ProgressMeter.jl: `Progress: 100%|████| Time: 0:00:12`. */
const PROGRESS_METER = new RegExp(String.raw`(?<!\d)100%\|[^|]*\| Time: ${CLOCK}(?![\d:])`, 'u');
/** Ultralytics' own bar: `100% ━━━━━━━━━━━━ 30/30 2.8it/s 10.6s`; its time left stands behind a `<`. */
const ULTRALYTICS = /(?<!\d)100% ━+ \d+\/(?<done>\d+) [\d.]+[KMG]?[a-z]+\/s (?<elapsed>\d[\d.:]*s?)$/u;
/** Rich's own: `Training ━━━━━━━━ 100% 0:00:01`; its older versions showed the time left, none. */
const RICH_TRACK = /(?<![━╸╺])━+ 100% (?!0:00:00)(?<elapsed>\d+:\d\d:\d\d)$/u;
/** alive-progress: `|████████| 100/100 [100%] in 7.1s (14.08/s)`. */
const ALIVE = /\|[^|]*\| \d+\/(?<done>\d+) \[100%\] in (?<elapsed>\d[\d.:]*s?)(?= |$)/u;
/** A download's bar counts bytes. */
const BYTES = /\d[kMGT]?i?B\/s/;
const LIGHTNING = /, v_num=|\bDataLoader \d/;
/** Ultralytics begins an epoch's bar with its number and the GPU's memory, `6/100      5.62G`, and an evaluation's with a table's head. */
const YOLO_EPOCH = /^(?<epoch>\d+)\/\d+ +[\d.]+G /;
const YOLO_EVALUATION = /^Class +Images /;

export const progressPatterns = [
  TQDM,
  BEHIND,
  IGNITE,
  TQDM_NARROW,
  TQDM_OPEN,
  RICH,
  PROGRESS_METER,
  ULTRALYTICS,
  RICH_TRACK,
  ALIVE,
  BYTES,
  LIGHTNING,
  YOLO_EPOCH,
  YOLO_EVALUATION,
];

/** What a progress bar shows at one moment. */
export interface BarState {
  /** Tells a bar from the others on the screen. */
  readonly key: string;
  readonly complete: boolean;
  /** Where a message interrupts the bar its last state is not seen; the next epoch's first tells that it came. */
  readonly countsWhenNextBegins: boolean;
  /** 1-based. */
  readonly epoch: number | undefined;
  /** Most states are passed by, so a timing is made only of those that count. */
  readonly timing: () => Timing;
}

type Reader = (text: string, line: number, epochs: EpochNumbers) => BarState | undefined;

/** Each reader with what every bar of its kind has in it; other lines are spared the rest. */
const READERS: readonly (readonly [hint: string, read: Reader])[] = [
  ['%|', (...line) => readTqdm(TQDM, ...line)],
  ['%|', (...line) => readTqdm(IGNITE, ...line)],
  ['%|', readProgressMeter],
  ['<', (...line) => readTqdm(TQDM_NARROW, ...line)],
  [' • ', readRich],
  ['100%', readFinished],
];

/** The bar of a line, and what was printed behind it. */
export function partsOf(text: string): readonly string[] {
  const bar = text.includes('%|') ? BEHIND.exec(text)?.[0] : undefined;
  return bar === undefined ? [text] : [bar, text.slice(bar.length)];
}

/** Reads any bar whose end can be told. */
export const readBar: Reader = (text, line, epochs) => {
  for (const [hint, read] of READERS) {
    const state = text.includes(hint) ? read(text, line, epochs) : undefined;
    if (state) {
      return state;
    }
  }
  return undefined;
};

/** Reads a bar that does not know its end: what a finished line shows of it is its last state. */
export const readOpenBar: Reader = (text, line, epochs) => {
  const found = text.includes(' [') ? TQDM_OPEN.exec(text) : null;
  return found?.groups && finished(text, found.index, 'tqdm', line, epochs, clockFigure(found.groups), found.groups);
};

function readTqdm(pattern: RegExp, text: string, line: number, epochs: EpochNumbers): BarState | undefined {
  const found = pattern.exec(text);
  const match = found?.groups;
  if (!match || BYTES.test(text)) {
    return undefined;
  }
  const label = labelBefore(text, found.index);
  const { done, total, percent = '100' } = match;
  const source = LIGHTNING.test(text) ? 'lightning' : 'tqdm';
  const printed = epochOf(label);
  // Lightning counts epochs from 0 wherever it begins.
  const epoch = printed === undefined ? undefined : source === 'lightning' ? printed + 1 : epochs.oneBased(printed);
  return {
    key: `${label} ${total ?? ''}`,
    complete: percent === '100' && done === total,
    countsWhenNextBegins: false,
    epoch,
    timing: () => barTiming(clockFigure(match), source, line, label, epoch, match),
  };
}

function readRich(text: string, line: number): BarState | undefined {
  const match = RICH.exec(text)?.groups;
  if (!match) {
    return undefined;
  }
  const epoch = Number(match['epoch']) + 1;
  const missing = Number(match['total']) - Number(match['done']);
  return {
    key: `Epoch ${epoch}`,
    complete: missing <= 0,
    countsWhenNextBegins: true,
    epoch,
    timing: () => {
      const timing = barTiming(clockFigure(match), 'lightning', line, 'Epoch', epoch, match);
      const rate = Number(match['rate'] ?? 0);
      // What was still missing when the bar was last seen took its time too.
      const missingSeconds = missing > 0 && rate > 0 ? missing / rate : 0;
      return { ...timing, resolutionSeconds: timing.resolutionSeconds + missingSeconds };
    },
  };
}

function readProgressMeter(text: string, line: number, epochs: EpochNumbers): BarState | undefined {
  const found = PROGRESS_METER.exec(text);
  return found?.groups && finished(text, found.index, 'elapsed', line, epochs, clockFigure(found.groups));
}

function readFinished(text: string, line: number, epochs: EpochNumbers): BarState | undefined {
  const found = ULTRALYTICS.exec(text) ?? RICH_TRACK.exec(text) ?? ALIVE.exec(text);
  const figure = found?.groups && readDuration(found.groups['elapsed'] ?? '');
  return figure && finished(text, found.index, 'tqdm', line, epochs, figure, found.groups);
}

/** The state of a bar of which only the last one is read. */
function finished(
  text: string,
  start: number,
  source: Timing['source'],
  line: number,
  epochs: EpochNumbers,
  figure: Figure,
  match?: Readonly<Record<string, string | undefined>>,
): BarState {
  const label = labelBefore(text, start);
  const printed = epochOf(label);
  const epoch = printed === undefined ? undefined : epochs.oneBased(printed);
  return {
    // Rewritten on one line it is the same bar, on the next line another.
    key: `${label} ${line}`,
    complete: true,
    countsWhenNextBegins: false,
    epoch,
    timing: () => barTiming(figure, source, line, label, epoch, match),
  };
}

/** The text before the bar, without the colon that ends it. */
function labelBefore(text: string, end: number): string {
  const label = text.slice(0, end).trim();
  return label.endsWith(':') ? label.slice(0, -1) : label;
}

/** As printed. */
function epochOf(label: string): number | undefined {
  const yolo = YOLO_EPOCH.exec(label)?.groups?.['epoch'];
  return yolo === undefined ? epochIn(label) : Number(yolo);
}

function barTiming(
  figure: Figure,
  source: Timing['source'],
  line: number,
  label: string,
  epoch: number | undefined,
  match?: Readonly<Record<string, string | undefined>>,
): Timing {
  const { done, rate } = match ?? {};
  return {
    ...figure,
    source,
    line,
    ...named(label, epoch),
    ...(done !== undefined && {
      fields: { steps: Number(done), ...(rate !== undefined && { stepsPerSecond: Number(rate) }) },
    }),
  };
}

function named(label: string, epoch: number | undefined): Pick<Timing, 'label' | 'phase' | 'epoch'> {
  if (epoch !== undefined) {
    return { phase: phaseInEpoch(label), epoch };
  }
  const phase = YOLO_EVALUATION.test(label) ? 'evaluation' : phaseOf(label);
  return { ...(label !== '' && { label }), ...(phase && { phase }) };
}
