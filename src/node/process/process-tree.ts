// Finds the processes of a launched program: its group and session, their descendants, and those that moved to another
// session and lost their parent, which are known by a mark that they inherit in their environment.
import { execa } from 'execa';
import { randomUUID } from 'node:crypto';
import { namePrefix, ownIdentity, type ProcessIdentity } from './process-identity.js';
import { environmentHolds, readAllStats, readStat, type ProcessStat } from './proc.js';

/** A launched process and how what it starts is recognized. */
export interface ProcessTree {
  /** The launched process, which leads a group and a session of its own. */
  readonly pid: number;
  /** `NAME=value` that was put into its environment. */
  readonly mark: string;
  /** When it started, see {@link ProcessStat}; what is older cannot be of its tree. Linux alone. */
  readonly startTicks: number;
}

/** The variable by which a program's processes are told from all others. It begins with who launched them. */
export const MARK_VARIABLE = 'LANGBENCH_PROCESS';

/** A mark for one program that this process launches. */
export async function newMark(): Promise<string> {
  return `${namePrefix(await ownIdentity())}${randomUUID()}`;
}

/** What still runs of all that a LangBench launched which was killed. Linux alone. */
export function findLeftBy(owner: ProcessIdentity): number[] {
  if (process.platform !== 'linux') return [];
  const mark = `${MARK_VARIABLE}=${namePrefix(owner)}`;
  return readAllStats()
    .map(({ pid }) => pid)
    .filter((pid) => environmentHolds(pid, mark));
}

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

export function processTree(pid: number, mark: string): ProcessTree {
  return { pid, mark, startTicks: process.platform === 'linux' ? (readStat(pid)?.startTicks ?? 0) : 0 };
}

/** Process ids of what still runs of a tree. */
export async function findTree(tree: ProcessTree): Promise<number[]> {
  if (process.platform === 'linux') return findTreeByProc(tree);
  const entries = await listByPs();
  return withDescendants(
    entries,
    entries.filter(({ pid, group }) => pid === tree.pid || group === tree.pid),
  );
}

/** As {@link findTree}, on Linux and at once. */
export function findTreeByProc(tree: ProcessTree): number[] {
  const entries = readAllStats().filter(({ threads, startTicks }) => threads > 0 && startTicks >= tree.startTicks);
  return withDescendants(
    entries,
    entries.filter((entry) => isMember(tree, entry)),
  );
}

/** Whether a process is of the tree by what it has inherited itself; a descendant need not be. Linux alone. */
export function isMember(
  tree: ProcessTree,
  { pid, group, session, startTicks }: Pick<ProcessStat, 'pid' | 'group' | 'session' | 'startTicks'>,
): boolean {
  if (startTicks < tree.startTicks) return false;
  return group === tree.pid || session === tree.pid || environmentHolds(pid, tree.mark);
}

function withDescendants(entries: readonly Entry[], members: readonly Entry[]): number[] {
  const found = new Set(members.map(({ pid }) => pid));
  // Descendants may be listed before their parents: look again until nothing is added.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of entries) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

async function listByPs(): Promise<Entry[]> {
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { reject: false });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state !== undefined && !state.startsWith('Z'))
    .map(([pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group) }));
}
