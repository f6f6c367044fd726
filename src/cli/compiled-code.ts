import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** A loaded file of code. */
export interface Loaded {
  readonly exports: unknown;
  /** Keeps what is compiled of the file by now for the next start, unless it is kept already. */
  readonly keep: () => void;
}

type Wrapper = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

/**
 * Loads a CommonJS file with the functions that an earlier start has compiled: compiling them takes a fifth of the time of
 * a command that does little. (`module.enableCompileCache` keeps few functions, and there is none before Node.js 22.1.)
 *
 * @param store where they are kept
 */
export function loadCompiled(file: string, store: string): Loaded {
  const code = readFileSync(file);
  // Node.js itself sees whether it can use them, but tells one text from another by its length alone.
  const digest = createHash('sha1').update(code).digest();
  const cachedData = readStored(store, digest);
  const script = new Script(wrap(code.toString()), { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapper;
  run(module.exports, createRequire(file), module, file, dirname(file));
  const isKept = script.cachedDataRejected === false;
  return {
    exports: module.exports,
    keep: () => {
      if (!isKept) write(store, Buffer.concat([script.createCachedData(), digest]));
    },
  };
}

/** What was compiled of the text with that digest, which stands at the end of the file. */
function readStored(store: string, digest: Buffer): Buffer | undefined {
  try {
    const stored = readFileSync(store);
    const end = stored.length - digest.length;
    return stored.subarray(end).equals(digest) ? stored.subarray(0, end) : undefined;
  } catch {
    return undefined;
  }
}

/** Another start may read it meanwhile, so it appears as a whole. Where it cannot be written, nothing is lost but time. */
function write(store: string, contents: Buffer): void {
  const draft = `${store}.${process.pid}`;
  try {
    mkdirSync(dirname(store), { recursive: true });
    writeFileSync(draft, contents);
    renameSync(draft, store);
  } catch {
    // The next start compiles anew.
    discard(draft);
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // Nor was it made.
  }
}
