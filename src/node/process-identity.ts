import { readStat } from './run/proc.js';

/** Tells a process from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Linux alone: when it started, in clock ticks since boot. */
  readonly startTicks?: number;
}

export function ownIdentity(): ProcessIdentity {
  return identify(process.pid);
}

/** Whether that very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!exists(identity.pid)) return false;
  const { startTicks } = identify(identity.pid);
  return identity.startTicks === undefined || startTicks === undefined || identity.startTicks === startTicks;
}

/** Reads what {@link ownIdentity} gave, stored as JSON; undefined when it is none. */
export function parseIdentity(json: string): ProcessIdentity | undefined {
  try {
    const { pid, startTicks } = JSON.parse(json) as Partial<ProcessIdentity>;
    if (typeof pid !== 'number') return undefined;
    return { pid, ...(typeof startTicks === 'number' && { startTicks }) };
  } catch {
    return undefined;
  }
}

function identify(pid: number): ProcessIdentity {
  const stat = process.platform === 'linux' ? readStat(pid) : undefined;
  return stat ? { pid, startTicks: stat.startTicks } : { pid };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
