import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { findJsonFault } from '../../core/json-fault.js';
import { RunSchema } from '../../core/model/run-schema.js';
import type { Run } from '../../core/model/run.js';

/** Something about saved runs that a person must know; the message says what happened and what to do. */
export class RunStoreError extends Error {
  override readonly name = 'RunStoreError';

  /** Why no run was found, where that is what went wrong: each face of LangBench has its own advice. */
  readonly failure: FindFailure | undefined;

  constructor(message: string, { cause, failure }: { readonly cause?: unknown; readonly failure?: FindFailure } = {}) {
    super(message, { cause });
    this.failure = failure;
  }
}

export type FindFailure = 'none-saved' | 'none-readable' | 'unknown';

/** The version of the file format that this LangBench writes and reads. */
const VERSION = 1;

/** The id that a run goes by: its file's name, whatever it was when it was measured, so that a copy is another run. */
export function idOf(file: string): string {
  return basename(file, '.json');
}

/** Reads and checks a run's file. Throws {@link RunStoreError}. */
export async function readRunFile(file: string): Promise<Run> {
  let text: string;
  try {
    // Reading a pipe that nobody writes to would never end.
    if (!(await stat(file)).isFile()) throw new Error('it is not a file');
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new RunStoreError(`The run ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return parseRun(file, text);
}

/** @param file names the run, and the file in error messages */
function parseRun(file: string, text: string): Run {
  const value = parseJson(file, text);
  const version = versionOf(value);
  if (version === undefined) {
    throw new RunStoreError(`${file} is not a run of LangBench: it has no number "schema".`);
  }
  if (version > VERSION) {
    throw new RunStoreError(
      `${file} was saved by a newer LangBench (format ${version}; this one knows ${VERSION}). Update LangBench to open it.`,
    );
  }
  const result = v.safeParse(RunSchema, value);
  if (result.success) return { ...result.output, id: idOf(file) };
  const [issue] = result.issues;
  throw new RunStoreError(`${file} is damaged: at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}.`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = findJsonFault(text);
    const place = fault ? ` at line ${fault.line}, column ${fault.column}: unexpected ${fault.found}` : '';
    throw new RunStoreError(`${file} is damaged: it is not JSON${place}.`, { cause: error });
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return undefined;
  return typeof value.schema === 'number' ? value.schema : undefined;
}
