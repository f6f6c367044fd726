import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ResourceSample } from '../../../src/core/model/run.js';
import { readStat } from '../../../src/node/process/proc.js';
import { eventually } from '../../support/eventually.js';
import { launchProgram, type Launched } from './launching.js';

const MEBIBYTE = 1024 * 1024;

/** New processes are looked for at fewer samples than this. */
const SAMPLES_WITH_A_SEARCH = 8;

/** Launches a program that says a word and then reads; lets it end once so many samples have been taken of it since. */
async function launchSampled(
  words: readonly string[],
  count = 3,
): Promise<Launched & { samples: readonly ResourceSample[] }> {
  const input = new Readable({ read: () => undefined });
  const samples: ResourceSample[] = [];
  let left = Infinity;
  const launched = await launchProgram(
    words,
    {
      input,
      onSample: (sample) => {
        samples.push(sample);
        left -= 1;
        if (left === 0) input.push(null);
      },
    },
    () => {
      left = Math.min(left, count);
    },
  );
  return { ...launched, samples };
}

const secondsOf = ({ end }: Launched) => (end.resources?.userSeconds ?? 0) + (end.resources?.systemSeconds ?? 0);

describe('CPU time', () => {
  test.each([
    ['is what the program says that it used', '0'],
    ['counts children that have ended, and counts them once', '3'],
  ])('%s', async (_, children) => {
    const launched = await launchProgram(['burn.py', '0.2', children]);
    const told = Number(launched.stdout);
    // After the program's last look at its clocks it still has to end, and the clocks tick in hundredths of a second.
    expect(told).toBeGreaterThan(0.2 * (Number(children) + 1) - 0.05);
    expect(secondsOf(launched)).toBeGreaterThan(told - 0.05);
    expect(secondsOf(launched)).toBeLessThan(told + 0.2);
    expect(launched.end.resources?.coresBusy).toBeCloseTo(secondsOf(launched) / launched.end.wallSeconds, 10);
  });

  test('of one is not taken for that of another that runs meanwhile', async () => {
    const [burning, sleeping] = await Promise.all([
      launchProgram(['burn.py', '0.6', '0']),
      launchProgram(['-c', 'import time; time.sleep(3)']),
    ]);
    expect(secondsOf(burning)).toBeGreaterThan(0.2);
    expect(secondsOf(sleeping)).toBeLessThan(secondsOf(burning));
  });
});

describe('a daemon, which is no descendant of the program any more', () => {
  test.each(['same', 'own'])('is counted and ended with it, in the %s session', async (session) => {
    const launched = await launchSampled(['daemon.py', '0.5', '200', session], SAMPLES_WITH_A_SEARCH);
    const { end, stdout } = launched;
    expect(secondsOf(launched)).toBeGreaterThan(0.45);
    expect(end.resources?.peakResidentBytes).toBeGreaterThan(200 * MEBIBYTE);
    expect(end.resources?.peakThreads).toBeGreaterThan(1);
    // One that dies is no part of its tree from the moment on that its memory is taken back.
    await eventually(() => {
      expect(readStat(Number(stdout))?.threads ?? 0).toBe(0);
    });
  });
});

describe('memory', () => {
  test('is told at its peak, also when it was given back', async () => {
    const { end, samples } = await launchSampled(['memory.py', '200']);
    expect(end.resources?.peakResidentBytes).toBeGreaterThan(200 * MEBIBYTE);
    expect(end.resources?.peakResidentBytes).toBeLessThan(300 * MEBIBYTE);
    expect(end.resources?.samples).toEqual(samples);
    expect(samples.at(-1)?.residentBytes).toBeLessThan(100 * MEBIBYTE);
  });

  test('does not start from that of whoever launches', async () => {
    const ballast = Buffer.alloc(300 * MEBIBYTE, 1);
    const { end } = await launchProgram(['-c', 'import time; time.sleep(0.2)']);
    expect(ballast.length).toBeGreaterThan(end.resources?.peakResidentBytes ?? Infinity);
  });
});

test('a program too short to be seen is not said to have used no memory', async () => {
  const { end } = await launchProgram([], {}, () => undefined, 'true');
  expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
  expect(end.resources?.peakResidentBytes).not.toBe(0);
});

describe('threads', () => {
  const program = `import sys, threading
over = threading.Event()
for _ in range(4): threading.Thread(target=over.wait).start()
print("all run", flush=True)
sys.stdin.read()
over.set()`;

  test('are counted', async () => {
    const { end } = await launchSampled(['-c', program]);
    expect(end.resources?.peakThreads).toBe(5);
  });

  test('are not counted of a child that has ended and was not waited for', async () => {
    // Waits for the end of the child without taking it away.
    const withZombie = `import os\nchild = os.spawnlp(os.P_NOWAIT, 'true', 'true')\nos.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)`;
    const { end } = await launchSampled(['-c', `${withZombie}\n${program}`]);
    expect(end.resources?.peakThreads).toBe(5);
  });
});

test('samples go forward in time', async () => {
  const { end } = await launchSampled(['-c', 'print("on", flush=True); input()']);
  const ages = end.resources?.samples.map(({ atSeconds }) => atSeconds) ?? [];
  expect(ages.length).toBeGreaterThan(1);
  expect(ages).toEqual(ages.toSorted((a, b) => a - b));
  expect(ages.at(-1)).toBeLessThanOrEqual(end.wallSeconds);
});
