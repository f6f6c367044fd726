import pidusage from 'pidusage';
import { findTree, type ProcessTree } from './process-tree.js';
import type { CpuSeconds, TreeProbe, TreeUsage } from './tree-usage.js';

/**
 * For systems without /proc, by the library pidusage. It does not tell user from system time (all of it is given as
 * user time), knows no thread counts, and forgets processes that have ended: the most seen so far is given instead.
 */
export class PortableTreeProbe implements TreeProbe {
  readonly #tree: ProcessTree;
  #mostSeconds = 0;
  #peakBytes = 0;

  constructor(tree: ProcessTree) {
    this.#tree = tree;
  }

  async read(): Promise<TreeUsage | undefined> {
    const pids = process.platform === 'win32' ? [this.#tree.pid] : await findTree(this.#tree);
    if (pids.length === 0) return undefined;
    const usages = await pidusage(pids).then(Object.values<pidusage.Usage>, () => []);
    if (usages.length === 0) return undefined;
    let [seconds, residentBytes] = [0, 0];
    for (const { ctime, memory } of usages) {
      seconds += ctime / 1000;
      residentBytes += memory;
    }
    this.#mostSeconds = Math.max(this.#mostSeconds, seconds);
    this.#peakBytes = Math.max(this.#peakBytes, residentBytes);
    return {
      userSeconds: this.#mostSeconds,
      systemSeconds: 0,
      residentBytes,
      peakResidentBytes: this.#peakBytes,
      threads: 0,
    };
  }

  readLeftBehind(): CpuSeconds {
    return { userSeconds: 0, systemSeconds: 0 };
  }
}
