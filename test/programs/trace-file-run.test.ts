import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { sentence } from '../../src/core/model/sentence.js';
import type { CallTimes, FileTimes } from '../../src/core/train-calls/index.js';
import { runFile, type FileRun, type FileRunRequest } from '../../src/node/file-run/index.js';
import { fixture, root, runCommand } from './trace-support.js';

const folder = mkdtempSync(join(tmpdir(), 'langbench-file-run-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Watched extends FileRun {
  readonly output: string;
}

async function run(
  file: string,
  request: Partial<FileRunRequest> = {},
  {
    signal = new AbortController().signal,
    onTimes,
    input,
  }: { signal?: AbortSignal; onTimes?: (times: FileTimes) => void; input?: Readable } = {},
): Promise<Watched> {
  const isJulia = file.endsWith('.jl');
  let output = '';
  const result = await runFile(
    {
      file,
      source: readFileSync(file, 'utf8'),
      language: isJulia ? 'julia' : 'python',
      interpreter: isJulia ? 'julia' : 'python3',
      cwd: folder,
      mode: 'traced',
      root,
      ...request,
    },
    {
      signal,
      onOutput: (_, chunk) => {
        output += Buffer.from(chunk).toString();
        return undefined;
      },
      ...(onTimes && { onTimes }),
      ...(input && { input }),
    },
  );
  return { ...result, output };
}

const brief = (calls: readonly CallTimes[]): unknown[] =>
  calls.map(({ call, count, executions }) => [
    call.line,
    count,
    executions.map(({ seconds, epochs }) => [seconds === undefined ? 'unfinished' : 'done', epochs.length]),
  ]);

describe('a file run', () => {
  it('traced: has the time of every execution, and the epochs that it printed', async () => {
    const { times, end, output } = await run(fixture('keras_like.py'));
    expect(end).toMatchObject({ cause: 'exited', exitCode: 0 });
    expect(times).toMatchObject({ mode: 'traced', unattributed: [] });
    expect(brief(times.calls)).toEqual([
      [20, 1, [['done', 3]]],
      [
        23,
        2,
        [
          ['done', 2],
          ['done', 2],
        ],
      ],
    ]);
    const [first] = times.calls[0]?.executions ?? [];
    expect(first?.seconds).toBeGreaterThanOrEqual(0.9);
    expect(first?.epochs.map(({ epoch, seconds }) => [epoch, seconds])).toEqual([1, 2, 3].map((epoch) => [epoch, 0.3]));
    expect(first?.startSeconds).toBeGreaterThanOrEqual(0);
    expect(output.replace(/elapsed: .*/, '')).toBe(
      runCommand(['python3', fixture('keras_like.py')]).stdout.replace(/elapsed: .*/, ''),
    );
    expect(JSON.parse(JSON.stringify(times))).toEqual(times);
  });

  it('traced: tells an epoch as soon as it is printed, though the next line might still change it', async () => {
    const file = join(folder, 'bar.py');
    const bar = '"Epoch 1: 100%|####| 10/10 [00:02<00:00, 5.0it/s]"';
    writeFileSync(file, `class M:\n  def fit(self):\n    print(${bar}, flush=True)\n    input()\nM().fit()\n`);
    // It goes on when the epoch was told, or after a time that suffices to tell it on any machine.
    const told = new AbortController();
    const signal = AbortSignal.any([told.signal, AbortSignal.timeout(60_000)]);
    const seen: unknown[] = [];
    const onTimes = ({ calls }: FileTimes): void => {
      seen.push(brief(calls));
      if (calls[0]?.executions[0]?.epochs.length === 1) told.abort();
    };
    const { end } = await run(file, {}, { onTimes, signal, input: new Readable({ read: () => undefined }) });
    expect(end.cause).toBe('cancelled');
    expect(seen).toContainEqual([[4, 1, [['unfinished', 1]]]]);
  });

  it('as it is: runs the file untouched and ties what it printed', async () => {
    const { times } = await run(fixture('keras_like.py'), { mode: 'as-is' });
    expect(times.mode).toBe('as-is');
    expect(times.untracedBecause).toBeUndefined();
    // Two calls, three sequences of epochs: which is whose cannot be told.
    expect(times.calls).toEqual([]);
    expect(times.unattributed.filter(({ epoch }) => epoch !== undefined)).toHaveLength(7);
  });

  it('as it is: counts the times beyond the most that are kept', async () => {
    const file = join(folder, 'talkative.py');
    writeFileSync(file, 'for i in range(10050):\n    print("Training took 1.5 seconds")\n');
    const { times } = await run(file, { mode: 'as-is' });
    expect([times.unattributed.length, times.passedOver]).toEqual([10_000, 50]);
  });

  it('keeps what was measured before an error', async () => {
    const { times, end } = await run(fixture('keras_like.py'), { arguments: ['fail'] });
    expect(end).toMatchObject({ cause: 'exited', exitCode: 1 });
    expect(end.lastLines.at(-1)).toContain('TypeError');
    expect(brief(times.calls).at(-1)).toEqual([25, 1, [['unfinished', expect.any(Number)]]]);
    expect(times.calls[0]?.totalSeconds).toBeGreaterThanOrEqual(0.9);
  });

  it('ends with everything that it started when it is cancelled, and keeps what was measured', async () => {
    const cancel = new AbortController();
    const onTimes = ({ calls }: FileTimes): void => {
      if (calls.some(({ call }) => call.line === 27)) cancel.abort();
    };
    const { times, end } = await run(
      fixture('keras_like.py'),
      { arguments: ['wait'] },
      { signal: cancel.signal, onTimes },
    );
    expect(end.cause).toBe('cancelled');
    expect(brief(times.calls).at(-1)).toEqual([27, 1, [['unfinished', 0]]]);
    expect(times.calls[0]?.count).toBe(1);
  });

  it('falls back to as it is, and says so, when the file has syntax that the interpreter does not take', async () => {
    const { times, end } = await run(fixture('broken.py'));
    expect(end.exitCode).toBe(1);
    expect(times).toMatchObject({ mode: 'as-is', untracedBecause: expect.stringContaining('SyntaxError') as string });
  });

  it('falls back to as it is when the interpreter cannot run the tracer', async () => {
    const old = join(folder, 'old-python');
    writeFileSync(
      old,
      '#!/bin/sh\ncase $1 in *langbench_trace.py) echo too old >&2; exit 1;; esac\nexec python3 "$@"\n',
    );
    chmodSync(old, 0o755);
    const file = join(folder, 'once.py');
    writeFileSync(file, 'class M:\n  def fit(self): pass\nM().fit()\nprint("Training took 1.5 seconds")\n');
    const { times, output } = await run(file, { interpreter: old });
    expect(output).toBe('too old\nTraining took 1.5 seconds\n');
    expect(times).toMatchObject({
      mode: 'as-is',
      untracedBecause: sentence('the tracer did not start: {0}', 'too old'),
    });
    expect(brief(times.calls)).toEqual([[2, 1, [['done', 0]]]]);
  });

  it('says that there is nothing to trace in a file without train calls', async () => {
    const file = join(folder, 'nothing.py');
    writeFileSync(file, 'print("Done in 2.5 s")\n');
    const { times } = await run(file);
    expect(times).toMatchObject({ mode: 'as-is', untracedBecause: sentence('the file has no train call'), calls: [] });
    expect(times.unattributed).toMatchObject([{ seconds: 2.5, label: 'Done in 2.5 s' }]);
  });

  it('of Julia: times the statements under @time, which print as ever', async () => {
    const file = join(folder, 'timed.jl');
    writeFileSync(file, 'x = "é"; @time sleep(0.2)\nfor i in 1:3\n    @time sleep(0.1)\nend\n');
    const { times, output } = await run(file);
    expect(times.mode).toBe('traced');
    expect(brief(times.calls)).toEqual([
      [0, 1, [['done', 0]]],
      [
        2,
        3,
        [
          ['done', 0],
          ['done', 0],
          ['done', 0],
        ],
      ],
    ]);
    expect(output.match(/seconds/g)).toHaveLength(4);
    const printed = (await run(file, { mode: 'as-is' })).times;
    expect(brief(printed.calls)).toEqual(brief(times.calls));
    expect(printed.calls[0]?.origin).toBe('printed');
  });
});
