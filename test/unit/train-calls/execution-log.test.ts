import { beforeEach, describe, expect, it } from 'vitest';
import type { Timing } from '../../../src/core/model/timing.js';
import { EXECUTIONS_KEPT, ExecutionLog, findTrainCalls } from '../../../src/core/train-calls/index.js';
import { parseTraceEvent } from '../../../src/core/train-calls/trace-event.js';

const calls = findTrainCalls('a.fit(x)\nb.fit(x)', 'python');
let log: ExecutionLog;
beforeEach(() => {
  log = new ExecutionLog(calls);
  log.add({ event: 'program', t_ns: 1e9, missed: [], left: [] }, 0);
});

/** An execution from `start` to `end`, in seconds of the program, seen at once. */
function begin(call: number, execution: number, start: number): void {
  log.add({ event: 'call', call, execution, pid: 1, t_ns: 1e9 + start * 1e9 }, start);
}
function end(call: number, execution: number, start: number, stop: number): void {
  log.add({ event: 'done', call, execution, pid: 1, t_ns: 1e9 + stop * 1e9, duration_ns: (stop - start) * 1e9 }, stop);
}
const epoch = (number: number, seconds = 1): Timing => ({
  seconds,
  epoch: number,
  phase: 'epoch',
  source: 'keras',
  resolutionSeconds: 0.5,
  line: number,
});
const epochs = (): (number | undefined)[][][] =>
  log.times().map((call) => call.executions.map((execution) => execution.epochs.map((each) => each.epoch)));

describe('an execution log', () => {
  it('has times of the calls that were executed, finished or not', () => {
    begin(1, 0, 2);
    end(1, 0, 2, 3.5);
    begin(1, 1, 4);
    expect(log.times()).toEqual([
      {
        call: { kind: 'call', callee: 'b.fit', text: 'b.fit(x)', ordinal: 1, line: 1 },
        origin: 'traced',
        count: 2,
        totalSeconds: 1.5,
        executions: [
          { startSeconds: 2, seconds: 1.5, epochs: [] },
          { startSeconds: 4, epochs: [] },
        ],
      },
    ]);
  });

  it('names the calls that the tracer did not find, and those that it left as they are', () => {
    expect([log.missed, log.left]).toEqual([[], []]);
    log.add({ event: 'program', t_ns: 1e9, missed: [1], left: [0] }, 0);
    expect(log.missed).toEqual([{ kind: 'call', callee: 'b.fit', text: 'b.fit(x)', ordinal: 1, line: 1 }]);
    expect(log.left).toEqual([{ kind: 'call', callee: 'a.fit', text: 'a.fit(x)', ordinal: 0, line: 0 }]);
  });

  it('credits epochs to the innermost call that runs', () => {
    begin(0, 0, 1);
    begin(1, 1, 2);
    expect(log.epoch(epoch(1), 3)).toBe(true);
    expect(epochs()).toEqual([[[]], [[1]]]);
  });

  it('credits an epoch that comes in late to the call that printed those before it', () => {
    begin(0, 0, 0);
    log.epoch(epoch(1), 1);
    end(0, 0, 0, 2);
    begin(1, 1, 2);
    expect(log.epoch(epoch(2), 2.1)).toBe(true);
    expect(log.epoch(epoch(1), 3)).toBe(true);
    expect(log.epoch(epoch(2), 4)).toBe(true);
    expect(epochs()).toEqual([[[1, 2]], [[1, 2]]]);
  });

  it('takes the time that it saw pass for a coarsely printed one, if they agree', () => {
    begin(0, 0, 1);
    log.epoch(epoch(1, 55), 55.9);
    log.epoch(epoch(2, 31), 87.1);
    log.epoch({ ...epoch(3, 31.25), resolutionSeconds: 0.001 }, 118);
    log.epoch(epoch(4, 31), 160);
    const seen = log.times()[0]?.executions[0]?.epochs ?? [];
    expect(seen.map(({ seconds }) => seconds.toFixed(2))).toEqual(['54.90', '31.20', '31.25', '31.00']);
    expect(seen.map(({ resolutionSeconds }) => resolutionSeconds)).toEqual([0.1, 0.1, 0.001, 0.5]);
  });

  it('credits the first epoch to a short call that has just ended, but not to one that it does not fit in', () => {
    begin(0, 0, 0);
    end(0, 0, 0, 0.1);
    expect(log.epoch(epoch(1, 5), 0.2)).toBe(false);
    expect(log.epoch(epoch(1, 0), 0.2)).toBe(true);
    expect(epochs()).toEqual([[[1]]]);
  });

  it('credits nobody long after a call, before any, or without an epoch number', () => {
    expect(log.epoch(epoch(1), 0)).toBe(false);
    begin(0, 0, 0);
    expect(log.epoch({ seconds: 1, source: 'keras', resolutionSeconds: 0.5, line: 1 }, 1)).toBe(false);
    end(0, 0, 0, 2);
    expect(log.epoch(epoch(1, 1), 10)).toBe(false);
  });

  it('keeps the first and the latest of very many executions, and counts all', () => {
    for (let execution = 0; execution < EXECUTIONS_KEPT + 100; execution += 1) {
      begin(0, execution, execution);
      end(0, execution, execution, execution + 0.5);
    }
    const [times] = log.times();
    expect(times).toMatchObject({ count: EXECUTIONS_KEPT + 100, totalSeconds: (EXECUTIONS_KEPT + 100) / 2 });
    expect(times?.executions).toHaveLength(EXECUTIONS_KEPT);
    expect(times?.executions[0]?.startSeconds).toBe(0);
    expect(times?.executions.at(-1)?.startSeconds).toBe(EXECUTIONS_KEPT + 99);
  });

  it('keeps the first and the latest of very many epochs of an execution, and counts all', () => {
    begin(0, 0, 0);
    for (let number = 1; number <= EXECUTIONS_KEPT + 100; number += 1) log.epoch(epoch(number), number);
    const execution = log.times()[0]?.executions[0];
    expect(execution?.epochCount).toBe(EXECUTIONS_KEPT + 100);
    expect(execution?.epochs).toHaveLength(EXECUTIONS_KEPT);
    expect([execution?.epochs[0]?.epoch, execution?.epochs.at(-1)?.epoch]).toEqual([1, EXECUTIONS_KEPT + 100]);
  });

  it("takes no end for its own that it has no beginning of: a forked child's", () => {
    begin(0, 0, 0);
    log.add({ event: 'done', call: 0, execution: 0, pid: 2, t_ns: 2e9, duration_ns: 1e9 }, 1);
    expect(log.times()[0]?.executions).toEqual([{ startSeconds: 0, epochs: [] }]);
  });
});

it.each(['', 'no JSON', '{}', '{"event":"call"}', '{"event":"done","call":-1}', '[1]'])(
  'reads no event from %j',
  (line) => {
    expect(parseTraceEvent(line)).toBeUndefined();
  },
);
