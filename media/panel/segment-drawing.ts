import { svg } from './dom.js';
import { LABEL_SCALE, labelOf, type EpochForm } from './epoch-labels.js';
import { hatch, type Hatch } from './hatch.js';
import { BAR } from './lane-frame.js';
import type { Segment } from './lane-model.js';
import { mix, textOn, type Theme } from './theme.js';

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

/** Where a segment's bar is drawn, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function opacityOf({ kind, epoch, epochs }: Segment): number {
  return kind === 'epoch' && epochs === undefined && (epoch ?? 1) % 2 === 0 ? EVEN_EPOCH_OPACITY : OPACITY[kind];
}

/** The shapes and the label of a segment's bar. */
export function drawSegment(
  segment: Segment,
  { x, y, width }: Place,
  color: string,
  form: EpochForm,
  theme: Theme,
): readonly SVGElement[] {
  const fill = mix(color, theme.background, opacityOf(segment));
  const shown = Math.max(1, width - 1);
  const compiling = shown * Math.min(1, segment.compilationShare ?? 0);
  const box = { x, y, width: shown, height: BAR };
  const pattern = PHASE_HATCH[segment.kind];
  // The label stands clear of the hatching where there is room beside it.
  const beside = labelOf(segment, form, shown - compiling, theme);
  const label = beside ?? (compiling > 0 ? labelOf(segment, form, shown, theme) : undefined);
  const isHatched = pattern !== undefined || (compiling > 0 && beside === undefined);
  const parts = [
    svg('rect', { ...box, fill, stroke: theme.border }),
    pattern && svg('rect', { ...box, fill: hatch(pattern) }),
    compiling > 0 ? svg('rect', { ...box, width: compiling, fill: hatch('crossed') }) : undefined,
    label === undefined
      ? undefined
      : svg(
          'text',
          {
            x: x + (beside === undefined ? shown : shown + compiling) / 2,
            y: y + BAR / 2,
            'text-anchor': 'middle',
            'dominant-baseline': 'central',
            'font-size': theme.fontSize * LABEL_SCALE,
            fill: textOn(fill),
            ...(isHatched && { stroke: fill, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
          },
          label,
        ),
  ];
  return parts.filter((part) => part !== undefined);
}
