// Ends what is still running when LangBench itself ends without having been asked to wait.
import type { ProcessTree } from './process-tree.js';
import { killTreeNow } from './tree-kill.js';

const guarded = new Set<ProcessTree>();

/** Kills the tree if this process exits before the returned function is called. */
export function guardTree(tree: ProcessTree): () => void {
  if (guarded.size === 0) process.on('exit', killAll);
  guarded.add(tree);
  return () => {
    guarded.delete(tree);
    if (guarded.size === 0) process.off('exit', killAll);
  };
}

function killAll(): void {
  for (const tree of guarded) killTreeNow(tree);
}
