import { execa } from 'execa';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardTree } from './exit-guard.js';
import { LastLines } from './last-lines.js';
import type { LaunchOptions, ProcessEnd } from './launch-types.js';
import { OutputLog } from './output-log.js';
import { OutputPump } from './output-pump.js';
import { MARK_VARIABLE, newMark, processTree } from './process-tree.js';
import { ReapedCpu } from './reaped-cpu.js';
import { ResourceSampler } from './sampler.js';
import { TreeStopper } from './tree-stopper.js';

const GRACE_SECONDS = 3;
/** After the end so many looks bring all that the pipes held; if they are open still, another process holds them. */
const LOOKS = 20;
const LOOK_MILLISECONDS = 10;

/**
 * Runs a command as a process group of its own and resolves when nothing of it is left, however it ended: what it left
 * running is ended too. Rejects only with what `onOutput` throws, and then too when nothing is left.
 * @param command the program and its arguments; there is no shell
 */
export async function launch(command: readonly string[], options: LaunchOptions): Promise<ProcessEnd> {
  const mark = await newMark();
  const startedAt = new Date();
  if (options.signal.aborted) return unstarted(startedAt, 'cancelled');

  const reaped = new ReapedCpu();
  const launchedAt = performance.now();
  const age = () => (performance.now() - launchedAt) / 1000;
  const child = spawn(command, options, mark);
  if (child instanceof Error || child.pid === undefined) {
    reaped.take();
    const error = child instanceof Error ? child : (await child).cause;
    return unstarted(startedAt, 'not-started', error as NodeJS.ErrnoException);
  }

  const tree = processTree(child.pid, `${MARK_VARIABLE}=${mark}`);
  const unguard = guardTree(tree);
  const sampler = new ResourceSampler(tree, launchedAt, reaped, options.onSample);
  const stopper = new TreeStopper(tree, options.signal, options.timeoutSeconds, options.graceSeconds ?? GRACE_SECONDS);
  const lastLines = new LastLines();
  const log = options.logFile === undefined ? undefined : new OutputLog(options.logFile);
  const pump = new OutputPump(child, (stream, chunk) => {
    lastLines.push(stream, chunk);
    return both(log?.write(chunk), options.onOutput(stream, chunk, age()));
  });
  pump.finished.catch(() => stopper.end());
  const disconnect = connectInput(options.input, child.stdin);

  const ended = await new Promise<Omit<ProcessEnd, 'startedAt' | 'lastLines'>>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      const wallSeconds = age();
      const resources = sampler.finish(wallSeconds);
      const cause = stopper.cause ?? 'exited';
      resolve({ cause, exitCode, signal, wallSeconds, ...(resources && { resources }) });
    });
  });

  disconnect();
  stopper.leaderEnded();
  await drain(pump, () => stopper.cause !== undefined);
  await stopper.end();
  await drain(pump, () => stopper.cause !== undefined && pump.isBusy);
  pump.close();
  stopper.dispose();
  unguard();
  const logError = await log?.close();
  await pump.finished;
  return { ...ended, startedAt, lastLines: lastLines.lines, ...(logError && { logError }) };
}

/** Gives an error where no system could launch that, such as a word with a null character. */
function spawn(command: readonly string[], options: LaunchOptions, mark: string) {
  try {
    return spawnMarked(command, options, mark);
  } catch (error) {
    return error as Error;
  }
}

function spawnMarked([program = '', ...words]: readonly string[], { cwd, env, input }: LaunchOptions, mark: string) {
  return execa(program, words, {
    cwd,
    // Python would hold output back in a pipe, and write it in the system's old code page on Windows.
    env: { PYTHONIOENCODING: 'utf-8', ...env, PYTHONUNBUFFERED: '1', [MARK_VARIABLE]: mark },
    extendEnv: false,
    stdin: input === undefined ? 'ignore' : 'pipe',
    encoding: 'buffer',
    buffer: false,
    reject: false,
    // Ending is done here, for the whole tree.
    cleanup: false,
    // On Windows a detached program would open a console window of its own.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

function unstarted(startedAt: Date, cause: 'cancelled' | 'not-started', error?: NodeJS.ErrnoException): ProcessEnd {
  return { cause, exitCode: null, signal: null, startedAt, wallSeconds: 0, lastLines: [], ...(error && { error }) };
}

/** Lets the program read what a stream brings; returns what ends that. A program need not read: writing may fail. */
function connectInput(input: LaunchOptions['input'], stdin: Writable | null): () => void {
  if (!stdin || !input) return () => undefined;
  stdin.on('error', () => undefined);
  input.pipe(stdin);
  return () => {
    input.unpipe(stdin);
  };
}

/**
 * Waits for the rest of the output, but not for a process that holds the pipes open, whether it writes or not. Counts looks
 * and not time: on a busy machine time passes in which nothing could have been read.
 */
async function drain(pump: OutputPump, isOver: () => boolean): Promise<void> {
  const closed = pump.finished.catch(() => undefined);
  for (let looks = 0; pump.isOpen && !isOver() && looks < LOOKS;) {
    await Promise.race([closed, sleep(LOOK_MILLISECONDS)]);
    if (!pump.isBusy) looks += 1;
  }
}

function both(one: Promise<void> | undefined, other: Promise<void> | undefined): Promise<void> | undefined {
  if (!one) return other;
  if (!other) return one;
  return Promise.all([one, other]).then(() => undefined);
}
