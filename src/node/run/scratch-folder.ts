// The folders that trials read their work from, among the system's temporary files.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, ownIdentity, type ProcessIdentity } from '../process-identity.js';

const PREFIX = 'langbench-run-work-';

/** Makes an empty folder that bears its owner's name, and takes those away whose owner was killed. */
export async function makeScratchFolder(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const owner = ownerIn(name);
    // Other people's cannot be taken away.
    if (owner && !(await isAlive(owner))) await rm(join(tmpdir(), name), { recursive: true }).catch(() => undefined);
  }
  const { pid, start = '' } = await ownIdentity();
  return mkdtemp(join(tmpdir(), `${PREFIX}${pid}-${start}-`));
}

function ownerIn(name: string): ProcessIdentity | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const [, pid, start] = /^(\d+)-(\d*)-/.exec(name.slice(PREFIX.length)) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), ...(start && { start: Number(start) }) };
}
