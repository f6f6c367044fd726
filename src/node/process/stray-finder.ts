import { readLastNumber, readPids, readStat } from './proc.js';
import { isMember, type ProcessTree } from './process-tree.js';

/**
 * Finds the processes of a tree that are nobody's descendants any more: a daemon forks twice, so that its parent ends and it
 * falls to the first process of the system. A process cannot come to be of the tree later than when it begins: each is looked
 * at once, and nothing is where none has begun since.
 */
export class StrayFinder {
  readonly #tree: ProcessTree;
  #others: ReadonlySet<number>;
  #lastNumber: number | undefined;

  /** To be made as soon as the tree's first process is launched: numbers are given in turn, and lower ones are older. */
  constructor(tree: ProcessTree) {
    this.#tree = tree;
    this.#others = new Set(readPids().filter((pid) => pid < tree.pid));
  }

  /** Those that are not known yet; their descendants may be among them. */
  find(known: ReadonlyMap<number, unknown>): number[] {
    const lastNumber = readLastNumber();
    if (lastNumber !== undefined && lastNumber === this.#lastNumber) return [];
    this.#lastNumber = lastNumber;
    const found: number[] = [];
    const others = new Set<number>();
    for (const pid of readPids()) {
      if (known.has(pid)) continue;
      if (!this.#others.has(pid) && this.#isOfTree(pid)) found.push(pid);
      else others.add(pid);
    }
    this.#others = others;
    return found;
  }

  #isOfTree(pid: number): boolean {
    const stat = readStat(pid);
    return stat !== undefined && isMember(this.#tree, stat);
  }
}
