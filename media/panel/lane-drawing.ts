import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../../src/core/report/index.js';
import { keepChildren, setAttributes, svg } from './dom.js';
import { hatchings } from './hatch.js';
import { isSameFrame, laneFrame, type LaneFrame } from './lane-frame.js';
import type { Lane, Segment } from './lane-model.js';
import { LaneRow, type LaneStyle } from './lane-row.js';
import { stateWords } from './segment-words.js';
import type { Theme } from './theme.js';

/** How large the words of the time axis are, of the text's size. */
const AXIS_SCALE = 0.9;

/** What the picture shows, in a sentence for those who do not see it. */
function summaryOf(lanes: readonly Lane[]): string {
  const parts = lanes.map((lane) => {
    const words = stateWords(lane);
    const time = lane.state !== 'running' && lane.seconds > 0 ? formatSeconds(lane.seconds) : undefined;
    return `${lane.title}: ${[time, words].filter((part) => part !== undefined).join(', ')}`;
  });
  return l10n.t('Time from launch to result. {0}', parts.join('; '));
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
  readonly #back = svg('g');
  readonly #lanes = svg('g');
  #rows: readonly LaneRow[] = [];
  #drawn: { readonly frame: LaneFrame; readonly theme: Theme } | undefined;

  constructor() {
    this.element.append(this.#back, this.#lanes);
  }

  /** Draws the lanes; where their frame stays, that alone which changed: a run that grows has the machine to itself. */
  update(lanes: readonly Lane[], style: LaneStyle): void {
    const { theme } = style;
    const frame = laneFrame(lanes, style.width, theme);
    const stays = this.#drawn?.theme === theme && isSameFrame(this.#drawn.frame, frame);
    if (!stays) {
      this.#drawn = { frame, theme };
      this.#drawBack(frame, theme);
    }
    this.#rows = lanes.map((lane, index) => {
      const row = this.#rows[index] ?? new LaneRow();
      row.update(lane, index, frame, style, stays);
      return row;
    });
    keepChildren(
      this.#lanes,
      this.#rows.map(({ element }) => element),
    );
    const summary = summaryOf(lanes);
    if (this.element.getAttribute('aria-label') !== summary) {
      this.element.setAttribute('aria-label', summary);
    }
  }

  /** The segments' elements as they are drawn now, by lane. */
  segments(): readonly (readonly SVGGElement[])[] {
    return this.#rows.map((row) => row.segments);
  }

  /** What is drawn at a place. */
  segmentAt(row: number, item: number): Segment | undefined {
    return this.#rows[row]?.shown[item];
  }

  #drawBack(frame: LaneFrame, theme: Theme): void {
    const { width, height } = frame;
    setAttributes(this.element, {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': theme.fontFamily,
      'font-size': theme.fontSize,
    });
    this.#back.replaceChildren(hatchings(theme), ...(frame.ticks.length > 0 ? [drawAxis(frame, theme)] : []));
  }
}
