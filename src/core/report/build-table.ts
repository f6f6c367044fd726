import { programOf, sameWorkGroups, tellingTrials, type ThreadUse, threadUses } from '../compare/index.js';
import type { Run } from '../model/run.js';
import { extent, median } from '../stats/index.js';
import { reportColumns } from './columns.js';
import { type Measure, measures, type Observation, observe } from './measures.js';
import type { ReportCell, ReportColumn, ReportRow, ReportTable, Unit } from './table.js';
import { english, type Translate } from './translate.js';
import { versionsOf } from './words.js';

/**
 * A run side by side. Figures are medians over completed trials; where there are none, over what was begun. When the run has
 * ended, what no program told has no row.
 */
export function reportTable(run: Run, say: Translate = english): ReportTable {
  const columns = reportColumns(run, say);
  const observations = columns.map(({ implementation }) => tellingTrials(run, implementation).map(observe));
  const [peers = []] = sameWorkGroups(run);
  const rows = [
    ...measures.map((measure) => {
      const row = measureRow(measure, run, columns, observations, say);
      return measure.lessIsBetter ? markBest(row, columns, peers) : row;
    }),
    threadsRow(run, columns, say),
    versionsRow(run, columns, say),
  ];
  const isTold = ({ cells }: ReportRow): boolean => cells.some(({ kind }) => kind !== 'missing');
  return { columns, rows: run.state === 'running' ? rows : rows.filter(isTold) };
}

function measureRow(
  measure: Measure,
  run: Run,
  columns: readonly ReportColumn[],
  observations: readonly (readonly Observation[])[],
  say: Translate,
): ReportRow {
  const cells = columns.map((column, index): ReportCell => {
    const seen = observations[index] ?? [];
    const values = seen.flatMap((observation) => measure.read(observation) ?? []);
    if (values.length === 0) return { kind: 'missing', reason: column.note ?? measure.untold(say) };
    const value = median(values);
    const detail = measure.detail?.(seen, value, run, say) ?? '';
    const remark = measure.remark?.(seen, say) ?? '';
    return {
      kind: 'value',
      value,
      unit: measure.unit,
      text: measure.format(value),
      ...(detail !== '' && { detail }),
      ...(remark !== '' && { remark }),
      exact: describeExactly(values, value, measure.unit, say),
      best: false,
    };
  });
  return {
    id: measure.id,
    label: measure.label(say),
    ...(measure.hint && { hint: measure.hint(run, say) }),
    cells,
  };
}

/** Only implementations that did the same work to its end compete; what reads alike wins alike. */
function markBest(row: ReportRow, columns: readonly ReportColumn[], peers: readonly string[]): ReportRow {
  const competes = (index: number): boolean => peers.includes(columns[index]?.implementation ?? '');
  const values = row.cells.filter((_, index) => competes(index)).filter((cell) => cell.kind === 'value');
  const [best] = [...values].sort((a, b) => a.value - b.value);
  if (values.every(({ text }) => text === best?.text)) return row;
  return {
    ...row,
    cells: row.cells.map((cell, index) =>
      cell.kind === 'value' && competes(index) ? { ...cell, best: cell.text === best?.text } : cell,
    ),
  };
}

/** All digits that a clock can have measured, without the noise of binary fractions. */
const exactly = (value: number): number => Number(value.toPrecision(12));

function describeExactly(values: readonly number[], value: number, unit: Unit, say: Translate): string {
  const names: Readonly<Record<Unit, string>> = {
    seconds: 's',
    cores: '',
    bytes: say('bytes'),
    share: '',
    count: '',
    loss: '',
  };
  const figure = `${exactly(value)} ${names[unit]}`.trim();
  if (values.length === 1) return figure;
  const [smallest, largest] = extent(values);
  return say('{0}: median of {1} trials from {2} to {3}', figure, values.length, exactly(smallest), exactly(largest));
}

function threadsRow(run: Run, columns: readonly ReportColumn[], say: Translate): ReportRow {
  const { threads: asked } = run.settings;
  const uses = threadUses(run);
  return {
    id: 'threads',
    label: say('Threads found'),
    hint: asked === 'default' ? say('by default') : say('{0} asked for', asked),
    cells: columns.map(({ implementation, note }): ReportCell => {
      const use = uses.find((each) => each.implementation === implementation);
      if (use?.threads === undefined) return { kind: 'missing', reason: note ?? say('the program does not tell') };
      return { kind: 'text', text: String(use.threads), detail: describePools(use) };
    }),
  };
}

function describePools({ pools }: ThreadUse): string {
  return Object.entries(pools)
    .map(([pool, size]) => `${pool} ${size}`)
    .join(', ');
}

function versionsRow(run: Run, columns: readonly ReportColumn[], say: Translate): ReportRow {
  return {
    id: 'versions',
    label: say('Versions'),
    cells: columns.map(({ implementation, note }): ReportCell => {
      const program = programOf(run, implementation);
      if (!program) return { kind: 'missing', reason: note ?? say('the program does not tell') };
      const { made, runs } = versionsOf(program);
      return { kind: 'text', text: made, ...(made === runs ? {} : { detail: runs }) };
    }),
  };
}
