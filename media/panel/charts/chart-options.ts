import type { ChartOptions, TooltipItem } from 'chart.js';
import type { Identity } from '../../../src/protocol/identity.js';
import type { Theme } from '../theme.js';

type Scale = NonNullable<NonNullable<ChartOptions<'scatter'>['scales']>[string]>;

/** What a chart says of its axes beyond the common look. */
export interface AxisWords {
  /** A line, or several. */
  readonly title: string | string[];
  /** @param width of the whole chart, in pixels */
  readonly tick?: (value: number, width: number) => string;
  /** What the axis spans at least. */
  readonly span?: readonly [from: number, to: number];
  readonly maximum?: number;
  readonly minimum?: number;
  readonly step?: number;
  readonly reversed?: boolean;
  /** Rows rather than amounts: no grid, labels in the full colour of text. */
  readonly rows?: boolean;
}

function axis(words: AxisWords, theme: Theme): Scale {
  const font = { family: theme.fontFamily, size: theme.fontSize * 0.9 };
  return {
    type: 'linear',
    beginAtZero: true,
    reverse: words.reversed ?? false,
    ...(words.maximum !== undefined && { max: words.maximum }),
    ...(words.minimum !== undefined && { min: words.minimum }),
    ...(words.span && { suggestedMin: words.span[0], suggestedMax: words.span[1] }),
    grid: { color: theme.line, display: words.rows !== true, drawTicks: false, lineWidth: 1 },
    border: { display: false },
    title: { display: words.title.length > 0, text: words.title, color: theme.dim, font },
    ticks: {
      color: words.rows === true ? theme.foreground : theme.dim,
      font,
      padding: 8,
      maxRotation: 0,
      // Round numbers alone: an axis may end between two of them.
      includeBounds: false,
      autoSkip: words.rows !== true,
      ...(words.step === undefined ? { maxTicksLimit: 7 } : { stepSize: words.step }),
      callback(value) {
        return words.tick ? words.tick(Number(value), this.chart.width) : String(value);
      },
    },
  };
}

/** What the tooltip says of a point, in a line or several. */
export type PointWords = (point: TooltipItem<'scatter'>) => string | string[];

/** The look that all charts share. Nothing is animated: pictures only grow with what is measured. */
export function chartOptions(x: AxisWords, y: AxisWords, label: PointWords, theme: Theme): ChartOptions<'scatter'> {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    // Points on the edge are whole.
    datasets: { scatter: { clip: 8 } },
    layout: { padding: { top: 6, right: 10 } },
    interaction: { mode: 'nearest', intersect: false },
    scales: { x: axis(x, theme), y: axis(y, theme) },
    plugins: {
      tooltip: {
        backgroundColor: theme.background,
        titleColor: theme.foreground,
        bodyColor: theme.foreground,
        borderColor: theme.border ?? theme.dim,
        borderWidth: 1,
        cornerRadius: 2,
        titleFont: { family: theme.fontFamily, size: theme.fontSize },
        bodyFont: { family: theme.fontFamily, size: theme.fontSize },
        usePointStyle: true,
        // What has no label is but a sign.
        filter: ({ dataset }) => dataset.label !== undefined,
        callbacks: { label },
      },
    },
  };
}

/** The look of an implementation's line. */
export function lineLook(identity: Identity | undefined, theme: Theme) {
  const color = theme.color(identity);
  return {
    showLine: true,
    borderColor: color,
    backgroundColor: color,
    borderDash: [...(identity?.dash ?? [])],
    pointStyle: identity?.point ?? 'circle',
  };
}
