import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { findJsonFault } from '../../core/json-fault.js';
import { RunSchema } from '../../core/model/run-schema.js';
import type { Run } from '../../core/model/run.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { ToldError, toldBy } from '../../core/told-error.js';

/** Something about saved runs that a person must know; the message says what happened and what to do. */
export class RunStoreError extends ToldError {
  override readonly name = 'RunStoreError';

  /** Why no run was found, where that is what went wrong: each face of LangBench has its own advice. */
  readonly failure: FindFailure | undefined;

  constructor(told: Sentence, { cause, failure }: { readonly cause?: unknown; readonly failure?: FindFailure } = {}) {
    super(told, { cause });
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
    if (!(await stat(file)).isFile()) throw new ToldError(sentence('it is not a file'));
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new RunStoreError(sentence('The run {0} cannot be read: {1}', file, toldBy(error)), { cause: error });
  }
  return parseRun(file, text);
}

/** @param file names the run, and the file in error messages */
function parseRun(file: string, text: string): Run {
  const value = parseJson(file, text);
  const version = versionOf(value);
  if (version === undefined) {
    throw new RunStoreError(sentence('{0} is not a run of LangBench: it has no number "schema".', file));
  }
  if (version > VERSION) {
    throw new RunStoreError(
      sentence(
        '{0} was saved by a newer LangBench (format {1}; this one knows {2}). Update LangBench to open it.',
        file,
        version,
        VERSION,
      ),
    );
  }
  const result = v.safeParse(RunSchema, value);
  if (result.success) return { ...result.output, id: idOf(file) };
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? sentence('its root');
  throw new RunStoreError(sentence('{0} is damaged: at {1}: {2}.', file, place, issue.message));
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = findJsonFault(text);
    const told = fault
      ? sentence(
          '{0} is damaged: it is not JSON at line {1}, column {2}: unexpected {3}.',
          file,
          fault.line,
          fault.column,
          fault.found,
        )
      : sentence('{0} is damaged: it is not JSON.', file);
    throw new RunStoreError(told, { cause: error });
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return undefined;
  return typeof value.schema === 'number' ? value.schema : undefined;
}
