import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRunning, launchProgram, launchTurns } from './launching.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langbench-test-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a program that ends by itself', () => {
  test('brings its output byte for byte, without a newline too', async () => {
    const { end, stdout } = await launchProgram(['no-newline.py']);
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0, signal: null });
    expect(stdout).toBe('half a line\xff');
  });

  test('keeps stdout and stderr in order of arrival', async () => {
    const { output } = await launchTurns(4);
    expect(output.map(({ stream, text }) => [stream, text])).toEqual([
      ['stdout', '0\n'],
      ['stderr', '1\n'],
      ['stdout', '2\n'],
      ['stderr', '3\n'],
    ]);
    const ages = output.map(({ atSeconds }) => atSeconds);
    expect(ages).toEqual(ages.toSorted((a, b) => a - b));
    expect(ages[0]).toBeGreaterThan(0);
  });

  test('has its last words heard after a long silence', async () => {
    const { stdout } = await launchProgram(['-c', 'import time; time.sleep(0.6); print("x" * 300000)']);
    expect(stdout).toHaveLength(300_001);
  });

  test('tells its exit code and the last lines of stderr', async () => {
    const { end } = await launchProgram(['-c', 'import sys; print("out"); sys.exit("no such option")']);
    expect(end).toMatchObject({ cause: 'exited', exitCode: 1, lastLines: ['no such option'] });
  });

  test('tells last lines without what steers a terminal', async () => {
    const { end } = await launchProgram([
      '-c',
      String.raw`import sys; sys.exit("\x1b[31mno\x1b[0m such\x1b]52;c;AAAA\x07 option")`,
    ]);
    expect(end.lastLines).toEqual(['no such option']);
  });

  test('tells the signal that it died of, and its last words', async () => {
    const { end } = await launchProgram(['die.py', 'SIGSEGV']);
    expect(end).toMatchObject({ cause: 'exited', exitCode: null, signal: 'SIGSEGV', lastLines: ['a last word'] });
  });

  test.each([
    ['UTF-8 whatever the system speaks', {}, 'utf-8'],
    ['what somebody chose', { PYTHONIOENCODING: 'ascii' }, 'ascii'],
  ])('writes %s when it is Python', async (_, chosen, encoding) => {
    const plain = { PATH: process.env['PATH'], LC_ALL: 'C', PYTHONCOERCECLOCALE: '0', PYTHONUTF8: '0' };
    const { stdout } = await launchProgram(['-c', 'import sys; print(sys.stdout.encoding)'], {
      env: { ...plain, ...chosen },
    });
    expect(stdout.trim()).toBe(encoding);
  });

  test('gets the environment it is given, and no other', async () => {
    const { stdout } = await launchProgram(['echo.py'], { env: { PATH: process.env['PATH'], GREETING: 'good day' } });
    expect(stdout.trim()).toBe('good day');
  });

  test('reads what it is given to read', async () => {
    const { stdout } = await launchProgram(['echo.py'], { input: Readable.from(['from ', 'outside']) });
    expect(stdout).toContain('from outside');
  });

  test('need not read what it is given', async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(65536, 'x'));
      },
    });
    const { end } = await launchProgram(['no-newline.py'], { input: endless });
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
  });
});

describe('a program that cannot be launched', () => {
  test('is told as such, not thrown', async () => {
    const { end } = await launchProgram([], {}, () => undefined, 'no-such-interpreter');
    expect(end).toMatchObject({ cause: 'not-started', exitCode: null, error: { code: 'ENOENT' } });
    const impossible = await launchProgram(['no\0word.py']);
    expect(impossible.end.cause).toBe('not-started');
    expect(impossible.end.error?.message).toContain('null bytes');
  });

  test('is not launched when all is cancelled already', async () => {
    const { end, stdout } = await launchProgram(['no-newline.py'], { signal: AbortSignal.abort() });
    expect(end.cause).toBe('cancelled');
    expect(stdout).toBe('');
  });
});

describe('a program that does not end', () => {
  test('is ended when cancelled, with its children, strangers and orphans', async () => {
    const cancel = new AbortController();
    const { end, stdout } = await launchProgram(['family.py'], { signal: cancel.signal }, (text) => {
      if (text.endsWith('\n')) cancel.abort();
    });
    expect(end).toMatchObject({ cause: 'cancelled', signal: 'SIGTERM' });
    const pids = stdout.trim().split(' ').map(Number);
    expect(pids).toHaveLength(4);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('is ended when its time is over, and what it printed is kept', async () => {
    const { end, stdout } = await launchProgram(['family.py'], { timeoutSeconds: 1.5 });
    expect(end).toMatchObject({ cause: 'timed-out', signal: 'SIGTERM' });
    expect(stdout.trim().split(' ').map(Number).filter(isRunning)).toEqual([]);
  });

  test('is killed when it does not listen', async () => {
    const cancel = new AbortController();
    const { end, stdout } = await launchProgram(
      ['ignore-term.py'],
      { signal: cancel.signal, graceSeconds: 0.2 },
      () => {
        cancel.abort();
      },
    );
    expect(end).toMatchObject({ cause: 'cancelled', signal: 'SIGKILL' });
    expect(isRunning(Number(stdout))).toBe(false);
  });

  test('is ended also while its output is held back', async () => {
    const cancel = new AbortController();
    const { end } = await launchProgram(['flood.py', '100'], {
      signal: cancel.signal,
      onOutput: () => {
        cancel.abort();
        return new Promise(() => undefined);
      },
    });
    expect(end.cause).toBe('cancelled');
  });
});

test.each([['silent'], ['talking']])(
  'a %s child that outlives the program and holds its output open is ended',
  async (manner) => {
    const { end, stdout } = await launchProgram(['leave-behind.py', manner], { graceSeconds: 0.5 });
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
    expect(isRunning(Number.parseInt(stdout, 10))).toBe(false);
  },
);

test('a fault in what takes the output ends the program and is thrown', async () => {
  let pid = 0;
  const launching = launchProgram(['family.py'], {
    onOutput: (_, chunk) => {
      pid = Number.parseInt(Buffer.from(chunk).toString(), 10);
      throw new Error('no room');
    },
  });
  await expect(launching).rejects.toThrow('no room');
  expect(isRunning(pid)).toBe(false);
});

describe('much output', () => {
  test('of 200 MB arrives whole and does not fill memory', async () => {
    let bytes = 0;
    let mostBytes = 0;
    const before = process.memoryUsage().rss;
    const { end } = await launchProgram(['flood.py', '200'], {
      onOutput: (_, chunk) => {
        bytes += chunk.length;
        mostBytes = Math.max(mostBytes, process.memoryUsage().rss - before);
        return undefined;
      },
      logFile: join(folder, 'flood.log.gz'),
    });
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
    expect(bytes).toBe(200 * 1024 * 1024);
    expect(mostBytes).toBeLessThan(100 * 1024 * 1024);
  });

  test('waits while its reader is busy, also when the program has ended', async () => {
    const program = 'import os, time\nfor part in b"abcd": os.write(1, bytes([part]) * 10000); time.sleep(0.05)';
    let [busy, overlaps] = [0, 0];
    let text = '';
    await launchProgram(['-c', program], {
      onOutput: async (_, chunk) => {
        overlaps += busy;
        busy = 1;
        text += Buffer.from(chunk).toString();
        // All else that the program writes fits into the pipe: it ends while its first words are taken.
        await sleep(500);
        busy = 0;
      },
    });
    expect(overlaps).toBe(0);
    expect(text).toBe(['a', 'b', 'c', 'd'].map((letter) => letter.repeat(10_000)).join(''));
  });
});

describe('the log', () => {
  test('holds both streams as they came', async () => {
    const logFile = join(folder, 'trial.log.gz');
    await launchTurns(4, { logFile });
    expect(gunzipSync(await readFile(logFile)).toString()).toBe('0\n1\n2\n3\n');
  });

  test('is whole and alone in its folder when the program was killed', async () => {
    const cancel = new AbortController();
    const logFile = join(folder, 'trial.log.gz');
    await launchProgram(['ignore-term.py'], { signal: cancel.signal, graceSeconds: 0.1, logFile }, () => {
      cancel.abort();
    });
    expect(gunzipSync(await readFile(logFile)).toString()).toMatch(/^\d+\n$/);
    expect(await readdir(folder)).toEqual(['trial.log.gz']);
  });

  test('that cannot be written is told and disturbs nothing', async () => {
    const { end, stdout } = await launchProgram(['no-newline.py'], { logFile: join(folder, 'missing', 'a.log.gz') });
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0, logError: { code: 'ENOENT' } });
    expect(stdout).toContain('half a line');
  });
});
