// Two runs at once on one machine would disturb each other's times: the second waits for the first.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { temporaryDirectory } from '../paths.js';
import { isAlive, ownIdentity, parseIdentity, type ProcessIdentity } from '../process/process-identity.js';
import { atExit } from '../process/exit-guard.js';

/** Asking Windows when a process started keeps a core busy for a good part of a second. */
const POLL_MILLISECONDS = process.platform === 'win32' ? 10_000 : 300;

/** Who measures at present. */
export interface Holder {
  readonly pid: number;
  /** The file by which it is known. */
  readonly lock: string;
}

/**
 * Does `work` when nothing else is measured on this machine.
 * @param onWait told once, in words for people, if something is
 * @throws the signal's reason when it is aborted while waiting
 */
export async function aloneOnMachine<T>(
  signal: AbortSignal,
  onWait: (message: Sentence) => void,
  work: () => Promise<T>,
): Promise<T> {
  const unlock = await lockMachine(signal, ({ pid, lock }) => {
    onWait(
      sentence(
        'Another run measures on this machine (process {0}). This one begins when that has ended. If no LangBench runs, delete {1}.',
        pid,
        lock,
      ),
    );
  });
  try {
    return await work();
  } finally {
    await unlock();
  }
}

/**
 * Resolves when this process alone may measure, with what gives the right back. A lock whose process has ended is
 * taken over. Where none can be made (others own it, a file system without hard links) runs go on without.
 * @param onWait called once if another process, or another run of this one, measures at present
 * @throws the signal's reason when it is aborted while waiting
 */
export async function lockMachine(signal: AbortSignal, onWait: (holder: Holder) => void): Promise<() => Promise<void>> {
  const lock = join(temporaryDirectory(), 'langbench-measuring.lock');
  const identity = await ownIdentity();
  for (let waits = 0; ; waits += 1) {
    signal.throwIfAborted();
    const taken = await take(lock, identity);
    if (taken === 'taken') return releaseOf(lock);
    const holder = await holderOf(lock);
    if (holder !== undefined) {
      if (waits === 0) onWait({ pid: holder, lock });
      await sleep(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    } else if (taken === 'impossible' || !(await takeAway(lock))) {
      return () => Promise.resolve();
    }
  }
}

/** What gives the lock back, which is done also if this process exits before. */
function releaseOf(lock: string): () => Promise<void> {
  const forget = atExit(() => {
    rmSync(lock, { force: true });
  });
  return async () => {
    await rm(lock, { force: true });
    forget();
  };
}

/** Puts the lock there, with its contents at once. */
async function take(lock: string, identity: ProcessIdentity): Promise<'taken' | 'held' | 'impossible'> {
  const draft = `${lock}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(identity));
    await link(draft, lock);
    return 'taken';
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? 'held' : 'impossible';
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** The process that holds the lock, if it runs. */
async function holderOf(lock: string): Promise<number | undefined> {
  const holder = parseIdentity(await readFile(lock, 'utf8').catch(() => ''));
  return holder && (await isAlive(holder)) ? holder.pid : undefined;
}

/** Takes a lock away that nobody holds. False when that is not allowed, as with somebody else's in a shared folder. */
async function takeAway(lock: string): Promise<boolean> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
  // In between another process may have taken the old one away and put its own there: give that back.
  if ((await holderOf(aside)) !== undefined) await link(aside, lock).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
  return true;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
