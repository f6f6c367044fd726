import { html } from './dom.js';

/**
 * A plain table: the first column names the row, the others are figures.
 *
 * @param phrases the columns that hold words instead
 */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly (string | Node)[])[],
  phrases: readonly string[] = [],
): HTMLTableElement {
  const look = columns.map((column) => (phrases.includes(column) ? { class: 'phrase' } : {}));
  return html(
    'table',
    { class: 'data' },
    html('caption', { class: 'spoken' }, caption),
    html(
      'thead',
      {},
      html('tr', {}, ...columns.map((column, index) => html('th', { scope: 'col', ...look[index] }, column))),
    ),
    html(
      'tbody',
      {},
      ...rows.map(([first = '', ...cells]) =>
        html(
          'tr',
          {},
          html('th', { scope: 'row' }, first),
          ...cells.map((cell, index) => html('td', look[index + 1], cell)),
        ),
      ),
    ),
  );
}
