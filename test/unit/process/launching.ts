// Launches the misbehaving programs of test/fixtures/programs.
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { readStat } from '../../../src/node/process/proc.js';
import { launch } from '../../../src/node/process/launch.js';
import type { LaunchOptions, OutputStream, ProcessEnd } from '../../../src/node/process/launch-types.js';

export const programsFolder = fileURLToPath(new URL('../../fixtures/programs', import.meta.url));

/** The interpreter itself: `python3` may be a script of shells, with processes and memory of their own. */
const PYTHON = (await execa('python3', ['-c', 'import sys; print(sys.executable)'])).stdout;

interface Output {
  readonly stream: OutputStream;
  readonly text: string;
  readonly atSeconds: number;
}

export interface Launched {
  readonly end: ProcessEnd;
  readonly output: readonly Output[];
  readonly stdout: string;
}

/** @param onText called with everything that stdout has brought so far */
export async function launchProgram(
  words: readonly string[],
  options: Partial<LaunchOptions> = {},
  onText: (stdout: string) => void = () => undefined,
  interpreter = PYTHON,
): Promise<Launched> {
  const output: Output[] = [];
  let stdout = '';
  const end = await launch([interpreter, ...words], {
    cwd: programsFolder,
    env: process.env,
    signal: new AbortController().signal,
    onOutput: (stream, chunk, atSeconds) => {
      const text = Buffer.from(chunk).toString('latin1');
      output.push({ stream, text, atSeconds });
      if (stream === 'stdout') {
        stdout += text;
        onText(stdout);
      }
      return undefined;
    },
    ...options,
  });
  return { end, output, stdout };
}

/** Launches a program that writes to stdout and stderr by turns, the next when the last has arrived. */
export async function launchTurns(
  times: number,
  options: Partial<LaunchOptions> = {},
): Promise<{ end: ProcessEnd; output: readonly Output[] }> {
  const output: Output[] = [];
  const input = new Readable({ read: () => undefined });
  const { end } = await launchProgram(['both-streams.py', String(times)], {
    input,
    onOutput: (stream, chunk, atSeconds) => {
      output.push({ stream, text: Buffer.from(chunk).toString('latin1'), atSeconds });
      input.push('\n');
      return undefined;
    },
    ...options,
  });
  return { end, output };
}

/** Whether a process of this id runs; one that has ended and only waits for its parent does not. */
export function isRunning(pid: number): boolean {
  return (readStat(pid)?.threads ?? 0) > 0;
}
