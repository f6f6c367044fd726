import pidusage from 'pidusage';
import { findTree, type ProcessTree } from './process-tree.js';
import type { CpuSeconds, TreeProbe, TreeUsage } from './tree-usage.js';

/**
 * For systems without /proc, by the library pidusage. It does not tell user from system time (all of it is given as
 * user time), knows no thread counts, and forgets processes that have ended: the most seen so far is given instead. On Windows
 * nothing is told: a virtual environment's Python starts the real one, which could not be found at a bearable price.
 */
export class PortableTreeProbe implements TreeProbe {
  readonly #tree: ProcessTree;
  readonly #platform: NodeJS.Platform;
  #mostSeconds = 0;
  #peakBytes = 0;

  constructor(tree: ProcessTree, platform: NodeJS.Platform = process.platform) {
    this.#tree = tree;
    this.#platform = platform;
  }

  async read(): Promise<TreeUsage | undefined> {
    if (this.#platform === 'win32') return undefined;
    const pids = await findTree(this.#tree);
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
