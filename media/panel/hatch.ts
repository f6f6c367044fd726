import { svg } from './dom.js';
import { withOpacity, type Theme } from './theme.js';

/** Patterns that tell phases apart without colour. They are cut out of the bar in the colour of the page. */
const LINES = {
  rising: 'M0 6L6 0M-1 1L1 -1M5 7L7 5',
  falling: 'M0 0L6 6M-1 5L1 7M5 -1L7 1',
  crossed: 'M0 6L6 0M0 0L6 6',
  upright: 'M3 0V6',
  dotted: 'M2 3H4',
} as const;

export type Hatch = keyof typeof LINES;

/** The paint of a shape that is to be hatched. */
export const hatch = (name: Hatch): string => `url(#hatch-${name})`;

/** What `hatch` refers to; once in every drawing. */
export function hatchings(theme: Theme): SVGDefsElement {
  const stroke = withOpacity(theme.background, 0.55);
  return svg(
    'defs',
    {},
    ...Object.entries(LINES).map(([name, d]) =>
      svg(
        'pattern',
        { id: `hatch-${name}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
        svg('path', { d, stroke, 'stroke-width': name === 'dotted' ? 2 : 1.2, fill: 'none' }),
      ),
    ),
  );
}
