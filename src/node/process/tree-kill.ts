import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIdentity } from './process-identity.js';
import { findLeftBy, findTree, findTreeByProc, type ProcessTree } from './process-tree.js';

/** A killed process is gone at once, unless it waits in the kernel for a device. */
const KILL_PATIENCE_SECONDS = 5;
const SHORTEST_POLL_MILLISECONDS = 5;
const LONGEST_POLL_MILLISECONDS = 200;

/** What ends a process and its descendants on Windows; tests, which run elsewhere, put their own in its place. */
export interface TreeKiller {
  readonly platform: NodeJS.Platform;
  readonly taskkill: (pid: number) => void;
}

const thisSystem: TreeKiller = {
  platform: process.platform,
  taskkill: (pid) => {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  },
};

/**
 * Asks all of a process tree to end (TERM), and ends by force (KILL) what is left after `graceSeconds`.
 * @param hasLeaderEnded whether the launched process has ended. On Windows its descendants cannot be told any more then,
 *   and its number may be another's.
 */
export async function endTree(
  tree: ProcessTree,
  graceSeconds: number,
  hasLeaderEnded: boolean,
  system = thisSystem,
): Promise<void> {
  if (system.platform === 'win32') {
    if (!hasLeaderEnded) system.taskkill(tree.pid);
  } else if (!(await signalUntilGone(tree, 'SIGTERM', graceSeconds))) {
    await signalUntilGone(tree, 'SIGKILL', KILL_PATIENCE_SECONDS);
  }
}

/** Kills a process tree without waiting, for when LangBench itself is about to end. */
export function killTreeNow(tree: ProcessTree, system = thisSystem): void {
  if (system.platform === 'win32') {
    system.taskkill(tree.pid);
    return;
  }
  const pids = system.platform === 'linux' ? findTreeByProc(tree) : [-tree.pid];
  pids.forEach((pid) => {
    send(pid, 'SIGKILL');
  });
}

/** Kills what a LangBench that was killed itself left running: it would disturb what is measured now. */
export function killLeftBy(owner: ProcessIdentity): void {
  findLeftBy(owner).forEach((pid) => {
    send(pid, 'SIGKILL');
  });
}

/**
 * Sends a signal once to every process of the tree, also to those that appear while it waits.
 * Tells whether none is left.
 */
async function signalUntilGone(tree: ProcessTree, signal: NodeJS.Signals, patienceSeconds: number): Promise<boolean> {
  const deadline = performance.now() + patienceSeconds * 1000;
  const told = new Set<number>();
  for (let pause = SHORTEST_POLL_MILLISECONDS; ; pause = Math.min(2 * pause, LONGEST_POLL_MILLISECONDS)) {
    const pids = await findTree(tree);
    if (pids.length === 0) return true;
    for (const pid of pids.filter((each) => !told.has(each))) {
      send(pid, signal);
      told.add(pid);
    }
    if (performance.now() >= deadline) return false;
    await sleep(pause);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself since it was found, or it runs as another user and is not ours to end.
  }
}
