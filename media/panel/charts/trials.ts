import * as l10n from '@vscode/l10n';
import type { Plugin } from 'chart.js';
import { FEWEST_BLOCKS, summarizeRun, type TrialSummary } from '../../../src/core/compare/index.js';
import type { Run } from '../../../src/core/model/run.js';
import { Random } from '../../../src/core/random.js';
import { formatSeconds, type MeasureId } from '../../../src/core/report/index.js';
import { isStroked } from '../../../src/protocol/identity.js';
import { median, outliers, percentileBootstrap, type Interval } from '../../../src/core/stats/index.js';
import { dataTable } from '../data-table.js';
import { exactSeconds } from '../exact.js';
import { fitted } from '../text-width.js';
import { withOpacity } from '../theme.js';
import type { View } from '../view.js';
import type { Drawing } from './chart-figure.js';
import { chartHeight, chartOptions } from './chart-options.js';

/** The measures of which every trial can be shown, and where a trial's summary has them. */
export const TRIAL_MEASURES = {
  'steady-epoch': ({ steady }) => steady?.seconds,
  'first-epoch': ({ firstEpochSeconds }) => firstEpochSeconds,
  'launch-to-first-step': ({ launchToFirstStepSeconds }) => launchToFirstStepSeconds,
  preprocessing: ({ preprocessingSeconds }) => preprocessingSeconds,
  evaluation: ({ evaluationSeconds }) => evaluationSeconds,
  'whole-trial': ({ wholeTrialSeconds }) => wholeTrialSeconds,
} as const satisfies Partial<Record<MeasureId, (trial: TrialSummary) => number | undefined>>;

export type TrialMeasure = keyof typeof TRIAL_MEASURES;

export const isTrialMeasure = (name: string | undefined): name is TrialMeasure =>
  name !== undefined && name in TRIAL_MEASURES;

interface Dot {
  readonly block: number;
  readonly seconds: number;
  readonly completed: boolean;
  /** Far from the others; it stays in every figure. */
  readonly outlying: boolean;
}

interface Row {
  readonly title: string;
  readonly dots: readonly Dot[];
  /** Absent with one trial. */
  readonly median: number | undefined;
  /** 95 %, of the median; absent with fewer trials than an interval takes. */
  readonly interval: Interval | undefined;
}

function rowsOf(run: Run, measure: TrialMeasure): readonly Row[] {
  const trials = summarizeRun(run);
  return run.implementations.map(({ id, title }) => {
    const measured = trials
      .filter((trial) => trial.implementation === id)
      .flatMap((trial) => {
        const seconds = TRIAL_MEASURES[measure](trial);
        return seconds === undefined ? [] : [{ block: trial.block, seconds, completed: trial.completed }];
      });
    const far = outliers(measured.map(({ seconds }) => seconds));
    const values = measured.filter(({ completed }) => completed).map(({ seconds }) => seconds);
    return {
      title,
      dots: measured.map((dot, index) => ({ ...dot, outlying: far[index] ?? false })),
      median: values.length > 1 ? median(values) : undefined,
      interval:
        values.length >= FEWEST_BLOCKS
          ? percentileBootstrap(values, median, new Random(run.settings.seed, `dots ${id} ${measure}`)).interval(0.95)
          : undefined,
    };
  });
}

interface Band {
  readonly color: string;
  readonly row: Row;
}

/** What `bandPlugin` draws for a chart's data: chart.js keeps a chart's plugins for good, so they find it by the data. */
const bandsOf = new WeakMap<object, readonly Band[]>();

/** Draws each interval as a band behind the dots, and the median as a stroke through it. */
const bandPlugin: Plugin<'scatter'> = {
  id: 'bands',
  beforeDatasetsDraw({ ctx, scales, data }) {
    const { x, y } = scales;
    if (!x || !y) {
      return;
    }
    const half = Math.abs(y.getPixelForValue(1) - y.getPixelForValue(0)) * 0.42;
    (bandsOf.get(data.datasets) ?? []).forEach(({ color, row }, index) => {
      const middle = y.getPixelForValue(index);
      if (row.interval) {
        const left = x.getPixelForValue(row.interval.low);
        const width = Math.max(2, x.getPixelForValue(row.interval.high) - left);
        ctx.fillStyle = withOpacity(color, 0.3);
        ctx.fillRect(left, middle - half, width, 2 * half);
      }
      if (row.median !== undefined) {
        ctx.fillStyle = color;
        ctx.fillRect(x.getPixelForValue(row.median) - 0.75, middle - half, 1.5, 2 * half);
      }
    });
  },
};

function summary(rows: readonly Row[], label: string): string {
  const parts = rows
    .filter(({ dots }) => dots.length > 0)
    .map(({ title, dots, interval }) => {
      const range = dots.map(({ seconds }) => formatSeconds(seconds)).join(', ');
      return interval
        ? l10n.t(
            '{0}: {1}, 95 % interval of the median {2} to {3}',
            title,
            range,
            formatSeconds(interval.low),
            formatSeconds(interval.high),
          )
        : l10n.t('{0}: {1}', title, range);
    });
  return l10n.t('{0} of every trial. {1}', label, parts.join('; '));
}

function dotText(title: string, { block, seconds }: Dot): string {
  return l10n.t('{0}, block {1}: {2} ({3})', title, block, formatSeconds(seconds), exactSeconds(seconds));
}

function remark({ completed, outlying }: Dot): string {
  return completed ? (outlying ? l10n.t('outlier') : '') : l10n.t('did not complete');
}

/** What the band is, or what it lacks; nothing before there is a trial. */
function bandText(rows: readonly Row[]): string | undefined {
  if (rows.some(({ interval }) => interval !== undefined)) return l10n.t('band: 95 % interval of the median');
  return rows.some(({ dots }) => dots.length > 0)
    ? l10n.t('an interval takes {0} trials of each', FEWEST_BLOCKS)
    : undefined;
}

/** Dots of one row, spread over its height by block so that none hides another. */
const heightOf = (index: number, block: number, blocks: number): number =>
  index + (blocks > 1 ? ((block - 1) / (blocks - 1) - 0.5) * 0.44 : 0);

/** Every trial as a dot, the interval drawn behind when there is one. */
export function drawTrials(view: View, measure: TrialMeasure, label: string): Drawing {
  const { theme, identities, snapshot } = view;
  const { run } = snapshot;
  const rows = rowsOf(run, measure);
  const { blocks } = run.settings;
  const options = chartOptions(
    {
      title: [l10n.t('{0} in seconds', label), bandText(rows)].filter((line) => line !== undefined),
    },
    {
      title: '',
      rows: true,
      reversed: true,
      minimum: -0.6,
      maximum: rows.length - 0.4,
      step: 1,
      tick: (value) => fitted(rows[value]?.title ?? '', 130, theme),
    },
    theme,
  );
  const colorOf = (index: number): string => {
    const identity = identities[index];
    return identity ? theme.color(identity) : theme.foreground;
  };
  const datasets = rows.map(({ title, dots }, index) => ({
    label: title,
    data: dots.map(({ block, seconds }) => ({ x: seconds, y: heightOf(index, block, blocks) })),
    pointStyle: identities[index]?.point ?? 'circle',
    pointRadius: 4.5,
    pointHoverRadius: 6,
    // Hollow: a trial that did not complete.
    pointBackgroundColor: dots.map(({ completed }) => (completed ? colorOf(index) : theme.background)),
    // A cross has nothing but its strokes, so they cannot be an edge in the colour of the page.
    pointBorderColor: dots.map(({ completed }) =>
      completed && !isStroked(identities[index]) ? theme.background : colorOf(index),
    ),
    pointBorderWidth: isStroked(identities[index]) ? 1.5 : 1,
  }));
  bandsOf.set(
    datasets,
    rows.map((row, index) => ({ color: colorOf(index), row })),
  );
  return {
    title: l10n.t('Every trial'),
    summary: summary(rows, label),
    height: chartHeight(identities.length),
    configuration: {
      data: { datasets },
      options: {
        ...options,
        plugins: {
          tooltip: {
            ...options.plugins?.tooltip,
            callbacks: {
              label: ({ datasetIndex, dataIndex }) => {
                const row = rows[datasetIndex];
                const dot = row?.dots[dataIndex];
                return dot ? [dotText(row.title, dot), remark(dot)].filter((line) => line !== '') : [];
              },
            },
          },
        },
      },
      plugins: [bandPlugin],
    },
    table: () =>
      dataTable(
        summary(rows, label),
        [l10n.t('Implementation'), l10n.t('Block'), label, l10n.t('Exact time'), l10n.t('Remark')],
        rows.flatMap(({ title, dots }) =>
          dots.map((dot) => [
            title,
            String(dot.block),
            formatSeconds(dot.seconds),
            exactSeconds(dot.seconds),
            remark(dot),
          ]),
        ),
      ),
  };
}
