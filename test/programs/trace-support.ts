import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '../../src/core/model/experiment.js';
import { findTrainCalls, type TrainCall } from '../../src/core/train-calls/index.js';
import { parseTraceEvent, type TraceEvent } from '../../src/core/train-calls/trace-event.js';
import { tracerCommand } from '../../src/node/file-run/tracer-command.js';
import { ownPatterns } from '../unit/train-calls/own-patterns.js';

export const root = join(import.meta.dirname, '..', '..');
export const fixture = (name: string): string => join(root, 'test', 'fixtures', 'trace', name);

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly signal: string | null;
}

export function runCommand(command: readonly string[]): Outcome {
  const [program = '', ...rest] = command;
  const { stdout, stderr, status, signal } = spawnSync(program, rest, { encoding: 'utf8' });
  return { stdout, stderr, status, signal };
}

export interface Traced extends Outcome {
  readonly calls: readonly TrainCall[];
  readonly events: readonly TraceEvent[];
}

/** Runs a fixture under its language's tracer. */
export function runTraced(
  interpreter: string,
  file: string,
  programArguments: readonly string[] = [],
  patterns?: readonly string[],
): Traced {
  const language: Language = file.endsWith('.jl') ? 'julia' : 'python';
  const source = readFileSync(file, 'utf8');
  const calls = findTrainCalls(source, language, patterns && ownPatterns(...patterns));
  const folder = mkdtempSync(join(tmpdir(), 'langbench-trace-test-'));
  try {
    const eventsFile = join(folder, 'events');
    const tracer = tracerCommand(root, language, eventsFile, source, calls);
    const outcome = runCommand([interpreter, ...tracer, file, ...programArguments]);
    const lines = readFileSync(eventsFile, 'utf8').trim().split('\n');
    return { ...outcome, calls, events: lines.flatMap((line) => parseTraceEvent(line) ?? []) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The seconds of all finished executions of a call. */
export function secondsOf(events: readonly TraceEvent[], call: number): number[] {
  return events.flatMap((event) => (event.event === 'done' && event.call === call ? [event.duration_ns / 1e9] : []));
}

/** When the first execution of a call began and when it ended, on one clock, and how long it took, in seconds. */
export function instantsOf(events: readonly TraceEvent[], call: number) {
  const begun = events.find((event) => event.event === 'call' && event.call === call);
  const done = events.find((event) => event.event === 'done' && event.call === call);
  if (begun === undefined || done?.event !== 'done') throw new Error(`Call ${call} has not begun and ended.`);
  return { begun: begun.t_ns / 1e9, done: done.t_ns / 1e9, seconds: done.duration_ns / 1e9 };
}

/** The calls that the tracer did not find. */
export function missedOf([program]: readonly TraceEvent[]): readonly number[] | undefined {
  return program?.event === 'program' ? program.missed : undefined;
}

/** The calls that the tracer left as they are. */
export function leftOf([program]: readonly TraceEvent[]): readonly number[] | undefined {
  return program?.event === 'program' ? program.left : undefined;
}

/** How often each call was begun and how often it ended well, by its ordinal. */
export function countsOf(events: readonly TraceEvent[]): Record<number, string> {
  const counts: Record<number, string> = {};
  for (const event of events) {
    if (event.event === 'program') continue;
    const [begun, done] = (counts[event.call] ?? '0/0').split('/').map(Number) as [number, number];
    counts[event.call] = event.event === 'call' ? `${begun + 1}/${done}` : `${begun}/${done + 1}`;
  }
  return counts;
}
