// The folders that trials read their work from, among the system's temporary files.
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import { temporaryDirectory } from '../paths.js';
import { isAlive, namePrefix, ownerByName, ownIdentity } from '../process/process-identity.js';
import { atExit } from '../process/exit-guard.js';
import { killLeftBy } from '../process/tree-kill.js';

const PREFIX = 'langbench-run-work-';

/** The folder for temporary files cannot be written to. */
export class ScratchError extends ToldError {
  override readonly name = 'ScratchError';

  constructor(cause: Error) {
    super(
      sentence(
        'What a run needs cannot be written in {0}: {1}. Make room there, or name another folder in TMPDIR.',
        temporaryDirectory(),
        cause.message,
      ),
      { cause },
    );
  }
}

/**
 * Lends an empty folder that bears its owner's name and is taken away afterwards, also if this process exits before. What
 * owners left that were killed, folders and programs, is taken away first. Throws {@link ScratchError}.
 */
export async function withScratchFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  await clearAway();
  const name = `${PREFIX}${namePrefix(await ownIdentity())}`;
  const folder = await mkdtemp(join(temporaryDirectory(), name)).catch((error: unknown) => {
    throw new ScratchError(error as Error);
  });
  const forget = atExit(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}

async function clearAway(): Promise<void> {
  for (const name of await readdir(temporaryDirectory()).catch(() => [])) {
    const owner = name.startsWith(PREFIX) ? ownerByName(name.slice(PREFIX.length)) : undefined;
    if (!owner || (await isAlive(owner))) continue;
    killLeftBy(owner);
    // Other people's cannot be taken away.
    await rm(join(temporaryDirectory(), name), { recursive: true }).catch(() => undefined);
  }
}
