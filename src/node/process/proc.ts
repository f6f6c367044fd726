// Reads Linux's /proc. Synchronous on purpose: the kernel answers from memory, and a promise would cost more than the read.
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** What is used of `/proc/PID/stat`, see proc_pid_stat(5). */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly userSeconds: number;
  readonly systemSeconds: number;
  /** Of children that have ended and were waited for, and of theirs. */
  readonly childUserSeconds: number;
  readonly childSystemSeconds: number;
  /** Those that run; none of a process that has ended and only waits for its parent. */
  readonly threads: number;
  /** Since boot, in clock ticks: with the number it tells a process from a later one that reuses the number. */
  readonly startTicks: number;
  readonly residentPages: number;
}

/** USER_HZ, which Linux fixes at 100 for what it shows to programs. */
const TICKS_PER_SECOND = 100;

/** @param text one line of `/proc/PID/stat`; the name in it may hold spaces and parentheses */
export function parseStat(text: string): ProcessStat | undefined {
  const nameEnd = text.lastIndexOf(')');
  const pid = Number.parseInt(text, 10);
  const [state, ...numbers] = text.slice(nameEnd + 2).split(' ');
  if (nameEnd < 0 || state === undefined || numbers.length < 21 || Number.isNaN(pid)) return undefined;
  // Field numbers as the manual counts them; 4 is the first after the state.
  const field = (number: number) => Number(numbers[number - 4]);
  // The first thread is counted also when it has ended: `Z`, it waits for the others or for the parent, or `X`, it is gone.
  const hasFirstEnded = state === 'Z' || state === 'X';
  return {
    pid,
    parent: field(4),
    group: field(5),
    session: field(6),
    userSeconds: field(14) / TICKS_PER_SECOND,
    systemSeconds: field(15) / TICKS_PER_SECOND,
    childUserSeconds: field(16) / TICKS_PER_SECOND,
    childSystemSeconds: field(17) / TICKS_PER_SECOND,
    threads: Math.max(0, field(20) - (hasFirstEnded ? 1 : 0)),
    startTicks: field(22),
    residentPages: field(24),
  };
}

const buffer = Buffer.allocUnsafe(16 * 1024);

/**
 * The text of a small file below `/proc`, or undefined when the process is gone or not ours to look at. One read brings
 * it whole; readFileSync would ask for its size first, which it does not have.
 */
function readProc(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(`/proc/${path}`, 'r');
    return buffer.toString('latin1', 0, readSync(file, buffer));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

export function readStat(pid: number | 'self'): ProcessStat | undefined {
  const text = readProc(`${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

/** The most memory that a process had resident since it began, in bytes (`VmHWM`). */
export function readPeakResidentBytes(pid: number): number | undefined {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readProc(`${pid}/status`) ?? '')?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** The children of all threads of a process. */
export function readChildren(pid: number): number[] {
  return list(`${pid}/task`).flatMap((thread) => numbersIn(readProc(`${pid}/task/${thread}/children`) ?? ''));
}

/** The numbers of all processes that can be seen. */
export const readPids = (): number[] => list('');

/** The number that was given last to a process or a thread; undefined where the system does not tell. */
export function readLastNumber(): number | undefined {
  return Number(readProc('loadavg')?.trim().split(' ').at(-1)) || undefined;
}

/** Every process that can be seen. */
export function readAllStats(): ProcessStat[] {
  return readPids()
    .map((pid) => readStat(pid))
    .filter((stat) => stat !== undefined);
}

/** Whether the environment that a process was started with holds an entry that begins so: `NAME=value`, `NAME=val`. */
export function environmentHolds(pid: number, beginning: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${beginning}`);
  } catch {
    return false;
  }
}

let pageBytes: number | undefined;

/** From the auxiliary vector, AT_PAGESZ: 4096 nearly everywhere, 16 or 64 KiB on some ARM machines. */
export function pageSizeBytes(): number {
  pageBytes ??= readPageSize();
  return pageBytes;
}

function readPageSize(): number {
  const AT_PAGESZ = 6n;
  const vector = readFileSync('/proc/self/auxv');
  for (let offset = 0; offset + 16 <= vector.length; offset += 16) {
    if (vector.readBigUInt64LE(offset) === AT_PAGESZ) return Number(vector.readBigUInt64LE(offset + 8));
  }
  return 4096;
}

/** The numbered entries of a folder below `/proc`. */
function list(folder: string): number[] {
  try {
    return readdirSync(`/proc/${folder}`).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function numbersIn(text: string): number[] {
  return text.split(' ').filter(Boolean).map(Number);
}
