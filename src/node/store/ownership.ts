// While a run is under way a file beside it tells which process writes it, so that everybody else can tell a run that
// is under way from one whose LangBench did not end in good order.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { isAlive, ownIdentity, parseIdentity } from '../process-identity.js';

export async function claim(ownerFile: string): Promise<void> {
  await mkdir(dirname(ownerFile), { recursive: true });
  // Need not outlive the system: then the process does not run either.
  await writeFileAtomic(ownerFile, `${JSON.stringify(await ownIdentity())}\n`, { fsync: false });
}

export async function release(ownerFile: string): Promise<void> {
  await rm(ownerFile, { force: true });
}

/** Whether the process that wrote the run is still at it. */
export async function isOwned(ownerFile: string): Promise<boolean> {
  const text = await readFile(ownerFile, 'utf8').catch(() => '');
  const owner = parseIdentity(text);
  return owner !== undefined && (await isAlive(owner));
}
