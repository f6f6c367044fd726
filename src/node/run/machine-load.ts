import { readFileSync } from 'node:fs';
import { readStat } from '../process/proc.js';

const TICKS_PER_SECOND = 100;

/** CPU time that the whole machine has spent working since boot, from the first line of `/proc/stat`. */
export function busySeconds(procStat: string): number | undefined {
  const [name, ...ticks] = procStat.split('\n', 1)[0]?.split(/\s+/) ?? [];
  if (name !== 'cpu') return undefined;
  // proc_stat(5); guest time is part of user time.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = ticks.map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

/** The kernel counts in ticks of 10 ms: in a shorter time one tick more or less would pass for a program's work. */
const SHORTEST_SECONDS = 0.25;

/** Sees how much others keep the machine busy, from its making on. Linux alone. */
export class MachineLoad {
  readonly #startedAt = performance.now();
  readonly #busyBefore = readBusySeconds();
  readonly #ownBefore = ownSeconds();
  readonly #launchedBefore = waitedForSeconds();

  /** Whether this system tells it at all. */
  get isKnown(): boolean {
    return this.#busyBefore !== undefined;
  }

  /**
   * @param launchedSeconds CPU time of what LangBench launched meanwhile, which is none of the others; by default of what has
   *   ended of it
   * @returns undefined also where too little time has passed to tell
   */
  othersBusyCores(launchedSeconds = waitedForSeconds() - this.#launchedBefore): number | undefined {
    const busy = readBusySeconds();
    const seconds = (performance.now() - this.#startedAt) / 1000;
    if (busy === undefined || this.#busyBefore === undefined || seconds < SHORTEST_SECONDS) return undefined;
    const others = busy - this.#busyBefore - launchedSeconds - (ownSeconds() - this.#ownBefore);
    return Math.max(0, others / seconds);
  }
}

function readBusySeconds(): number | undefined {
  try {
    return busySeconds(readFileSync('/proc/stat', 'latin1'));
  } catch {
    return undefined;
  }
}

function waitedForSeconds(): number {
  const { childUserSeconds = 0, childSystemSeconds = 0 } = readStat('self') ?? {};
  return childUserSeconds + childSystemSeconds;
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
