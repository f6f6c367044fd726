import { compareRun } from '../compare/index.js';
import type { Run } from '../model/run.js';
import { reportTable } from './build-table.js';
import { conditions } from './conditions.js';
import { headline } from './headline.js';
import type { ReportCell } from './table.js';
import { english, type Translate } from './translate.js';

/** The report as GitHub-flavoured Markdown: headline, conditions, warnings, table, where it was measured. */
export function toMarkdown(run: Run, say: Translate = english): string {
  const comparison = compareRun(run);
  const { segments } = headline(run, say, comparison);
  const { sameWorkText, items, warnings } = conditions(run, say, comparison);
  const { columns, rows } = reportTable(run, say);
  const sentence = segments
    .map(({ text, weight }) => (weight === 'strong' ? `**${escape(text)}**` : escape(text)))
    .join('');
  return [
    `## ${escape(run.name ?? run.experiment.title)}`,
    sentence,
    [sameWorkText, ...items].map(escape).join(' · '),
    warnings.map((warning) => `> ⚠ ${escape(warning)}`).join('\n>\n'),
    [
      tableLine(['', ...columns.map(({ title }) => escape(title))]),
      tableLine(['---', ...columns.map(() => '---:')]),
      ...rows.map(({ label, hint, cells }) =>
        tableLine([escape([label, hint].filter(Boolean).join(', ')), ...cells.map(describeCell)]),
      ),
    ].join('\n'),
    escape(say('{0}, LangBench {1}, {2}, run {3}', run.startedAt, run.langbenchVersion, run.environment.os, run.id)),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function describeCell(cell: ReportCell): string {
  switch (cell.kind) {
    case 'value': {
      const text = cell.best ? `**${escape(cell.text)}**` : escape(cell.text);
      return [text, ...[cell.detail, cell.remark].filter((part) => part !== undefined).map(escape)].join(' ');
    }
    case 'text':
      return escape([cell.text, cell.detail].filter(Boolean).join(', '));
    case 'missing':
      return '–';
  }
}

/** Keeps a text what it is inside a Markdown paragraph or table cell. */
function escape(text: string): string {
  return text.replaceAll('\n', ' ').replace(/[\\`*_|<>[\]~]/g, '\\$&');
}
