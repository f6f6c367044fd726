import { phaseOfEvent, type PhaseMarker } from '../model/marker.js';
import type { PhaseSpan } from '../model/run.js';
import type { Timing } from '../model/timing.js';
import type { TimeAxis } from './time-axis.js';

/** A timing read from the output, and when its line arrived, in seconds since launch. */
export interface ArrivedTiming {
  readonly timing: Timing;
  readonly arrivalSeconds: number;
}

/** How far a marker and the line printed beside it may differ, as both read the clock for themselves. */
const RELATIVE_DIFFERENCE = 0.01;
/** That line is among so many before or after the marker. */
const NEIGHBOURS = 16;

export function spanOfMarker(marker: PhaseMarker, axis: TimeAxis): PhaseSpan {
  const seconds = marker.duration_ns / 1e9;
  return {
    phase: phaseOfEvent[marker.event],
    ...(marker.event === 'epoch' && { epoch: marker.epoch }),
    startSeconds: Math.max(0, axis.place(marker.t_ns / 1e9) - seconds),
    seconds,
    source: 'marker',
    resolutionSeconds: 1e-9,
  };
}

/** A span and when it was told of, in seconds since launch: lines that arrive together have the same time, and an order. */
interface ToldSpan {
  readonly span: PhaseSpan;
  readonly atSeconds: number;
}

/**
 * A trial's phases in the order of their ends. Where several sources tell of the same phase, the finest is taken. A
 * printed time is taken to end when its line arrived.
 */
export function layOutPhases(
  markers: readonly PhaseMarker[],
  timings: readonly ArrivedTiming[],
  axis: TimeAxis,
): PhaseSpan[] {
  const printed = timings.filter(({ timing }) => timing.source !== 'marker');
  const shares = printed.filter(({ timing }) => timing.fields?.['compilationShare'] !== undefined);
  const told = markers.map((marker): ToldSpan => {
    const atSeconds = axis.place(marker.t_ns / 1e9);
    return { span: withCompilation(spanOfMarker(marker, axis), atSeconds, shares), atSeconds };
  });
  const spans = finestOfEach([...told, ...spansOfPrinted(printed)]);
  const hasEpochs = spans.some(({ span }) => span.phase === 'epoch');
  // A time for the whole training lies over the epochs' own.
  const apart = spans.filter(({ span }) => span.phase !== 'training' || !hasEpochs);
  return withoutOverlap(apart.sort((a, b) => a.atSeconds - b.atSeconds).map(({ span }) => span));
}

/** Adds the share spent compiling, which only the line that Julia prints beside a marker tells. */
function withCompilation(span: PhaseSpan, atSeconds: number, shares: readonly ArrivedTiming[]): PhaseSpan {
  const distance = ({ arrivalSeconds }: ArrivedTiming) => Math.abs(arrivalSeconds - atSeconds);
  const [nearest] = neighbours(shares, atSeconds)
    .filter(({ timing }) => tellsOf(timing, span))
    .sort((a, b) => distance(a) - distance(b));
  const compilationShare = nearest?.timing.fields?.['compilationShare'];
  return compilationShare === undefined ? span : { ...span, compilationShare };
}

/** The lines that arrived around a time, some before it and some after; all lines are in the order of their arrival. */
function neighbours(lines: readonly ArrivedTiming[], atSeconds: number): readonly ArrivedTiming[] {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.arrivalSeconds ?? Infinity) < atSeconds) low = middle + 1;
    else high = middle;
  }
  return lines.slice(Math.max(0, low - NEIGHBOURS), low + NEIGHBOURS);
}

function tellsOf(timing: Timing, span: PhaseSpan): boolean {
  const isNamedOtherwise =
    (timing.phase !== undefined && timing.phase !== span.phase) ||
    (timing.epoch !== undefined && timing.epoch !== span.epoch);
  const tolerance = timing.resolutionSeconds + RELATIVE_DIFFERENCE * span.seconds;
  return !isNamedOtherwise && Math.abs(timing.seconds - span.seconds) <= tolerance;
}

/** Makes spans of printed times, in their order. Epochs without a number are counted, for each source by itself. */
export class PrintedSpans {
  readonly #epochs = new Map<Timing['source'], number>();

  /** Undefined where the text does not tell what was timed. */
  next({ timing, arrivalSeconds }: ArrivedTiming): PhaseSpan | undefined {
    const { phase, seconds, source, resolutionSeconds, fields } = timing;
    if (phase === undefined) return undefined;
    const epoch = phase === 'epoch' ? (timing.epoch ?? (this.#epochs.get(source) ?? 0) + 1) : undefined;
    if (epoch !== undefined) this.#epochs.set(source, epoch);
    const compilationShare = fields?.['compilationShare'];
    return {
      phase,
      ...(epoch !== undefined && { epoch }),
      startSeconds: Math.max(0, arrivalSeconds - seconds),
      seconds,
      source,
      resolutionSeconds,
      ...(compilationShare !== undefined && { compilationShare }),
    };
  }
}

function spansOfPrinted(printed: readonly ArrivedTiming[]): ToldSpan[] {
  const spans = new PrintedSpans();
  return printed.flatMap((each) => {
    const span = spans.next(each);
    return span ? [{ span, atSeconds: each.arrivalSeconds }] : [];
  });
}

/** For every epoch and every other phase the spans of that source alone whose figures are the finest. */
function finestOfEach(spans: readonly ToldSpan[]): ToldSpan[] {
  const finest = new Map<string, PhaseSpan>();
  const slot = ({ phase, epoch }: PhaseSpan) => `${phase} ${epoch ?? ''}`;
  for (const { span } of spans) {
    const best = finest.get(slot(span));
    if (!best || span.resolutionSeconds < best.resolutionSeconds) finest.set(slot(span), span);
  }
  return spans.filter(({ span }) => span.source === finest.get(slot(span))?.source);
}

/** Moves a span that seems to begin before the last one's end by no more than rounding explains. */
function withoutOverlap(spans: readonly PhaseSpan[]): PhaseSpan[] {
  const laidOut: PhaseSpan[] = [];
  for (const span of spans) {
    const last = laidOut.at(-1);
    const overlap = last ? last.startSeconds + last.seconds - span.startSeconds : 0;
    const isRounding = overlap > 0 && overlap <= span.resolutionSeconds + (last?.resolutionSeconds ?? 0);
    laidOut.push(isRounding ? { ...span, startSeconds: span.startSeconds + overlap } : span);
  }
  return laidOut;
}
