// While a run is under way a file beside it tells which process writes it, so that everybody else can tell a run that
// is under way from one whose LangBench did not end in good order; and what the trial under way has measured so far.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { TrialSchema } from '../../core/model/run-schema.js';
import type { Trial } from '../../core/model/run.js';
import { isAlive, ownIdentity, parseIdentity } from '../process/process-identity.js';
import { writeAtomically } from '../write-atomically.js';

/** @param trial what is known by now of the one under way */
export async function claim(ownerFile: string, trial?: Trial): Promise<void> {
  await mkdir(dirname(ownerFile), { recursive: true });
  // Need not outlive the system: then the process does not run either.
  await writeAtomically(ownerFile, `${JSON.stringify({ ...(await ownIdentity()), trial })}\n`, { sync: false });
}

export async function release(ownerFile: string): Promise<void> {
  await rm(ownerFile, { force: true });
}

/** Whether the process that wrote the run is still at it. */
export async function isOwned(ownerFile: string): Promise<boolean> {
  const owner = parseIdentity(await read(ownerFile));
  return owner !== undefined && (await isAlive(owner));
}

/** What the process that wrote the run had told of the trial under way, if it had. */
export async function trialUnderWay(ownerFile: string): Promise<Trial | undefined> {
  const result = v.safeParse(OwnerSchema, await read(ownerFile));
  return result.success ? result.output.trial : undefined;
}

const OwnerSchema = v.pipe(v.string(), v.parseJson(), v.object({ trial: TrialSchema }));

function read(ownerFile: string): Promise<string> {
  return readFile(ownerFile, 'utf8').catch(() => '');
}
