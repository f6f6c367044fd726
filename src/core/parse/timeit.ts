import type { DialectFactory } from './dialect.js';
import { figure } from './figure.js';

const TIMEIT = /^(?<loops>\d+) loops?, best of (?<repeats>\d+): (?<value>[\d.]+) (?<unit>[num]?sec) per loop *$/;

/** With `-v` all times stand before it. */
const RAW = /^raw times: \d/;

export const timeitPatterns = [TIMEIT, RAW];

/** `python -m timeit`: the best time of one loop. */
export const timeitDialect: DialectFactory = (outbox) => ({
  line(text, line) {
    const match = TIMEIT.exec(text)?.groups;
    if (!match) {
      return RAW.test(text);
    }
    outbox.emit({
      ...figure(match['value'] ?? '', match['unit']),
      source: 'timeit',
      line,
      fields: { loops: Number(match['loops']), repeats: Number(match['repeats']) },
    });
    return true;
  },
});
