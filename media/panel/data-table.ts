import { html } from './dom.js';

/** A plain table: the first column names the row, the others are figures. */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly (string | Node)[])[],
): HTMLTableElement {
  return html(
    'table',
    { class: 'data' },
    html('caption', { class: 'spoken' }, caption),
    html('thead', {}, html('tr', {}, ...columns.map((column) => html('th', { scope: 'col' }, column)))),
    html(
      'tbody',
      {},
      ...rows.map(([first = '', ...cells]) =>
        html('tr', {}, html('th', { scope: 'row' }, first), ...cells.map((cell) => html('td', {}, cell))),
      ),
    ),
  );
}
