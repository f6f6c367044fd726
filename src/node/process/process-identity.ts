import { execa } from 'execa';
import { readStat } from './proc.js';

/** Tells a process from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, by a clock of the system's own; absent where the system does not tell. */
  readonly start?: number;
}

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  own ??= startOf(process.pid);
  const start = await own;
  return { pid: process.pid, ...(start !== undefined && { start }) };
}

let own: Promise<number | undefined> | undefined;

/** What the names of things begin with that belong to a process: `4711-8839520-`. */
export function namePrefix({ pid, start }: ProcessIdentity): string {
  return `${pid}-${start ?? ''}-`;
}

/** Whose a thing is by its name, see {@link namePrefix}; undefined when it is nobody's. */
export function ownerByName(name: string): ProcessIdentity | undefined {
  const [, pid, start] = /^(\d+)-(\d*)-/.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), ...(start && { start: Number(start) }) };
}

/** Whether that very process still runs. Where the system does not tell its start, its number alone must do. */
export async function isAlive({ pid, start }: ProcessIdentity): Promise<boolean> {
  if (!exists(pid)) return false;
  const found = start === undefined ? undefined : await startOf(pid);
  return found === undefined || found === start;
}

/** Reads what {@link ownIdentity} gave, stored as JSON; undefined when it is none. */
export function parseIdentity(json: string): ProcessIdentity | undefined {
  try {
    const { pid, start } = JSON.parse(json) as Partial<ProcessIdentity>;
    if (typeof pid !== 'number') return undefined;
    return { pid, ...(typeof start === 'number' && { start }) };
  } catch {
    return undefined;
  }
}

/** Runs a small tool of the system and gives what it prints; empty when there is no such tool. */
type Ask = (program: string, words: readonly string[]) => Promise<string>;

const ask: Ask = async (program, words) => {
  const env = { LC_ALL: 'C', TZ: 'UTC0' };
  const { stdout } = await execa(program, words, { env, reject: false, timeout: 10_000, windowsHide: true });
  return stdout;
};

/** When a process started: Linux tells it in ticks since boot, `ps` as a date, Windows in milliseconds. */
export async function startOf(
  pid: number,
  platform: NodeJS.Platform = process.platform,
  tell: Ask = ask,
): Promise<number | undefined> {
  if (platform === 'linux') return readStat(pid)?.startTicks;
  const start =
    platform === 'win32'
      ? Number.parseInt(await tell('powershell', ['-NoProfile', '-Command', windowsStart(pid)]), 10)
      : Date.parse(`${(await tell('ps', ['-o', 'lstart=', '-p', String(pid)])).trim()} UTC`);
  return Number.isNaN(start) ? undefined : start;
}

const windowsStart = (pid: number): string =>
  `([DateTimeOffset](Get-Process -Id ${pid}).StartTime).ToUnixTimeMilliseconds()`;

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended keeps its number until its parent waits for it, which in many containers nobody does.
    return readStat(pid)?.threads !== 0;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
