import type { FileTimes } from '../../core/train-calls/index.js';
import type { FileAnnotations } from './annotation.js';
import { figuresOfCall } from './figures.js';

/** What a timed run of a file says of its train calls. */
export function annotationsOfFile(times: FileTimes, interpreter: string): FileAnnotations {
  const { startedAt, mode, untracedBecause, calls, unattributed, untimed } = times;
  return {
    measuredAt: startedAt,
    source: { kind: 'file', mode, ...(untracedBecause !== undefined && { untracedBecause }) },
    conditions: [interpreter],
    calls: calls.flatMap((each) => {
      const figures = figuresOfCall(each);
      return figures === undefined ? [] : [{ call: each.call, figures, origin: each.origin }];
    }),
    unattributed: unattributed.length,
    ...(unattributed.length > 0 && untimed && { untimed: untimed.map(({ text }) => text) }),
  };
}
