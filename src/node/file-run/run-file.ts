import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Language } from '../../core/model/experiment.js';
import { sentence } from '../../core/model/sentence.js';
import type { Timing } from '../../core/model/timing.js';
import { TimingStream } from '../../core/parse/index.js';
import { MOST_TIMINGS } from '../../core/trial/recorder.js';
import {
  attribute,
  ExecutionLog,
  findTrainCalls,
  labelled,
  type FileTimes,
  type OwnPatterns,
  type TrainCall,
} from '../../core/train-calls/index.js';
import { whyUntraced } from '../../core/train-calls/trace-event.js';
import { temporaryDirectory } from '../paths.js';
import { launch, type OutputStream, type ProcessEnd } from '../process/index.js';
import { OutputTimings } from '../run/index.js';
import { TraceFile } from './trace-file.js';
import { tracerCommand } from './tracer-command.js';

export interface FileRunRequest {
  /** Absolute. */
  readonly file: string;
  /** The file's text as it is saved. */
  readonly source: string;
  readonly language: Language;
  readonly interpreter: string;
  /** What stands before the file on the command line: `--project=@.`, `-t auto`. */
  readonly interpreterArguments?: readonly string[];
  readonly arguments?: readonly string[];
  readonly cwd: string;
  readonly mode: FileTimes['mode'];
  /** What is a train call; by default what `findTrainCalls` takes for one. */
  readonly trainCalls?: OwnPatterns;
  /** The folder that has LangBench's own `python` and `julia` folders. */
  readonly root: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface FileRunOptions {
  /** Ends the program and everything that it started. */
  readonly signal: AbortSignal;
  /** What the program reads from its standard input; nothing by default. */
  readonly input?: Readable;
  /** The program's own output, byte by byte as it came; a returned promise makes the program wait. */
  readonly onOutput: (stream: OutputStream, chunk: Uint8Array) => Promise<void> | undefined;
  /** The times so far, whenever a traced call begins, prints an epoch, or ends. */
  readonly onTimes?: (times: FileTimes) => void;
}

export interface FileRun {
  readonly times: FileTimes;
  readonly end: ProcessEnd;
}

/** How often the tracer's file is looked at. */
const POLL_MILLISECONDS = 100;

/**
 * Runs any Python or Julia file and finds the times of its train calls. Traced, the calls are measured themselves; as it
 * is, the program runs untouched and printed times are tied to calls where that is certain. A file that cannot be traced
 * runs as it is, and the times say why. What was measured before an error, a crash or a cancellation is kept.
 */
export async function runFile(request: FileRunRequest, options: FileRunOptions): Promise<FileRun> {
  const calls = findTrainCalls(request.source, request.language, request.trainCalls);
  if (request.mode === 'as-is') return runAsIs(request, calls, options);
  if (calls.length === 0) return runAsIs(request, calls, options, sentence('the file has no train call'));
  const folder = await mkdtemp(join(temporaryDirectory(), 'langbench-trace-'));
  try {
    return await runTraced(request, calls, options, join(folder, 'events'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runTraced(
  request: FileRunRequest,
  calls: readonly TrainCall[],
  options: FileRunOptions,
  eventsFile: string,
): Promise<FileRun> {
  const launchedAt = performance.now();
  const now = (): number => (performance.now() - launchedAt) / 1000;
  const log = new ExecutionLog(calls);
  const timings = new KeptTimings();
  const uncredited = new KeptTimings();
  let changed = false;
  const trace = new TraceFile(eventsFile, (event) => {
    log.add(event, now());
    changed = true;
  });
  const timesAt = (startedAt: Date): FileTimes => ({
    startedAt: startedAt.toISOString(),
    mode: 'traced',
    calls: log.times(),
    missed: log.missed,
    left: log.left,
    ...uncredited.unattributed(),
  });
  const startedAt = new Date();
  const poll = setInterval(() => {
    trace.poll();
    if (changed) options.onTimes?.(timesAt(startedAt));
    changed = false;
  }, POLL_MILLISECONDS);
  const command = tracerCommand(request.root, request.language, eventsFile, request.source, calls);
  const end = await run(request, command, options, (timing) => {
    timings.add(timing);
    if (timing.epoch === undefined) return;
    trace.poll();
    if (!log.epoch(timing, now())) uncredited.add(timing);
    changed = true;
  }).finally(() => {
    clearInterval(poll);
    trace.poll();
    trace.close();
  });
  if (log.program === undefined && end.cause === 'exited') {
    const lastLine = end.lastLines.at(-1);
    const reason =
      lastLine === undefined
        ? sentence('the tracer did not start, and ended with exit code {0}', end.exitCode ?? '–')
        : sentence('the tracer did not start: {0}', lastLine);
    return runAsIs(request, calls, options, reason);
  }
  const untraced = log.program?.untraced;
  if (untraced !== undefined) return asIs(request, calls, timings, end, whyUntraced(untraced));
  return { times: timesAt(end.startedAt), end };
}

async function runAsIs(
  request: FileRunRequest,
  calls: readonly TrainCall[],
  options: FileRunOptions,
  untracedBecause?: FileTimes['untracedBecause'],
): Promise<FileRun> {
  const timings = new KeptTimings();
  const end = await run(request, [], options, (timing) => {
    timings.add(timing);
  });
  return asIs(request, calls, timings, end, untracedBecause);
}

function asIs(
  { source, language }: FileRunRequest,
  calls: readonly TrainCall[],
  timings: KeptTimings,
  end: ProcessEnd,
  untracedBecause: FileTimes['untracedBecause'],
): FileRun {
  const times: FileTimes = {
    startedAt: end.startedAt.toISOString(),
    mode: 'as-is',
    ...(untracedBecause !== undefined && { untracedBecause }),
    ...attribute(calls, timings.kept, source, language),
    ...timings.passedOver(),
  };
  return { times, end };
}

/** The times that a program printed: one that prints without end must not fill memory. */
class KeptTimings {
  readonly kept: Timing[] = [];
  #passedOver = 0;

  add(timing: Timing): void {
    if (this.kept.length < MOST_TIMINGS) this.kept.push(timing);
    else this.#passedOver += 1;
  }

  /** How many are not kept, if any are not. */
  passedOver(): Pick<FileTimes, 'passedOver'> {
    return this.#passedOver === 0 ? {} : { passedOver: this.#passedOver };
  }

  unattributed(): Pick<FileTimes, 'unattributed' | 'passedOver'> {
    return { unattributed: this.kept, ...this.passedOver() };
  }
}

/** Launches the file, with `tracer` before it on the command line, and reads the times that it prints. */
async function run(
  request: FileRunRequest,
  tracer: readonly string[],
  { signal, onOutput, input }: FileRunOptions,
  onTiming: (timing: Timing) => void,
): Promise<ProcessEnd> {
  const { interpreter, interpreterArguments = [], file, arguments: programArguments = [] } = request;
  const output = new OutputTimings({ stdout: labellingStream(onTiming), stderr: labellingStream(onTiming) });
  return launch([interpreter, ...interpreterArguments, ...tracer, file, ...programArguments], {
    cwd: request.cwd,
    env: { ...process.env, ...request.env },
    signal,
    ...(input && { input }),
    onOutput: (stream, chunk) => {
      output.push(stream, chunk);
      return onOutput(stream, chunk);
    },
  }).finally(() => {
    output.end();
  });
}

/** Times with what was printed beside them: it tells which line of the program printed them. */
function labellingStream(onTiming: (timing: Timing) => void): TimingStream {
  return new TimingStream({
    onTiming: (timing, line) => {
      onTiming(labelled(timing, line));
    },
  });
}
