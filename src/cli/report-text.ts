import type { Run } from '../core/model/run.js';
import {
  conditions,
  headline,
  type ReportCell,
  type ReportRow,
  type ReportTable,
  reportTable,
} from '../core/report/index.js';
import { compareRun } from '../core/compare/index.js';
import { remedyText, type SetUpTarget } from './remedy-text.js';
import { type Style, forTerminal } from './style.js';
import { fitColumns, type TextCell, textTable, wrapItems } from './text-table.js';

export interface ReportTextOptions {
  /** What `setup` must be told where it mends what failed. */
  readonly target: SetUpTarget;
  readonly style: Style;
  /** Columns of the terminal; Infinity where nothing is cut or wrapped. */
  readonly width: number;
}

/** The closing report: the table, the ratio in a sentence, its conditions, warnings. */
export function reportText(run: Run, { target, style, width }: ReportTextOptions): string {
  const comparison = compareRun(run);
  const { segments } = headline(run, undefined, comparison);
  const { sameWorkText, items, warnings } = conditions(run, undefined, comparison);
  const sentence = segments
    .map(({ text, weight }) => (weight === 'strong' ? style.bold(text) : weight === 'dim' ? style.dim(text) : text))
    .join('');
  const table = reportTable(run);
  const lines = [
    ...tableLines(table, style, width),
    '',
    sentence,
    ...wrapItems([sameWorkText, ...items], ' · ', width).map(style.dim),
    ...warnings.map((warning) => `${style.yellow('!')} ${warning}`),
    ...table.columns.flatMap(({ title, remedy }) =>
      remedy === undefined ? [] : [`${style.cyan('→')} ${title}: ${remedyText(remedy, target)}`],
    ),
    '',
  ];
  return forTerminal(lines.join('\n'));
}

function tableLines({ columns, rows }: ReportTable, style: Style, width: number): string[] {
  const cells: TextCell[][] = [
    [{ text: '' }, ...columns.map(({ title }): TextCell => ({ text: style.bold(title), align: 'right' }))],
    // Versions stand in the conditions, in full.
    ...rows.filter(({ id }) => id !== 'versions').map((row) => rowCells(row, style)),
  ];
  return fitColumns(cells, width).flatMap((part, index) => [...(index > 0 ? [''] : []), ...textTable(part)]);
}

function rowCells({ id, label, hint, cells }: ReportRow, style: Style): TextCell[] {
  const name = hint === undefined ? label : `${label} ${style.dim(hint)}`;
  return [
    { text: name },
    // The pools of threads are many words; the figure is what matters here.
    ...cells.map((cell): TextCell => ({ text: cellText(cell, id !== 'threads', style), align: 'right' })),
  ];
}

function cellText(cell: ReportCell, withDetail: boolean, style: Style): string {
  if (cell.kind === 'missing') return style.dim('–');
  const figure = cell.kind === 'value' && cell.best ? style.bold(cell.text) : cell.text;
  if (!withDetail) return figure;
  // A share must not read like a second figure; what a remark is about the warnings say.
  const detail = cell.detail?.replace(/^(?!±).*/, '($&)') ?? '';
  const remark = cell.kind === 'value' && cell.remark !== undefined ? '*' : '';
  const small = [detail, remark].filter(Boolean).join(' ');
  return small === '' ? figure : `${figure} ${style.dim(small)}`;
}
