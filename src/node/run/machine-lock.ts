// Two runs at once on one machine would disturb each other's times: the second waits for the first.
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, ownIdentity, parseIdentity } from '../process-identity.js';

const POLL_MILLISECONDS = 300;

/**
 * Resolves when this process alone may measure, with what gives the right back. A lock whose process has ended is
 * taken over.
 * @param onWait called once if another process, or another run of this one, measures at present
 * @throws the signal's reason when it is aborted while waiting
 */
export async function lockMachine(signal: AbortSignal, onWait: (pid: number) => void): Promise<() => Promise<void>> {
  const lock = join(tmpdir(), 'langbench-measuring.lock');
  for (let waits = 0; ; waits += 1) {
    signal.throwIfAborted();
    if (await take(lock)) return () => rm(lock, { force: true });
    const holder = await holderOf(lock);
    if (holder === undefined) {
      // Left by a process that has ended. In a shared folder somebody else's file cannot be taken away, but binds nobody.
      if (!(await takeAway(lock))) return () => Promise.resolve();
    } else {
      if (waits === 0) onWait(holder);
      await sleep(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Puts the lock there, with its contents at once; false when there is one. */
async function take(lock: string): Promise<boolean> {
  const draft = `${lock}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(ownIdentity()));
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The process that holds the lock, if it runs. */
async function holderOf(lock: string): Promise<number | undefined> {
  const holder = parseIdentity(await readFile(lock, 'utf8').catch(() => ''));
  return holder && isAlive(holder) ? holder.pid : undefined;
}

/** Takes a lock away that nobody holds. False when that is not allowed. */
async function takeAway(lock: string): Promise<boolean> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
  // In between another process may have taken the old one away and put its own there: give that back.
  if ((await holderOf(aside)) !== undefined) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
  return true;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
