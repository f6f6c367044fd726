import { pageSizeBytes, readChildren, readPeakResidentBytes, readStat, type ProcessStat } from './proc.js';
import type { ProcessTree } from './process-tree.js';
import { StrayFinder } from './stray-finder.js';
import type { CpuSeconds, TreeProbe, TreeUsage } from './tree-usage.js';

/** New processes are looked for at every one of the first readings, then now and then: it is most of the work. */
const EAGER_READINGS = 8;
const READINGS_BETWEEN_SEARCHES = 4;

/**
 * Reads /proc. A process counts with those of its children that have ended, whose CPU time Linux adds to its own when
 * it waits for them: so nothing counts twice, and nothing is lost. An orphan is waited for outside of the tree; its
 * last reading is kept. One whose parent had ended before it was seen is no descendant any more, and is found otherwise.
 */
export class LinuxTreeProbe implements TreeProbe {
  readonly #root: number;
  readonly #strays: StrayFinder;
  #known = new Map<number, ProcessStat>();
  readonly #orphans = { userSeconds: 0, systemSeconds: 0 };
  #readings = 0;

  constructor(tree: ProcessTree) {
    this.#root = tree.pid;
    this.#strays = new StrayFinder(tree);
    const stat = readStat(tree.pid);
    if (stat) this.#known.set(tree.pid, stat);
  }

  read(): TreeUsage | undefined {
    this.#lookAgain(this.#readings < EAGER_READINGS || this.#readings % READINGS_BETWEEN_SEARCHES === 0);
    this.#readings += 1;
    const running = [...this.#known.values()];
    if (running.length === 0) return undefined;
    return {
      ...this.#cpuSeconds(),
      residentBytes: sum(running, (stat) => stat.residentPages) * pageSizeBytes(),
      peakResidentBytes: readPeakResidentBytes(this.#root) ?? 0,
      threads: sum(running, (stat) => stat.threads),
    };
  }

  readLeftBehind(): CpuSeconds {
    this.#lookAgain(false);
    this.#known.delete(this.#root);
    return this.#cpuSeconds();
  }

  #cpuSeconds(): CpuSeconds {
    const running = [...this.#known.values()];
    return {
      userSeconds: this.#orphans.userSeconds + sum(running, (stat) => stat.userSeconds + stat.childUserSeconds),
      systemSeconds: this.#orphans.systemSeconds + sum(running, (stat) => stat.systemSeconds + stat.childSystemSeconds),
    };
  }

  /**
   * Reads the known processes and, when searching, whatever they have started since. A parent is read before its children: one
   * that ends in between would count in both otherwise, and now in neither, so the parent of one that is gone is read again.
   */
  #lookAgain(searching: boolean): void {
    const before = this.#known;
    const now = new Map<number, ProcessStat>();
    const pending = new Set([...before.keys(), ...(searching ? this.#strays.find(before) : [])]);
    for (const pid of pending) {
      const stat = readSame(pid, before.get(pid));
      if (stat === undefined) continue;
      now.set(pid, stat);
      for (const child of searching ? readChildren(pid) : []) pending.add(child);
    }
    for (const gone of before.values()) {
      if (now.has(gone.pid)) continue;
      const parent = now.get(gone.parent);
      const again = parent && readSame(parent.pid, parent);
      if (again) now.set(again.pid, again);
      if (gone.pid !== this.#root && !before.has(gone.parent)) this.#keepOrphan(gone);
    }
    this.#known = now;
  }

  #keepOrphan(stat: ProcessStat): void {
    this.#orphans.userSeconds += stat.userSeconds + stat.childUserSeconds;
    this.#orphans.systemSeconds += stat.systemSeconds + stat.childSystemSeconds;
  }
}

/** Undefined when it is gone, or another process has its number since it was read earlier. */
function readSame(pid: number, earlier: ProcessStat | undefined): ProcessStat | undefined {
  const stat = readStat(pid);
  return earlier === undefined || earlier.startTicks === stat?.startTicks ? stat : undefined;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
