import { formatSeconds } from '../../src/core/report/index.js';
import type { Identity } from '../../src/protocol/identity.js';
import { ticksUpTo } from './axis.js';
import { svg } from './dom.js';
import type { Lane, Segment } from './lane-model.js';
import { segmentFacts, segmentTitle, stateWords } from './segment-words.js';
import { hatch, hatchings, type Hatch } from './hatch.js';
import { mark } from './mark.js';
import { fitted, widthOf } from './text-width.js';
import { mix, textOn, type Theme } from './theme.js';

export interface LaneStyle {
  readonly width: number;
  readonly theme: Theme;
  readonly identities: readonly Identity[];
  /** Under the time axis. */
  readonly axisTitle: string;
}

/** How much of the implementation's colour a phase has: training stands out, the rest recedes. */
const OPACITY: Readonly<Record<Segment['kind'], number>> = {
  launch: 0.18,
  import: 0.34,
  preprocessing: 0.5,
  build: 0.64,
  training: 1,
  epoch: 1,
  evaluation: 0.5,
  prediction: 0.42,
  other: 0.12,
  exit: 0.12,
};
/** Every second epoch is a little paler, so that neighbours are told apart. */
const EVEN_EPOCH_OPACITY = 0.8;

const PHASE_HATCH: Partial<Record<Segment['kind'], Hatch>> = {
  import: 'rising',
  preprocessing: 'dotted',
  build: 'falling',
  evaluation: 'upright',
  prediction: 'upright',
};

const BAR = 20;
const NARROW = 640;
/** Room for the sign of the implementation. */
const MARK = 22;

function geometry(lanes: readonly Lane[], { width, theme }: LaneStyle) {
  const narrow = width < NARROW;
  const widest = Math.max(0, ...lanes.map(({ title }) => widthOf(title, theme)));
  const left = narrow ? 0 : Math.min(Math.ceil(widest) + 12 + MARK, Math.round(width * 0.28));
  const row = narrow ? 46 : 36;
  return {
    narrow,
    left,
    row,
    plot: width - left - 12,
    barTop: (index: number) => 6 + index * row + (narrow ? 20 : (row - BAR) / 2),
    axisTop: 6 + lanes.length * row + 4,
    height: 6 + lanes.length * row + 44,
  };
}
type Geometry = ReturnType<typeof geometry>;

/** The colour of a segment on the page's background. */
function fillOf({ kind, epoch }: Segment, color: string, theme: Theme): string {
  const opacity = kind === 'epoch' && (epoch ?? 1) % 2 === 0 ? EVEN_EPOCH_OPACITY : OPACITY[kind];
  return mix(color, theme.background, opacity);
}

/** The longest of these that has room. */
function labelOf(segment: Segment, room: number, theme: Theme): string | undefined {
  const title = segmentTitle(segment);
  const time = formatSeconds(segment.seconds);
  const candidates = segment.kind === 'epoch' ? [`${title}  ${time}`, time, String(segment.epoch ?? '')] : [title];
  return candidates.find((text) => text !== '' && widthOf(text, theme, 0.85) + 8 <= room);
}

function drawSegment(segment: Segment, lane: Lane, x: number, width: number, y: number, style: LaneStyle): SVGGElement {
  const { theme, identities } = style;
  const identity = identities[lane.index];
  const color = identity ? theme.color(identity) : theme.foreground;
  const fill = fillOf(segment, color, theme);
  const shown = Math.max(1, width - 1);
  const box = { x, y, width: shown, height: BAR };
  const group = svg(
    'g',
    { class: 'segment', role: 'img', 'aria-label': segmentFacts(segment, lane).join(', '), tabindex: -1 },
    svg('rect', { ...box, fill, ...(theme.border && { stroke: theme.border }) }),
  );
  const pattern = PHASE_HATCH[segment.kind];
  if (pattern) {
    group.append(svg('rect', { ...box, fill: hatch(pattern) }));
  }
  if (segment.compilationShare !== undefined) {
    group.append(svg('rect', { ...box, width: shown * Math.min(1, segment.compilationShare), fill: hatch('crossed') }));
  }
  // The label stands clear of the hatching where there is room beside it.
  const compiling = shown * Math.min(1, segment.compilationShare ?? 0);
  const beside = labelOf(segment, shown - compiling, theme);
  const label = beside ?? labelOf(segment, shown, theme);
  if (label !== undefined) {
    const halo = pattern !== undefined || (compiling > 0 && beside === undefined);
    group.append(
      svg(
        'text',
        {
          x: x + (beside === undefined ? shown : shown + compiling) / 2,
          y: y + BAR / 2,
          'text-anchor': 'middle',
          'dominant-baseline': 'central',
          'font-size': theme.fontSize * 0.85,
          fill: textOn(fill),
          ...(halo && {
            stroke: fill,
            'stroke-width': 4,
            'stroke-linejoin': 'round',
            'paint-order': 'stroke',
          }),
        },
        label,
      ),
    );
  }
  return group;
}

function placedMark(identity: Identity, theme: Theme, x: number, y: number): SVGSVGElement {
  const sign = mark(identity, theme);
  sign.setAttribute('x', String(x));
  sign.setAttribute('y', String(y));
  return sign;
}

function drawLane(lane: Lane, row: number, xOf: (seconds: number) => number, frame: Geometry, style: LaneStyle) {
  const { theme, width } = style;
  const y = frame.barTop(row);
  const words = stateWords(lane);
  const identity = style.identities[lane.index];
  const group = svg('g', { role: 'group', 'aria-label': words === undefined ? lane.title : `${lane.title}: ${words}` });
  group.append(
    svg(
      'text',
      frame.narrow
        ? { x: MARK, y: y - 8, fill: theme.foreground }
        : {
            x: frame.left - 8 - MARK,
            y: y + BAR / 2,
            'text-anchor': 'end',
            'dominant-baseline': 'central',
            fill: theme.foreground,
          },
      fitted(lane.title, frame.narrow ? width - MARK : frame.left - 8 - MARK, theme),
    ),
    ...(identity
      ? [placedMark(identity, theme, frame.narrow ? 0 : frame.left - MARK, y + (frame.narrow ? -19 : 3))]
      : []),
    ...lane.segments.map((segment) => {
      const x = xOf(segment.startSeconds);
      return drawSegment(segment, lane, x, xOf(segment.startSeconds + segment.seconds) - x, y, style);
    }),
  );
  if (words !== undefined) {
    const x = xOf(lane.seconds) + (lane.segments.length > 0 ? 8 : 4);
    const sentence = lane.problem === undefined ? words : `${words}: ${lane.problem}`;
    group.append(
      svg(
        'text',
        { class: 'remark', x, y: y + BAR / 2, 'dominant-baseline': 'central', fill: theme.dim },
        fitted(sentence, Math.max(60, width - x), theme),
      ),
    );
  }
  return group;
}

/** One lane per implementation on one time axis: an SVG that stands on the page and, as it is, in a file. */
export function drawLanes(lanes: readonly Lane[], summary: string, style: LaneStyle): SVGSVGElement {
  const { theme, width } = style;
  const frame = geometry(lanes, style);
  const longest = Math.max(0, ...lanes.map(({ seconds }) => seconds));
  const ticks = ticksUpTo(longest > 0 ? longest : 1, Math.max(2, Math.floor(frame.plot / 90)));
  const end = ticks.at(-1) ?? 1;
  const xOf = (seconds: number): number => frame.left + (seconds / end) * frame.plot;
  const axis = ticks.map((tick) => {
    const x = Math.round(xOf(tick)) + 0.5;
    return svg(
      'g',
      { 'aria-hidden': 'true' },
      svg('path', { d: `M${x} 2V${frame.axisTop}`, stroke: theme.line }),
      svg(
        'text',
        {
          x,
          y: frame.axisTop + 14,
          'text-anchor': tick === 0 && frame.narrow ? 'start' : tick === end ? 'end' : 'middle',
          fill: theme.dim,
          'font-size': theme.fontSize * 0.9,
        },
        String(tick),
      ),
    );
  });
  return svg(
    'svg',
    {
      class: 'lanes',
      role: 'group',
      'aria-label': summary,
      width,
      height: frame.height,
      viewBox: `0 0 ${width} ${frame.height}`,
      'font-family': theme.fontFamily,
      'font-size': theme.fontSize,
    },
    hatchings(theme),
    ...axis,
    ...lanes.map((lane, row) => drawLane(lane, row, xOf, frame, style)),
    svg(
      'text',
      {
        x: frame.left + frame.plot / 2,
        y: frame.axisTop + 34,
        'text-anchor': 'middle',
        fill: theme.dim,
        'font-size': theme.fontSize * 0.9,
        'aria-hidden': 'true',
      },
      style.axisTitle,
    ),
  );
}
