import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { atExit } from './process/exit-guard.js';

export interface WriteOptions {
  /** Whether it must outlive a loss of power; default true. */
  readonly sync?: boolean;
}

/**
 * Writes a file as a whole: it holds what it held before, or all of the new contents, also when the disk is full or this
 * process exits in between. Where a link stands, what it leads to is written; a file that was there keeps its mode.
 */
export async function writeAtomically(
  path: string,
  contents: string | Uint8Array,
  { sync = true }: WriteOptions = {},
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const earlier = await stat(target).catch(() => undefined);
  const draft = `${target}.${randomUUID()}`;
  const forget = atExit(() => {
    rmSync(draft, { force: true });
  });
  try {
    await writeDraft(await open(draft, 'wx', earlier?.mode), contents, sync);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    forget();
  }
}

async function writeDraft(draft: FileHandle, contents: string | Uint8Array, sync: boolean): Promise<void> {
  try {
    // The system may take a part alone; this goes on until it has taken all, or says why it does not.
    await draft.writeFile(contents);
    if (sync) await draft.sync();
  } finally {
    await draft.close();
  }
}
