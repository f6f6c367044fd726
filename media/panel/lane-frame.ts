import { ticksUpTo } from './axis.js';
import type { Lane } from './lane-model.js';
import { widthOf } from './text-width.js';
import type { Theme } from './theme.js';

/** How high a lane's bar is, in pixels like all below. */
export const BAR = 20;
/** Room for the sign of the implementation. */
export const MARK = 22;
/** In a picture that is less wide, titles stand above their bars. */
const NARROW = 640;
/** Room for a label of the time axis. */
const TICK = 90;

/** Where things stand in a picture of lanes. */
export interface LaneFrame {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  /** Where the time axis begins, which ends before the picture does. */
  readonly left: number;
  readonly right: number;
  /** Where the lanes end. */
  readonly bottom: number;
  /** Round times in seconds; the axis ends with the last one. None, and no axis, where there is no time yet. */
  readonly ticks: readonly number[];
  /** Where the bar of a lane starts from above. */
  readonly barTop: (row: number) => number;
  /** Where a time stands on the axis. */
  readonly xOf: (seconds: number) => number;
}

export function laneFrame(lanes: readonly Lane[], width: number, theme: Theme): LaneFrame {
  const narrow = width < NARROW;
  const widest = Math.max(0, ...lanes.map(({ title }) => widthOf(title, theme)));
  const left = narrow ? 0 : Math.min(Math.ceil(widest) + 12 + MARK, Math.round(width * 0.28));
  const right = width - 12;
  const row = narrow ? 46 : 36;
  const bottom = 6 + lanes.length * row;
  const longest = Math.max(0, ...lanes.map(({ seconds }) => seconds));
  const ticks = longest > 0 ? ticksUpTo(longest, Math.max(2, Math.floor((right - left) / TICK))) : [];
  const end = ticks.at(-1) ?? 1;
  return {
    width,
    height: bottom + (ticks.length > 0 ? 44 : 6),
    narrow,
    left,
    right,
    bottom,
    ticks,
    barTop: (index) => 6 + index * row + (narrow ? 20 : (row - BAR) / 2),
    xOf: (seconds) => left + (seconds / end) * (right - left),
  };
}

/** Whether what is drawn in one frame stands where it would in the other. */
export function isSameFrame(one: LaneFrame, other: LaneFrame): boolean {
  return (
    one.width === other.width &&
    one.left === other.left &&
    one.height === other.height &&
    one.ticks.at(-1) === other.ticks.at(-1)
  );
}
