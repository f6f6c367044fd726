import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { interpretedLanguage, type Implementation, type Language } from '../../core/model/experiment.js';
import { SentenceSchema } from '../../core/model/run-schema.js';
import { sentence } from '../../core/model/sentence.js';
import type { LoadedExperiment } from '../experiments.js';
import { isUnwritable } from '../disk-errors.js';
import { cacheRemedy, environmentsDirectory } from '../paths.js';
import { isAlive, namePrefix, ownerByName, ownIdentity } from '../process/process-identity.js';
import { killLeftBy } from '../process/tree-kill.js';
import { writeAtomically } from '../write-atomically.js';
import { SetUpError } from './set-up-error.js';

const RecordSchema = v.object({
  /** The environment's folder, beside the record. */
  folder: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
  /** Of what it was made from: when that changes, the environment is made anew. */
  digest: v.string(),
  /** The interpreter that it was made with, and its version. */
  interpreter: v.string(),
  version: v.string(),
});

const FailureSchema = v.object({ message: SentenceSchema, remedy: v.optional(SentenceSchema) });

/** Why an environment could not be made, and what to do about it. */
export type SetUpFailure = v.InferOutput<typeof FailureSchema>;

type EnvironmentRecord = v.InferOutput<typeof RecordSchema>;

/** A finished environment that `setup` made. */
export interface MadeEnvironment extends Pick<EnvironmentRecord, 'interpreter' | 'version'> {
  /** Absolute; a virtual environment, or a Julia project. */
  readonly directory: string;
}

/**
 * The environment that an implementation asks for, and where it is kept. Each is built in a folder of its own, and a small
 * file that names the folder is replaced when it is finished: so nobody meets a half-made one, and two can be built at once.
 */
export class WantedEnvironment {
  /** What it is made from: a requirements file, or a folder with a Project.toml. */
  readonly source: string;
  readonly #name: string;
  readonly #language: Language;

  private constructor(experiment: LoadedExperiment, source: string, language: Language) {
    this.source = resolve(dirname(experiment.file), source);
    this.#name = `${experiment.experiment.id}-${basename(source, extname(source))}`;
    this.#language = language;
  }

  /** Undefined when the implementation needs none. */
  static of(experiment: LoadedExperiment, implementation: Implementation): WantedEnvironment | undefined {
    const source = implementation.needs.environment;
    const language = interpretedLanguage(implementation);
    return source === undefined || !language ? undefined : new WantedEnvironment(experiment, source, language);
  }

  /** The finished environment, if there is one that was made from what it should be made from now. */
  async made(): Promise<MadeEnvironment | undefined> {
    const record = await this.#read();
    if (!record || record.digest !== (await this.#digest().catch(() => undefined))) return undefined;
    const { folder, interpreter, version } = record;
    return { directory: join(environmentsDirectory(), folder), interpreter, version };
  }

  /** Builds the environment in a new folder. When `build` fails nothing of it is left, and an earlier one stays. */
  async make(build: (directory: string) => Promise<Pick<MadeEnvironment, 'interpreter' | 'version'>>): Promise<void> {
    const digest = await this.#digest();
    const folder = `${this.#name}-${namePrefix(await ownIdentity())}${randomBytes(4).toString('hex')}`;
    const directory = join(environmentsDirectory(), folder);
    const earlier = await this.#read();
    try {
      await mkdir(directory, { recursive: true });
      await this.#removeAbandoned(earlier?.folder);
      const record: EnvironmentRecord = { ...(await build(directory)), folder, digest };
      await writeAtomically(this.#recordFile, `${JSON.stringify(record, null, 2)}\n`);
    } catch (error) {
      await remove(folder).catch(() => undefined);
      if (!isUnwritable(error)) throw error;
      const message = sentence('The environment cannot be kept in {0}: {1}.', environmentsDirectory(), error.message);
      throw new SetUpError('missing-package', message, cacheRemedy);
    }
    if (earlier) await remove(earlier.folder);
    await rm(this.#failureFile, { force: true });
  }

  /** Why it could not be made when that was last tried, if so. */
  async lastFailure(): Promise<SetUpFailure | undefined> {
    return readJson(this.#failureFile, FailureSchema);
  }

  /** Keeps why it could not be made: whoever finds later that it is not there would else only be told to try again. */
  async keepFailure({ message, remedy }: SetUpFailure): Promise<void> {
    // Where that is not possible, nothing is lost but the reason.
    await writeAtomically(this.#failureFile, `${JSON.stringify({ message, remedy })}\n`).catch(() => undefined);
  }

  get #recordFile(): string {
    return join(environmentsDirectory(), `${this.#name}.json`);
  }

  get #failureFile(): string {
    return join(environmentsDirectory(), `${this.#name}.failure.json`);
  }

  #read(): Promise<EnvironmentRecord | undefined> {
    return readJson(this.#recordFile, RecordSchema);
  }

  async #digest(): Promise<string> {
    const file = this.#language === 'julia' ? join(this.source, 'Project.toml') : this.source;
    try {
      return createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
    } catch (error) {
      const message = sentence(
        'The environment is made from {0}, which cannot be read: {1}',
        file,
        (error as Error).message,
      );
      throw new SetUpError(
        'missing-package',
        message,
        sentence('Put it there, or correct "environment" in the experiment file.'),
      );
    }
  }

  /** Takes away what processes left unfinished that were killed, and ends what they left at work on it. */
  async #removeAbandoned(current: string | undefined): Promise<void> {
    for (const entry of await readdir(environmentsDirectory())) {
      if (!entry.startsWith(`${this.#name}-`) || entry === current) continue;
      const owner = ownerByName(entry.slice(this.#name.length + 1));
      if (!owner || (await isAlive(owner))) continue;
      killLeftBy(owner);
      await remove(entry);
    }
  }
}

/** Undefined when there is no such file, or it is not what it should be. */
async function readJson<T>(file: string, schema: v.GenericSchema<unknown, T>): Promise<T | undefined> {
  try {
    return v.parse(schema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function remove(folder: string): Promise<void> {
  return rm(join(environmentsDirectory(), folder), { recursive: true, force: true });
}
