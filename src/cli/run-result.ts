import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Run } from '../core/model/run.js';
import { toJson } from '../core/report/index.js';
import { RunStore } from '../node/store/index.js';
import { CommandError } from './exit.js';
import { reportText } from './report-text.js';
import { styleFor } from './style.js';

/**
 * Tells a run's result: the table for people, and where it was saved.
 *
 * @param json also write everything as JSON to this file; with `-` standard output carries it, and the table goes to
 *   standard error
 */
export async function reportResult(result: Run, json?: string): Promise<void> {
  const output = json === '-' ? process.stderr : process.stdout;
  output.write(reportText(result, { style: styleFor(output), width: output.isTTY ? output.columns : Infinity }));
  const file = join(new RunStore(process.cwd()).folder, `${result.id}.json`);
  // A run that could not be saved says so in its warnings.
  if (existsSync(file)) output.write(`Saved: ${file}\n`);
  if (json === '-') process.stdout.write(toJson(result));
  else if (json !== undefined) await writeJson(resolve(json), result);
}

async function writeJson(file: string, result: Run): Promise<void> {
  try {
    await writeFile(file, toJson(result));
  } catch (error) {
    throw new CommandError(`The run is saved, but ${file} could not be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
