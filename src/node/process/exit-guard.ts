// Does what must not be left undone when LangBench itself ends without having been asked to wait.
import type { ProcessTree } from './process-tree.js';
import { killTreeNow } from './tree-kill.js';

const actions = new Set<() => void>();

/** Does something, at once, if this process exits before the returned function is called. What was asked for last is done first. */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) process.on('exit', doAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off('exit', doAll);
  };
}

/** Kills the tree if this process exits before the returned function is called. */
export function guardTree(tree: ProcessTree): () => void {
  return atExit(() => {
    killTreeNow(tree);
  });
}

function doAll(): void {
  for (const action of [...actions].reverse()) {
    try {
      action();
    } catch {
      // The others must still be done, and nobody can be told any more.
    }
  }
}
