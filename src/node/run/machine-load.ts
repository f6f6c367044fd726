import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** CPU time that the whole machine has spent working since boot, from the first line of `/proc/stat`. */
export function busySeconds(procStat: string): number | undefined {
  const [name, ...ticks] = procStat.split('\n', 1)[0]?.split(/\s+/) ?? [];
  if (name !== 'cpu') return undefined;
  // proc_stat(5); guest time is part of user time.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = ticks.map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

/** Sees how much others keep the machine busy, from its making on. Linux alone. */
export class MachineLoad {
  readonly #startedAt = performance.now();
  readonly #busyBefore = readBusySeconds();
  readonly #ownBefore = ownSeconds();

  /** @param trialSeconds CPU time of what is measured: neither it nor LangBench itself is one of the others */
  othersBusyCores(trialSeconds: number): number | undefined {
    const busy = readBusySeconds();
    if (busy === undefined || this.#busyBefore === undefined) return undefined;
    const others = busy - this.#busyBefore - trialSeconds - (ownSeconds() - this.#ownBefore);
    return Math.max(0, others / ((performance.now() - this.#startedAt) / 1000));
  }
}

function readBusySeconds(): number | undefined {
  try {
    return busySeconds(readFileSync('/proc/stat', 'latin1'));
  } catch {
    return undefined;
  }
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
