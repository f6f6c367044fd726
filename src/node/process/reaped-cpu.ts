import { readStat } from './proc.js';
import type { CpuSeconds } from './tree-usage.js';

const watching = new Set<ReapedCpu>();

/**
 * The exact CPU time of a child that has ended. Node.js does not pass on what the kernel tells when a child is waited
 * for, but Linux adds it to what it tells of ourselves (`cutime`, `cstime`): the difference between after and before is
 * the child's, with all that it waited for itself, as long as no other child ended in between.
 */
export class ReapedCpu {
  readonly #before = reapedSoFar();
  #alone = watching.size === 0;

  /** Begin before the child is launched. */
  constructor() {
    for (const other of watching) other.#alone = false;
    watching.add(this);
  }

  /** To be asked once, when the child has ended. Undefined when it cannot be told from other children. */
  take(): CpuSeconds | undefined {
    watching.delete(this);
    const after = reapedSoFar();
    if (!this.#alone || !this.#before || !after) return undefined;
    return {
      userSeconds: after.userSeconds - this.#before.userSeconds,
      systemSeconds: after.systemSeconds - this.#before.systemSeconds,
    };
  }
}

function reapedSoFar(): CpuSeconds | undefined {
  const stat = process.platform === 'linux' ? readStat('self') : undefined;
  return stat && { userSeconds: stat.childUserSeconds, systemSeconds: stat.childSystemSeconds };
}
