import type { Identity } from '../../src/protocol/identity.js';
import { keepChildren, svg } from './dom.js';
import { epochForm, type EpochForm } from './epoch-labels.js';
import { foldEpochs } from './epoch-runs.js';
import { BAR, MARK, type LaneFrame } from './lane-frame.js';
import type { Lane, Segment } from './lane-model.js';
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

/** How wide a remark is set off from what it may stand on, in pixels. */
const HALO = 4;

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

/** Behind the bar of a trial that did not simply complete, or over its end where it leaves no room: its state. */
function drawRemark(lane: Lane, words: string, y: number, frame: LaneFrame, theme: Theme): SVGTextElement {
  const x = Math.min(
    frame.xOf(lane.seconds) + (lane.segments.length > 0 ? 8 : 4),
    frame.width - widthOf(words, theme) - HALO,
  );
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
    words,
    // What is missing tells it above, of the first trial that lacks it.
    lane.problem === undefined ? undefined : svg('title', {}, lane.problem),
  );
}

/** One lane of the picture. A segment stays the same element while the lane grows, so that the focus stays on it. */
export class LaneRow {
  readonly element = svg('g', { role: 'group' });
  /** The segments as they are drawn: several epochs may be one. */
  shown: readonly Segment[] = [];
  segments: readonly SVGGElement[] = [];
  readonly #head = svg('g');
  readonly #bar = svg('g');
  readonly #remark = svg('g');
  #lane: Lane | undefined;
  #ended: readonly Segment[] = [];
  #folded: readonly Segment[] = [];
  #form: EpochForm = 'none';

  constructor() {
    this.element.append(this.#head, this.#bar, this.#remark);
  }

  /** @param stays whether frame and style are those of the last time */
  update(lane: Lane, row: number, frame: LaneFrame, style: LaneStyle, stays: boolean): void {
    const before = this.#lane;
    if (stays && lane === before) {
      return;
    }
    this.#lane = lane;
    const y = frame.barTop(row);
    const words = stateWords(lane);
    const isSame = stays && lane.title === before?.title && lane.state === before.state;
    if (!isSame) {
      this.element.setAttribute('aria-label', words === undefined ? lane.title : `${lane.title}: ${words}`);
      const identity = style.identities[lane.index];
      this.#head.replaceChildren(
        drawTitle(lane, y, frame, style.theme),
        ...(identity ? [drawMark(identity, y, frame, style.theme)] : []),
      );
    }
    this.#remark.replaceChildren(...(words === undefined ? [] : [drawRemark(lane, words, y, frame, style.theme)]));
    this.#drawSegments(lane, y, frame, style, isSame);
  }

  /** @param isSame whether segments that stay need not be drawn anew */
  #drawSegments(lane: Lane, y: number, { xOf }: LaneFrame, style: LaneStyle, isSame: boolean): void {
    const before = this.shown;
    const drawn = this.segments;
    const form = this.#form;
    if (!isSame || lane.ended !== this.#ended) {
      const pixelsPerSecond = xOf(1) - xOf(0);
      this.#ended = lane.ended;
      this.#folded = foldEpochs(lane.ended, pixelsPerSecond);
      this.#form = epochForm(this.#folded, pixelsPerSecond, style.theme);
    }
    this.shown = [...this.#folded, ...lane.segments.slice(lane.ended.length)];
    const color = style.theme.color(style.identities[lane.index]);
    this.segments = this.shown.map((segment, index) => {
      const element = drawn[index] ?? svg('g', { class: 'segment', role: 'img', tabindex: -1 });
      if (isSame && form === this.#form && isSameSegment(segment, before[index])) {
        return element;
      }
      const x = xOf(segment.startSeconds);
      const width = xOf(segment.startSeconds + segment.seconds) - x;
      element.replaceChildren(...drawSegment(segment, { x, y, width }, color, this.#form, style.theme));
      // What is read out must not change under the reader every second.
      if (!segment.open || element !== document.activeElement) {
        element.setAttribute('aria-label', segmentFacts(segment, lane).join(', '));
      }
      return element;
    });
    keepChildren(this.#bar, this.segments);
  }
}

function isSameSegment(one: Segment, other: Segment | undefined): boolean {
  return (
    one.kind === other?.kind &&
    one.epoch === other.epoch &&
    one.epochs?.last === other.epochs?.last &&
    one.startSeconds === other.startSeconds &&
    one.seconds === other.seconds &&
    one.open === other.open
  );
}
