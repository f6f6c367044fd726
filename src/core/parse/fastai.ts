import type { DialectFactory } from './dialect.js';
import { clockFigure } from './figure.js';

const HEADER = /^\s*epoch\s(?:\s*[a-z]\w*\s)*\s*time\s*$/;
/** `0         0.532104    0.412345    0.851562  00:12`; epochs count from 0. */
const ROW =
  /^\s*(?<epoch>\d{1,6})(?:\s{1,20}(?:-?\d[\d.e+-]{0,20}|nan|inf|None|#na#)){0,20}\s{1,20}(?:(?<hours>\d{1,4}):)?(?<minutes>\d\d):(?<seconds>\d\d)\s*$/;

export const fastaiPatterns = [HEADER, ROW];

/** The table that fastai prints while it fits: under its header each row is an epoch. */
export const fastaiDialect: DialectFactory = (outbox) => {
  let inTable = false;
  return {
    line(text, line) {
      if (HEADER.test(text)) {
        inTable = true;
        return true;
      }
      const row = inTable ? ROW.exec(text)?.groups : undefined;
      if (!row) {
        return false;
      }
      outbox.emit({ ...clockFigure(row), source: 'elapsed', line, phase: 'epoch', epoch: Number(row['epoch']) + 1 });
      return true;
    },
  };
};
