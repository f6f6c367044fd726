import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Run } from '../core/model/run.js';
import { toJson } from '../core/report/index.js';
import { CommandError, UsageError } from './exit.js';
import type { SetUpTarget } from './remedy-text.js';
import { reportText } from './report-text.js';
import { styleFor } from './style.js';

/** A run that has ended, and where it is saved; there is no file when that was not possible. */
export interface RunResult {
  readonly run: Run;
  readonly file?: string;
}

/** Refuses a file that could not be written when the run is over, which may be hours away. */
export async function checkJsonTarget(json: string): Promise<void> {
  const file = resolve(json);
  try {
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory()) throw new Error('it is a folder');
    await access(found ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new UsageError(`The result cannot be written to ${file}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Tells a run's result: the table for people, and where it was saved.
 *
 * @param target what `setup` must be told where it mends what failed
 * @param json also write everything as JSON to this file; with `-` standard output carries it, and the table goes to
 *   standard error
 */
export async function reportResult({ run, file }: RunResult, target: SetUpTarget, json?: string): Promise<void> {
  const output = json === '-' ? process.stderr : process.stdout;
  output.write(reportText(run, { target, style: styleFor(output), width: output.isTTY ? output.columns : Infinity }));
  // A run that could not be saved says so in its warnings.
  if (file !== undefined) output.write(`Saved: ${file}\n`);
  if (json === '-') process.stdout.write(toJson(run));
  else if (json !== undefined) await writeJson(resolve(json), run);
}

async function writeJson(file: string, run: Run): Promise<void> {
  try {
    await writeFile(file, toJson(run));
  } catch (error) {
    throw new CommandError(`The result could not be written to ${file}: ${(error as Error).message}`, { cause: error });
  }
}
