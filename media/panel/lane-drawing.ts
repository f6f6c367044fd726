import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../../src/core/report/index.js';
import type { Identity } from '../../src/protocol/identity.js';
import { setAttributes, svg } from './dom.js';
import { hatchings } from './hatch.js';
import { BAR, isSameFrame, laneFrame, MARK, type LaneFrame } from './lane-frame.js';
import type { Lane } from './lane-model.js';
import { mark } from './mark.js';
import { drawSegment } from './segment-drawing.js';
import { segmentFacts, stateWords } from './segment-words.js';
import { fitted, widthOf } from './text-width.js';
import type { Theme } from './theme.js';

export interface LaneStyle {
  readonly width: number;
  readonly theme: Theme;
  readonly identities: readonly Identity[];
}

/** How large the words of the time axis are, of the text's size. */
const AXIS_SCALE = 0.9;
/** How wide a remark is set off from what it may stand on, in pixels. */
const HALO = 4;

/** What the picture shows, in a sentence for those who do not see it. */
function summaryOf(lanes: readonly Lane[]): string {
  const parts = lanes.map((lane) => {
    const words = stateWords(lane);
    const time = lane.seconds > 0 ? formatSeconds(lane.seconds) : undefined;
    return `${lane.title}: ${[time, words].filter((part) => part !== undefined).join(', ')}`;
  });
  return l10n.t('Time from launch to result. {0}', parts.join('; '));
}

function drawTitle({ title }: Lane, y: number, { narrow, left, width }: LaneFrame, theme: Theme): SVGTextElement {
  const place = narrow
    ? { x: MARK, y: y - 8 }
    : { x: left - 8 - MARK, y: y + BAR / 2, 'text-anchor': 'end', 'dominant-baseline': 'central' };
  return svg('text', { ...place, fill: theme.foreground }, fitted(title, narrow ? width - MARK : place.x, theme));
}

function drawMark(identity: Identity, y: number, { narrow, left }: LaneFrame, theme: Theme): SVGSVGElement {
  const sign = mark(identity, theme);
  sign.setAttribute('x', String(narrow ? 0 : left - MARK));
  sign.setAttribute('y', String(y + (narrow ? -19 : 3)));
  return sign;
}

/** Behind the bar of a trial that did not simply complete, or over its end where it leaves no room: its state, and why. */
function drawRemark(lane: Lane, words: string, y: number, frame: LaneFrame, theme: Theme): SVGTextElement {
  const x = Math.min(
    frame.xOf(lane.seconds) + (lane.segments.length > 0 ? 8 : 4),
    frame.width - widthOf(words, theme) - HALO,
  );
  const sentence = lane.problem === undefined ? words : `${words}: ${lane.problem}`;
  return svg(
    'text',
    {
      class: 'remark',
      x,
      y: y + BAR / 2,
      'dominant-baseline': 'central',
      fill: theme.dim,
      stroke: theme.background,
      'stroke-width': HALO,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    },
    fitted(sentence, frame.width - x, theme),
  );
}

function drawLane(lane: Lane, row: number, frame: LaneFrame, { theme, identities }: LaneStyle): SVGGElement {
  const y = frame.barTop(row);
  const words = stateWords(lane);
  const identity = identities[lane.index];
  return svg(
    'g',
    { role: 'group', 'aria-label': words === undefined ? lane.title : `${lane.title}: ${words}` },
    drawTitle(lane, y, frame, theme),
    identity && drawMark(identity, y, frame, theme),
    ...lane.segments.map((segment) => {
      const x = frame.xOf(segment.startSeconds);
      const width = frame.xOf(segment.startSeconds + segment.seconds) - x;
      return drawSegment(segment, segmentFacts(segment, lane), { x, y, width }, theme.color(identity), theme);
    }),
    words === undefined ? undefined : drawRemark(lane, words, y, frame, theme),
  );
}

function drawAxis({ ticks, narrow, bottom, left, right, xOf }: LaneFrame, theme: Theme): SVGGElement {
  const words = { fill: theme.dim, 'font-size': theme.fontSize * AXIS_SCALE };
  const end = ticks.length - 1;
  return svg(
    'g',
    { 'aria-hidden': 'true' },
    ...ticks.flatMap((tick, index) => {
      const x = Math.round(xOf(tick)) + 0.5;
      const anchor = index === 0 && narrow ? 'start' : index === end ? 'end' : 'middle';
      return [
        svg('path', { d: `M${x} 2V${bottom + 4}`, stroke: theme.line }),
        svg('text', { x, y: bottom + 18, 'text-anchor': anchor, ...words }, String(tick)),
      ];
    }),
    svg(
      'text',
      { x: (left + right) / 2, y: bottom + 38, 'text-anchor': 'middle', ...words },
      l10n.t('seconds since launch'),
    ),
  );
}

/** One lane per implementation on one time axis: an SVG that stands on the page and, as it is, in a file. */
export class LaneDrawing {
  readonly element = svg('svg', { class: 'lanes', role: 'group' });
  private drawn: { readonly frame: LaneFrame; readonly theme: Theme } | undefined;
  private lanes: readonly Lane[] = [];
  private groups: readonly SVGGElement[] = [];

  /** Draws the lanes; where their frame stays, those alone that changed: a run that grows has the machine to itself. */
  update(lanes: readonly Lane[], style: LaneStyle): void {
    const { theme } = style;
    const frame = laneFrame(lanes, style.width, theme);
    const stays = this.drawn?.theme === theme && isSameFrame(this.drawn.frame, frame);
    const before = this.groups;
    this.groups = lanes.map((lane, row) => {
      const group = stays && lane === this.lanes[row] ? before[row] : undefined;
      return group ?? drawLane(lane, row, frame, style);
    });
    if (stays) {
      this.groups.forEach((group, row) => {
        if (group !== before[row]) before[row]?.replaceWith(group);
      });
    } else {
      this.drawn = { frame, theme };
      this.drawWhole(frame, theme);
    }
    this.lanes = lanes;
    this.element.setAttribute('aria-label', summaryOf(lanes));
  }

  /** The segments as they are drawn now, by lane. */
  segments(): readonly (readonly SVGGElement[])[] {
    return this.groups.map((group) => [...group.querySelectorAll<SVGGElement>('.segment')]);
  }

  private drawWhole(frame: LaneFrame, theme: Theme): void {
    const { width, height } = frame;
    setAttributes(this.element, {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': theme.fontFamily,
      'font-size': theme.fontSize,
    });
    this.element.replaceChildren(hatchings(theme), drawAxis(frame, theme), ...this.groups);
  }
}
