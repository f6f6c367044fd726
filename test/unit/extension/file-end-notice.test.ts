import { expect, it, vi } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import type { Timing } from '../../../src/core/model/timing.js';
import type { FileTimes } from '../../../src/core/train-calls/index.js';
import { endNotice, isFailure, timesNotice } from '../../../src/extension/commands/file-end-notice.js';
import { annotationsOfFile } from '../../../src/extension/lenses/from-file.js';
import type { ProcessEnd } from '../../../src/node/process/index.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const call = { kind: 'call', callee: 'model.fit', text: 'model.fit(x)', ordinal: 0, line: 11 } as const;
const timing: Timing = { seconds: 1, resolutionSeconds: 0.1, source: 'elapsed', line: 3 };
const timed: FileTimes = {
  startedAt: '2026-01-01T00:00:00Z',
  mode: 'traced',
  calls: [
    { call, origin: 'traced', count: 1, totalSeconds: 2, executions: [{ startSeconds: 0, seconds: 2, epochs: [] }] },
  ],
  unattributed: [],
};

function notice(times: FileTimes, end: Partial<ProcessEnd> = {}): string[] {
  const ended = { cause: 'exited', exitCode: 0, signal: null, wallSeconds: 3, ...end } as ProcessEnd;
  const text = [endNotice(ended, '/python'), timesNotice(times, annotationsOfFile(times, '/python'), ended)].join('\n');
  return text.trim().replaceAll('\u00a0', ' ').split('\n');
}

it('tells only how a run ended whose calls all have their times', () => {
  expect(notice(timed)).toEqual(['── ended after 3.00 s with exit code 0']);
});

it('tells which calls were not traced, and why', () => {
  expect(notice({ ...timed, missed: [call] })).toContain(
    '── not traced, since the interpreter sees no call there (by line): model.fit (12)',
  );
  expect(notice({ ...timed, left: [call] })).toContain(
    '── not traced, since nothing may be changed there (by line): model.fit (12)',
  );
  expect(notice({ ...timed, mode: 'as-is', untracedBecause: 'SyntaxError: invalid syntax' })).toContain(
    '── not traced: SyntaxError: invalid syntax',
  );
  expect(notice({ ...timed, untracedBecause: sentence('the tracer did not start: {0}', 'no room') })).toContain(
    '── not traced: the tracer did not start: no room',
  );
});

it('tells of printed times that nobody can be credited with, and of calls without a time', () => {
  expect(notice({ ...timed, mode: 'as-is', calls: [], unattributed: [timing, timing] })).toEqual([
    '── ended after 3.00 s with exit code 0',
    '── no train call got a time',
    '── unattributed: printed times that belong to no call for certain: 2',
  ]);
});

it('tells of printed times beyond the most that are kept', () => {
  expect(notice({ ...timed, passedOver: 12 })).toContain('── printed times beyond the most that are kept: 12');
});

it('says what to do, and nothing of calls, when the program did not even start', () => {
  const error = Object.assign(new Error('spawn /python ENOENT'), { code: 'ENOENT' });
  expect(notice({ ...timed, calls: [] }, { cause: 'not-started', exitCode: null, error })).toEqual([
    '── could not be started: /python is not there',
    '── choose another interpreter in the settings, or in the language’s own extension',
  ]);
});

it('takes an end for a failure that nobody asked for', () => {
  const end = (given: Partial<ProcessEnd>) => isFailure({ cause: 'exited', exitCode: null, ...given } as ProcessEnd);
  expect([end({ exitCode: 0 }), end({ cause: 'cancelled' })]).toEqual([false, false]);
  expect([end({ exitCode: 1 }), end({ signal: 'SIGSEGV' }), end({ cause: 'not-started' })]).toEqual([true, true, true]);
});
