import type { Identity, PointStyle } from '../../src/protocol/identity.js';
import { svg } from './dom.js';
import type { Theme } from './theme.js';

/** Outlines in a box from -5 to 5; the shapes are chart.js's, so that a mark means the same in text and in a chart. */
const SHAPES: Readonly<Record<PointStyle, string>> = {
  circle: 'M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z',
  triangle: 'M0 -5L5 4L-5 4Z',
  rect: 'M-4.5 -4.5H4.5V4.5H-4.5Z',
  rectRot: 'M0 -5.5L5.5 0L0 5.5L-5.5 0Z',
  crossRot: 'M-4 -4L4 4M-4 4L4 -4',
  star: 'M-5 0H5M0 -5V5M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5',
};

/** The sign of an implementation: its colour, its point, and its line when `withLine`. */
export function mark(identity: Identity, theme: Theme, withLine = false): SVGSVGElement {
  const color = theme.color(identity);
  const width = withLine ? 34 : 14;
  return svg(
    'svg',
    { class: 'mark', width, height: 14, viewBox: `${-width / 2} -7 ${width} 14`, 'aria-hidden': 'true' },
    withLine
      ? svg('path', {
          d: `M${-width / 2} 0H${width / 2}`,
          stroke: color,
          'stroke-width': 2,
          'stroke-dasharray': identity.dash.join(' '),
        })
      : undefined,
    svg('path', { d: SHAPES[identity.point], fill: color, stroke: color, 'stroke-width': 1.5 }),
  );
}
