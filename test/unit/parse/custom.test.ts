import { describe, expect, test } from 'vitest';
import type { TimingStreamOptions } from '../../../src/core/parse/index.js';
import { guard } from '../../../src/node/guard.js';
import { timingsOf, timingsOfChunks } from './collect.js';

const encoder = new TextEncoder();

type Options = Omit<TimingStreamOptions, 'onTiming' | 'custom'>;

/** The times that patterns find, and those patterns that had no end, each with its line. */
function readBy(patterns: readonly string[], output: string | readonly string[], options: Options = { parsers: [] }) {
  const leftOut: [pattern: string, line: number][] = [];
  const custom = { patterns, guard, onLeftOut: (pattern: string, line: number) => leftOut.push([pattern, line]) };
  const timings =
    typeof output === 'string'
      ? timingsOf(output, { ...options, custom })
      : timingsOfChunks(
          output.map((chunk) => encoder.encode(chunk)),
          { ...options, custom },
        );
  return { timings, leftOut };
}

describe('what a pattern reads', () => {
  test('units, label and epoch come from named groups', () => {
    const pattern = String.raw`^\[(?<label>\w+)\] e(?<epoch>\d+) t=(?<milliseconds>[\d.]+)`;
    expect(readBy([pattern], '[fit] e3 t=12.5\nother\n').timings).toEqual([
      { seconds: 0.0125, resolutionSeconds: 5e-5, source: 'custom', line: 1, label: 'fit', phase: 'epoch', epoch: 3 },
    ]);
  });

  test('epochs counted from 0 become ours, which begin with 1', () => {
    const pattern = String.raw`e(?<epoch>\d+) t=(?<seconds>[\d.]+)`;
    const { timings } = readBy([pattern], ['e0 t=12.5\n', 'e1 t=12.5\ne2 t=12.5\n']);
    expect(timings.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  test('minutes and seconds add up', () => {
    expect(readBy([String.raw`(?<minutes>\d) (?<seconds>\d)`], '2 5').timings).toMatchObject([
      { seconds: 125, resolutionSeconds: 1 },
    ]);
  });

  test('lines as they were printed, with what logs put before them', () => {
    const pattern = String.raw`^\[rank1\]: round \d+ (?<seconds>[\d.]+)`;
    expect(readBy([pattern], '[rank1]: round 7 5.25\n', {}).timings).toMatchObject([
      { seconds: 5.25, source: 'custom' },
    ]);
  });

  test('the first pattern with a number for its time has the line, and what no pattern reads is left to the parsers', () => {
    const output = 'took 1.5 s\nTime elapsed: 2.5 s\ntook - or 3.5\n';
    const patterns = [String.raw`took (?<seconds>\S+)`, String.raw`or (?<minutes>[\d.]+)`];
    const { timings } = readBy(patterns, output, {});
    expect(timings).toMatchObject([
      { seconds: 1.5, source: 'custom', line: 1 },
      { seconds: 2.5, source: 'elapsed', line: 2 },
      { seconds: 210, source: 'custom', line: 3 },
    ]);
  });

  test('what a line showed before it was overwritten is left to the parsers', () => {
    const bar = ' 10%|# | 1/10 [00:01<00:09,  1.00s/it]\r100%|##########| 10/10 [00:10<00:00,  1.00s/it]\n';
    const { timings } = readBy([String.raw`own (?<seconds>\d+)`], `own 1\n${bar}own 2\n`, {});
    expect(timings.map(({ source, line }) => [source, line])).toEqual([
      ['custom', 1],
      ['custom', 3],
      ['tqdm', 2],
    ]);
  });

  test.each(['(', 'no group', '(?<label>x)'])('%s is refused with the reason', (pattern) => {
    expect(() => readBy([pattern], '')).toThrow(/pattern/);
  });
});

describe('a pattern that backtracks', () => {
  const exponential = String.raw`(?<seconds>(\d+)+)x`;
  const DIGITS = '1'.repeat(80);

  test('is left out from the line on where it has no end; before and after it, all other times are read', () => {
    const output = `5x\nround 1.5\n${DIGITS}\nround 2.5\nTime elapsed: 3.5 s\n7x\n`;
    const { timings, leftOut } = readBy([exponential, String.raw`round (?<seconds>[\d.]+)`], [output, output], {});
    expect(leftOut).toEqual([[exponential, 3]]);
    expect(timings.map(({ seconds, line }) => [line, seconds])).toEqual([
      [1, 5],
      [2, 1.5],
      [4, 2.5],
      [5, 3.5],
      [8, 1.5],
      [10, 2.5],
      [11, 3.5],
    ]);
  });

  test('leaves the line to the patterns after it', () => {
    const { timings, leftOut } = readBy([exponential, String.raw`^(?<nanoseconds>\d{3})`], `${DIGITS}\n`);
    expect(leftOut).toEqual([[exponential, 1]]);
    expect(timings).toHaveLength(1);
  });

  test('several of them are each told', () => {
    const other = String.raw`(?=(?:\d|\d\d)+!)(?<seconds>\d+)`;
    expect(readBy([exponential, other], `${DIGITS}\n${DIGITS}\n`).leftOut).toEqual([
      [exponential, 1],
      [other, 1],
    ]);
  });

  test('is left out too when it takes a power of the length that is too much', () => {
    const power = String.raw`(?<seconds>\d+)\d*\d*\d*\d*\d*x`;
    const { leftOut, timings } = readBy([power], `5x\n${'1'.repeat(400)}\n`);
    expect(leftOut).toEqual([[power, 2]]);
    expect(timings).toHaveLength(1);
  });

  test('stays when it takes some time on each line', () => {
    const square = String.raw`(?<seconds>\d+)x`;
    const output = `${'1'.repeat(300)}\n5x\n`.repeat(50);
    const { leftOut, timings } = readBy([square], output);
    expect(leftOut).toEqual([]);
    expect(timings).toHaveLength(50);
  });

  test('costs nothing on a line that is longer than a person prints', () => {
    expect(readBy([exponential], `${'1'.repeat(501)}\n`)).toEqual({ timings: [], leftOut: [] });
  });
});
