import type { Plugin } from 'chart.js';
import type { Interval } from '../../../src/core/stats/index.js';
import { withOpacity } from '../theme.js';

/** What is drawn behind the dots of a row; the rows are in the order of the axis. */
export interface Band {
  readonly color: string;
  readonly median: number | undefined;
  readonly interval: Interval | undefined;
}

/** What `bandPlugin` draws for a chart's datasets: chart.js keeps a chart's plugins for good, so they find it by these. */
export const bandsOf = new WeakMap<object, readonly Band[]>();

/** Draws each interval as a band behind the dots, and the median as a stroke through it. */
export const bandPlugin: Plugin<'scatter'> = {
  id: 'bands',
  beforeDatasetsDraw({ ctx, scales, data }) {
    const { x, y } = scales;
    if (!x || !y) {
      return;
    }
    const half = Math.abs(y.getPixelForValue(1) - y.getPixelForValue(0)) * 0.36;
    (bandsOf.get(data.datasets) ?? []).forEach(({ color, median, interval }, index) => {
      const middle = y.getPixelForValue(index);
      if (interval) {
        const left = x.getPixelForValue(interval.low);
        const width = Math.max(2, x.getPixelForValue(interval.high) - left);
        ctx.fillStyle = withOpacity(color, 0.3);
        ctx.fillRect(left, middle - half, width, 2 * half);
      }
      if (median !== undefined) {
        ctx.fillStyle = color;
        ctx.fillRect(x.getPixelForValue(median) - 0.75, middle - half, 1.5, 2 * half);
      }
    });
  },
};
