import type { Language } from '../model/experiment.js';
import type { Phase, Timing } from '../model/timing.js';
import { addEpoch, callRecord, type Execution } from './execution-log.js';
import { keepFirstAndLatest } from './first-and-latest.js';
import { BlocksByIndent } from './blocks-by-indent.js';
import { byLoops } from './by-loops.js';
import { mask } from './find.js';
import { linesLike } from './lines.js';
import { PrintedIntervals } from './printed-intervals.js';
import { PrintedLabels } from './printed-labels.js';
import type { CallExecution, CallTimes, FileTimes, TrainCall } from './types.js';

type Attribution = Required<Pick<FileTimes, 'calls' | 'untimed' | 'unattributed'>>;

/** These macros print the time; `@elapsed` and `@timed` only give it back. */
const PRINTS_ITS_TIME = /@(?:time|timev|showtime)\b/;

/** What no train call is printed as. */
const NOT_TRAINING: readonly (Phase | undefined)[] = ['import', 'preprocessing', 'build', 'evaluation', 'prediction'];

const isProgress = ({ source, epoch }: Timing): boolean =>
  epoch !== undefined && (source === 'keras' || source === 'tqdm' || source === 'lightning');
const isJuliaTime = ({ source }: Timing): boolean => source === 'julia-time' || source === 'julia-timev';

/**
 * Ties the times that an untouched program printed to its train calls: by a label that stands in the source text and
 * what is timed there, then by the order and number of calls and times. A time that could belong to several calls, to
 * none, or to more than a call, stays unattributed.
 *
 * @param timings in the order in which they were printed
 */
export function attribute(
  calls: readonly TrainCall[],
  timings: readonly Timing[],
  source: string,
  language: Language,
): Attribution {
  const executions = new Map<TrainCall, CallExecution[]>();
  const credit = (call: TrainCall, execution: CallExecution): void => {
    const credited = executions.get(call) ?? [];
    credited.push(execution);
    executions.set(call, credited);
  };
  const code = mask(source, language);
  const codeLines = linesLike(code, source);
  const blocks = new BlocksByIndent(codeLines);
  const unattributed = new Set(timings);
  const settle = (timing: Timing, call: TrainCall | undefined): void => {
    if (call === undefined) return;
    unattributed.delete(timing);
    credit(call, { seconds: timing.seconds, epochs: [] });
  };

  const { placed, unlabelled } = placeByLabel(timings, new PrintedLabels(source, code));
  const places = [...new Set(placed.map(({ line }) => line))].sort((a, b) => a - b);
  const program = { calls, blocks, intervals: new PrintedIntervals(codeLines), places };
  for (const { timing, line } of placed) settle(timing, callPrintedAt(program, timing, line));

  const progress = executionsOf(timings.filter(isProgress));
  const trained = calls.filter(({ kind }) => kind === 'call');
  const runInOrder = blocks.together(linesOf(trained)) && !linesOf(trained).some((line) => blocks.isLooped(line));
  const isCertain = trained.length === 1 || (trained.length === progress.length && runInOrder);
  progress.forEach((epochs, index) => {
    const call = trained[index] ?? trained[0];
    if (call === undefined || !isCertain) return;
    const execution: Execution = { epochs: [] };
    for (const epoch of epochs) {
      unattributed.delete(epoch);
      addEpoch(execution, epoch);
    }
    credit(call, execution);
  });

  const timed = calls.filter(({ kind, callee }) => kind === 'timed' && PRINTS_ITS_TIME.test(callee));
  const printed = unlabelled.filter(isJuliaTime);
  byLoops(timed, printed.length, source, code).forEach((call, index) => {
    const timing = printed[index];
    if (timing !== undefined) settle(timing, call);
  });

  return {
    calls: calls.flatMap((call) => {
      const found = executions.get(call);
      return found === undefined ? [] : [timesOf(call, found)];
    }),
    untimed: calls.filter((call) => !executions.has(call)).map(callRecord),
    unattributed: [...unattributed],
  };
}

/** Finds the line that printed each labelled time; labels that several lines print go to them in turn, if they come out even. */
function placeByLabel(
  timings: readonly Timing[],
  labels: PrintedLabels,
): { placed: { timing: Timing; line: number }[]; unlabelled: Timing[] } {
  const groups = new Map<string, { lines: number[]; timings: Timing[] }>();
  const unlabelled: Timing[] = [];
  for (const timing of timings) {
    const lines = isProgress(timing) ? [] : labels.linesOf(timing);
    const key = lines.join();
    const group = groups.get(key) ?? { lines, timings: [] };
    if (lines.length === 0) unlabelled.push(timing);
    else groups.set(key, group);
    group.timings.push(timing);
  }
  const placed = [...groups.values()].flatMap(({ lines, timings: printed }) => {
    if (lines.length > 1 && lines.length !== printed.length) return [];
    return printed.flatMap((timing, index) => {
      const line = lines.length === 1 ? lines[0] : lines[index];
      return line === undefined ? [] : [{ timing, line }];
    });
  });
  return { placed, unlabelled };
}

interface Program {
  readonly calls: readonly TrainCall[];
  readonly blocks: BlocksByIndent;
  readonly intervals: PrintedIntervals;
  /** The lines that times were printed on, in their order. */
  readonly places: readonly number[];
}

/**
 * The call whose time is printed on a line: the timed statement that has its label there, else the only call between the
 * readings of the clock, or where those are not seen, between the line that printed a time before and this one. A label
 * that does not speak of training is of the call only when nothing else is timed with it.
 */
function callPrintedAt(
  { calls, blocks, intervals, places }: Program,
  timing: Timing,
  line: number,
): TrainCall | undefined {
  const timed = calls.find(({ kind, start }) => kind === 'timed' && start.line === line);
  if (timed !== undefined || isJuliaTime(timing)) return timed;
  if (NOT_TRAINING.includes(timing.phase)) return undefined;
  const read = intervals.printedAt(line);
  const { from, to } = read ?? { from: (places.findLast((place) => place < line) ?? -1) + 1, to: line - 1 };
  const between = calls.filter(({ kind, start }) => kind === 'call' && start.line >= from && start.line <= to);
  const [call] = between;
  if (call === undefined || between.length > 1) return undefined;
  if (!blocks.together([...(read === undefined ? [] : [from]), call.start.line, line])) return undefined;
  if (timing.phase === 'training') return call;
  const isAlone = read !== undefined && !intervals.hasMore(read, call.start.line, call.end.line);
  return isAlone ? call : undefined;
}

const linesOf = (calls: readonly TrainCall[]): number[] => calls.map(({ start }) => start.line);

/** Epochs by execution: numbers that do not rise begin a new one. */
function executionsOf(epochs: readonly Timing[]): Timing[][] {
  const executions: Timing[][] = [];
  let last = Infinity;
  for (const timing of epochs) {
    const epoch = timing.epoch ?? 0;
    if (epoch <= last) executions.push([]);
    executions.at(-1)?.push(timing);
    last = epoch;
  }
  return executions;
}

function timesOf(call: TrainCall, executions: readonly CallExecution[]): CallTimes {
  const kept: CallExecution[] = [];
  for (const execution of executions) keepFirstAndLatest(kept, execution);
  return {
    call: callRecord(call),
    origin: 'printed',
    count: executions.length,
    totalSeconds: executions.reduce((sum, { seconds = 0 }) => sum + seconds, 0),
    executions: kept,
  };
}
