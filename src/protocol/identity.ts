import type { ImplementationRecord } from '../core/model/run.js';

export const HUES = ['blue', 'purple', 'green', 'yellow', 'red', 'orange'] as const;
/** Line dashes in pixels; the first is a full line. */
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3]] as const;
const POINTS = ['circle', 'triangle', 'rect', 'rectRot', 'crossRot', 'star'] as const;

export type Hue = (typeof HUES)[number];
export type PointStyle = (typeof POINTS)[number];

/** How one implementation is told from the others wherever it is drawn: by hue, and without it by shape and dash. */
export interface Identity {
  readonly hue: Hue;
  /** Id of the theme colour, for terminals, icons and lenses. */
  readonly themeColor: `charts.${Hue}`;
  readonly dash: readonly number[];
  readonly point: PointStyle;
}

/** The identity of the implementation at a 0-based place in its experiment. No two of the first 12 look alike. */
export function identityAt(order: number): Identity {
  const hue = HUES[order % HUES.length] ?? 'blue';
  const round = Math.floor(order / HUES.length);
  return {
    hue,
    themeColor: `charts.${hue}`,
    dash: DASHES[(order + 2 * round) % DASHES.length] ?? [],
    point: POINTS[(order + round) % POINTS.length] ?? 'circle',
  };
}

/** Whether the point consists of strokes alone, with no area to fill. */
export function isStroked(identity: Identity | undefined): boolean {
  return identity?.point === 'crossRot' || identity?.point === 'star';
}

/** The identities of a run's implementations. */
export function identitiesOf(implementations: readonly ImplementationRecord[]): readonly Identity[] {
  return implementations.map(({ order }) => identityAt(order));
}
