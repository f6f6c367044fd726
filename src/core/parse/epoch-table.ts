import type { DialectFactory } from './dialect.js';
import { clockFigure, figure, type Figure } from './figure.js';
import { EpochNumbers } from './phase.js';

/** Headers of a last column that tells an epoch's time. */
const EPOCH_TIMES: ReadonlySet<string | undefined> = new Set(['time', 'dur']);
/** The time since the training began. */
const ELAPSED = 'elapsed_time';
/** No row of such a table is longer. */
const MAX_LINE = 500;

const NUMBER = /^\d{1,6}$/;
const VALUE = /^(?:[-+]?\d[\d.e+-]*|nan|inf|None|#na#|\+)$/;
const CLOCK = /^(?:(?<hours>\d{1,4}):)?(?<minutes>\d\d):(?<seconds>\d\d)$/;
const SECONDS = /^\d+\.\d+$/;

export const epochTablePatterns = [NUMBER, VALUE, CLOCK, SECONDS];

/** The tables that fastai, skorch and Chainer print while they train: under a header each row is an epoch, and its last column a time. */
export const epochTableDialect: DialectFactory = (outbox) => {
  let lastColumn: string | undefined;
  let numbers = new EpochNumbers();
  return {
    line(text, line) {
      if (text.length > MAX_LINE) {
        return false;
      }
      const cells = text.trim().split(/\s+/);
      if (cells[0] === 'epoch' && (EPOCH_TIMES.has(cells.at(-1)) || cells.at(-1) === ELAPSED)) {
        lastColumn = cells.at(-1);
        numbers = new EpochNumbers();
        return true;
      }
      const row = lastColumn === undefined ? undefined : readRow(cells);
      if (!row) {
        return false;
      }
      outbox.emit({
        ...row.figure,
        source: 'elapsed',
        line,
        ...(lastColumn !== ELAPSED && { phase: 'epoch', epoch: numbers.oneBased(row.epoch) }),
      });
      return true;
    },
  };
};

function readRow(cells: readonly string[]): { epoch: number; figure: Figure } | undefined {
  const [epoch = '', ...values] = cells;
  const last = values.pop() ?? '';
  const clock = CLOCK.exec(last)?.groups;
  if (!NUMBER.test(epoch) || !(clock ?? SECONDS.test(last)) || !values.every((value) => VALUE.test(value))) {
    return undefined;
  }
  return { epoch: Number(epoch), figure: clock ? clockFigure(clock) : figure(last) };
}
