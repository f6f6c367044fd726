import truncatedWidth from 'fast-string-truncated-width';

/** A cell: what it looks like, styles included, and on which side it stands. */
export interface TextCell {
  readonly text: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/** Rows as lines in columns of equal width. The first row is the head. A title that somebody wrote in two lines stands on one. */
export function textTable(rows: readonly (readonly TextCell[])[]): string[] {
  const lines = rows.map((cells) => cells.map((cell) => ({ ...cell, text: cell.text.replace(/[\r\n]+/g, ' ') })));
  const widths = columnWidths(lines);
  return lines.map((cells) =>
    cells
      .map(({ text, align = 'left' }, column) => {
        const fill = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(text)));
        return align === 'left' ? text + fill : fill + text;
      })
      .join(GAP)
      .trimEnd(),
  );
}

function columnWidths(rows: readonly (readonly TextCell[])[]): number[] {
  const columns = Math.max(0, ...rows.map((cells) => cells.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((cells) => displayWidth(cells[column]?.text ?? ''))),
  );
}

/**
 * Splits a table whose first column names the rows into tables that fit a width, each with that first column. A column
 * that does not fit stands alone.
 */
export function fitColumns(rows: readonly (readonly TextCell[])[], width: number): TextCell[][][] {
  const widths = columnWidths(rows);
  const groups: number[][] = [];
  let used = 0;
  for (let column = 1; column < widths.length; column++) {
    const needed = GAP.length + (widths[column] ?? 0);
    const current = groups.at(-1);
    if (current && used + needed <= width) {
      current.push(column);
      used += needed;
    } else {
      groups.push([column]);
      used = (widths[0] ?? 0) + needed;
    }
  }
  const empty: TextCell = { text: '' };
  return groups.map((columns) => rows.map((cells) => [0, ...columns].map((column) => cells[column] ?? empty)));
}

/** Items in lines that fit a width, joined by a separator; one that is longer has a line of its own. */
export function wrapItems(items: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const longer = lines.length > 0 ? `${lines.at(-1) ?? ''}${separator}${item}` : item;
    if (lines.length > 0 && displayWidth(longer) > width) lines.push(item);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

/** Columns that a text takes on a terminal. */
function displayWidth(text: string): number {
  return truncatedWidth(text).width;
}
