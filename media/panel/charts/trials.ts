import * as l10n from '@vscode/l10n';
import { FEWEST_BLOCKS } from '../../../src/core/compare/index.js';
import { formatSeconds } from '../../../src/core/report/index.js';
import { isStroked } from '../../../src/protocol/identity.js';
import { dataTable } from '../data-table.js';
import { exactSeconds } from '../exact.js';
import { fitted } from '../text-width.js';
import type { View } from '../view.js';
import { bandPlugin, bandsOf } from './bands.js';
import type { Drawing } from './chart-figure.js';
import { chartOptions } from './chart-options.js';
import { rowsOf, type Dot, type Row, type TrialMeasure } from './trial-rows.js';

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
    ({ datasetIndex, dataIndex }) => {
      const row = rows[datasetIndex];
      const dot = row?.dots[dataIndex];
      return dot ? [dotText(row.title, dot), remark(dot)].filter((line) => line !== '') : [];
    },
    theme,
  );
  const datasets = rows.map(({ title, dots }, index) => ({
    label: title,
    data: dots.map(({ block, seconds }) => ({ x: seconds, y: heightOf(index, block, blocks) })),
    pointStyle: identities[index]?.point ?? 'circle',
    pointRadius: 4.5,
    pointHoverRadius: 6,
    // Hollow: a trial that did not complete.
    pointBackgroundColor: dots.map(({ completed }) => (completed ? theme.color(identities[index]) : theme.background)),
    // A cross has nothing but its strokes, so they cannot be an edge in the colour of the page.
    pointBorderColor: dots.map(({ completed }) =>
      completed && !isStroked(identities[index]) ? theme.background : theme.color(identities[index]),
    ),
    pointBorderWidth: isStroked(identities[index]) ? 1.5 : 1,
  }));
  bandsOf.set(
    datasets,
    rows.map(({ median, interval }, index) => ({ color: theme.color(identities[index]), median, interval })),
  );
  return {
    isEmpty: rows.every(({ dots }) => dots.length === 0),
    summary: summary(rows, label),
    configuration: {
      data: { datasets },
      options,
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
        [l10n.t('Remark')],
      ),
  };
}
