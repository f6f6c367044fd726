import { describe, expect, test } from 'vitest';
import { busySeconds } from '../../../src/node/run/machine-load.js';
import { environmentHolds, pageSizeBytes, parseStat, readStat } from '../../../src/node/process/proc.js';

describe('/proc/PID/stat', () => {
  const numbers =
    '7 42 41 0 -1 4194304 100 200 0 0 150 25 300 50 20 0 9 0 123456 20000000 2500 18446744073709551615 1 1 0 0';

  test.each(['python3', 'tmux: server', 'a) R 1 (b', '((()))', 'new\nline'])('of a program named %j', (name) => {
    expect(parseStat(`4711 (${name}) S ${numbers}\n`)).toEqual({
      pid: 4711,
      parent: 7,
      group: 42,
      session: 41,
      userSeconds: 1.5,
      systemSeconds: 0.25,
      childUserSeconds: 3,
      childSystemSeconds: 0.5,
      threads: 9,
      startTicks: 123456,
      residentPages: 2500,
    });
  });

  test.each([
    ['S', 9],
    ['R', 9],
    ['Z', 8],
  ])('of a process in state %s and nine threads: of which run %i', (state, threads) => {
    expect(parseStat(`4711 (python3) ${state} ${numbers}`)?.threads).toBe(threads);
  });

  test('of a process that has ended: no thread runs', () => {
    expect(parseStat(`4711 (python3) Z ${numbers.replace(' 9 0 ', ' 1 0 ')}`)?.threads).toBe(0);
    expect(parseStat(`4711 (python3) X ${numbers.replace(' 9 0 ', ' 0 0 ')}`)?.threads).toBe(0);
  });

  test.each(['', '4711', '4711 (cut', '4711 (cut) S 1 2 3'])('that is cut short is none: %j', (text) => {
    expect(parseStat(text)).toBeUndefined();
  });

  test('of this very process', () => {
    expect(readStat('self')).toMatchObject({ pid: process.pid, parent: process.ppid });
    expect(readStat(process.pid)?.startTicks).toBe(readStat('self')?.startTicks);
  });
});

test('an environment entry is found by its beginning, and by nothing else of it', () => {
  const path = `PATH=${process.env['PATH'] ?? ''}`;
  expect(environmentHolds(process.pid, path)).toBe(true);
  expect(environmentHolds(process.pid, path.slice(0, -1))).toBe(true);
  expect(environmentHolds(process.pid, path.slice(1))).toBe(false);
  expect(environmentHolds(process.pid, `${path}:/no/such/folder`)).toBe(false);
});

test('a page is 4, 16 or 64 KiB', () => {
  expect([4096, 16384, 65536]).toContain(pageSizeBytes());
});

test('a machine is busy with all but idling and waiting for devices', () => {
  expect(busySeconds('cpu  1000 200 300 99999 88888 10 20 70 5 5\ncpu0 1 2 3\n')).toBe(16);
  expect(busySeconds('intr 1 2 3')).toBeUndefined();
});
