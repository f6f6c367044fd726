// Stamps tell whether files are still as they were when somebody had checked or made them.
import { readFile, stat } from 'node:fs/promises';
import { writeAtomically } from '../write-atomically.js';

/** What changes when a file does. */
export interface FileState {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
}

/** Throws when one of the files is not there. */
export function statesOf(paths: readonly string[]): Promise<FileState[]> {
  return Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return { path, bytes: size, modified: mtimeMs };
    }),
  );
}

/** Whether a stamp was put there for files in these very states. */
export async function isStamped(stamp: string, states: readonly FileState[]): Promise<boolean> {
  return (await readFile(stamp, 'utf8').catch(() => undefined)) === textOf(states);
}

export async function putStamp(stamp: string, states: readonly FileState[]): Promise<void> {
  await writeAtomically(stamp, textOf(states));
}

const textOf = (states: readonly FileState[]): string => `${JSON.stringify(states, null, 2)}\n`;
