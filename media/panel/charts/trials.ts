import * as l10n from '@vscode/l10n';
import { FEWEST_BLOCKS } from '../../../src/core/compare/index.js';
import { formatSeconds } from '../../../src/core/report/index.js';
import { isStroked } from '../../../src/protocol/identity.js';
import { dataTable } from '../data-table.js';
import { exactSeconds } from '../exact.js';
import { fitted, widthOf } from '../text-width.js';
import type { Theme } from '../theme.js';
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

/** In pixels: of names that begin alike more is to be seen. */
const WIDEST_NAME = 190;

/** What a row's dots are set against: its median, or the one trial that there is. */
const referenceOf = ({ median, dots: [only] }: Row): number | undefined => median ?? only?.seconds;

/** How much longer than a row's median a time is, in percent. */
function deviation(row: Row, seconds: number): number {
  const reference = referenceOf(row) ?? seconds;
  return reference === 0 ? 0 : (seconds / reference - 1) * 100;
}

function signed(percent: number, digits?: number): string {
  const amount = Math.abs(percent);
  const text = digits === undefined ? String(amount) : amount.toFixed(digits);
  return Number(text) === 0 ? `0\u00a0%` : `${percent < 0 ? '\u2212' : '+'}${text}\u00a0%`;
}

/** A row's name, with the time that its dots deviate from. */
function rowName(row: Row | undefined, isSpread: boolean, width: number, theme: Theme): string {
  const reference = row && isSpread ? referenceOf(row) : undefined;
  const time = reference === undefined ? '' : `\u2002${formatSeconds(reference)}`;
  const room = Math.min(WIDEST_NAME, width * 0.4 - widthOf(time, theme));
  return `${fitted(row?.title ?? '', room, theme)}${time}`;
}

/**
 * Every trial as a dot, the interval drawn behind when there is one. Trials of one implementation differ by far less than
 * implementations do, so each row shows how its trials deviate from their median; a single trial stands at its time.
 */
export function drawTrials(view: View, measure: TrialMeasure, label: string): Drawing {
  const { theme, identities, snapshot } = view;
  const { run } = snapshot;
  const rows = rowsOf(run, measure);
  const { blocks } = run.settings;
  const isSpread = rows.some(({ median }) => median !== undefined);
  const title = isSpread ? l10n.t('{0} against its median', label) : l10n.t('{0} in seconds', label);
  const options = chartOptions(
    {
      title: [title, bandText(rows)].filter((line) => line !== undefined),
      ...(isSpread && { tick: (value) => signed(value), span: [-1, 1] }),
    },
    {
      title: '',
      rows: true,
      reversed: true,
      minimum: -0.6,
      maximum: rows.length - 0.4,
      step: 1,
      tick: (value, width) => rowName(rows[value], isSpread, width, theme),
    },
    ({ datasetIndex, dataIndex }) => {
      const row = rows[datasetIndex];
      const dot = row?.dots[dataIndex];
      if (!dot) return [];
      const difference = isSpread ? l10n.t('{0} from the median', signed(deviation(row, dot.seconds), 2)) : '';
      return [dotText(row.title, dot), difference, remark(dot)].filter((line) => line !== '');
    },
    theme,
  );
  const xOf = (row: Row, seconds: number): number => (isSpread ? deviation(row, seconds) : seconds);
  const datasets = rows.map((row, index) => ({
    label: row.title,
    data: row.dots.map(({ block, seconds }) => ({ x: xOf(row, seconds), y: heightOf(index, block, blocks) })),
    pointStyle: identities[index]?.point ?? 'circle',
    pointRadius: 4.5,
    pointHoverRadius: 6,
    // Hollow: a trial that did not complete.
    pointBackgroundColor: row.dots.map(({ completed }) =>
      completed ? theme.color(identities[index]) : theme.background,
    ),
    // A cross has nothing but its strokes, so they cannot be an edge in the colour of the page.
    pointBorderColor: row.dots.map(({ completed }) =>
      completed && !isStroked(identities[index]) ? theme.background : theme.color(identities[index]),
    ),
    pointBorderWidth: isStroked(identities[index]) ? 1.5 : 1,
  }));
  bandsOf.set(
    datasets,
    rows.map((row, index) => ({
      color: theme.color(identities[index]),
      median: row.median && xOf(row, row.median),
      interval: row.interval && { low: xOf(row, row.interval.low), high: xOf(row, row.interval.high) },
    })),
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
