import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Run, Trial } from '../../core/model/run.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { toldBy } from '../../core/told-error.js';
import { writeAtomically } from '../write-atomically.js';
import { claim, isOwned, release, trialUnderWay } from './ownership.js';
import { idOf, readRunFile, RunStoreError } from './run-file.js';
import { summarize, type RunListing, type RunSummary, type UnreadableRun } from './summary.js';
import { Trash } from './trash.js';

type Entry =
  { readonly summary: RunSummary; readonly logFolders: readonly string[] } | { readonly unreadable: UnreadableRun };

/**
 * The runs saved in a folder's `.langbench/runs`, one file each, whose name is the run's id. A folder that was given the
 * same name when the run was measured holds its logs.
 */
export class RunStore {
  /** Absolute path of `.langbench/runs`. */
  readonly folder: string;
  readonly #trash: Trash;
  /** What was read of files before, by path, with what tells whether they have changed. */
  readonly #known = new Map<string, { readonly version: string; readonly entry: Entry }>();

  /** @param directory the folder that holds `.langbench` */
  constructor(directory: string) {
    this.folder = resolve(directory, '.langbench', 'runs');
    this.#trash = new Trash(resolve(directory, '.langbench', 'trash'));
  }

  /** Where a run's logs are kept. */
  logFolder(id: string): string {
    return join(this.folder, id);
  }

  /** Saves atomically and tells the file's path. */
  async save(run: Run): Promise<string> {
    const file = this.#fileOf(run.id);
    const owner = this.#ownerFileOf(file);
    await this.#makeFolder(this.logFolder(run.id));
    // Nobody must see it without its owner.
    if (run.state === 'running' && run.trials.length === 0) await claim(owner);
    await writeAtomically(file, `${JSON.stringify(run)}\n`);
    // Only now is what was kept of its last trial in the file.
    await (run.state === 'running' ? claim(owner) : release(owner));
    return file;
  }

  /** Keeps what a running run's trial has measured so far, in case nobody saves it when it ends. */
  async keep(id: string, trial: Trial): Promise<void> {
    await claim(this.#ownerFileOf(this.#fileOf(id)), trial);
  }

  /** Saved runs, newest first. */
  async list(): Promise<RunSummary[]> {
    return [...(await this.scan()).runs];
  }

  /** As {@link list}, with the files that could not be read and why. */
  async scan(): Promise<RunListing> {
    const runs: RunSummary[] = [];
    const unreadable: UnreadableRun[] = [];
    for (const entry of await this.#entries()) {
      if ('summary' in entry) runs.push(await this.#withTrueState(entry.summary, entry.summary.file));
      else unreadable.push(entry.unreadable);
    }
    runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id));
    return { runs, unreadable };
  }

  /**
   * @param idOrPath an id, a unique beginning of one, `latest`, or the path of a run's file
   * @throws RunStoreError when there is no such run, or it cannot be read
   */
  async load(idOrPath: string): Promise<Run> {
    const file = await this.#find(idOrPath);
    const run = await this.#withTrueState(await readRunFile(file), file);
    const kept = run.state === 'interrupted' ? await trialUnderWay(this.#ownerFileOf(file)) : undefined;
    const isSaved = run.trials.some(
      ({ implementation, block }) => implementation === kept?.implementation && block === kept.block,
    );
    return kept && !isSaved ? { ...run, trials: [...run.trials, kept] } : run;
  }

  /** Names a run; an empty name takes its name away. */
  async rename(id: string, name: string): Promise<void> {
    const file = await this.#find(id);
    await this.#refuseWhileRunning(
      file,
      sentence('{0} is still being measured. It can be renamed when it has ended.', file),
    );
    await readRunFile(file);
    // Not what was read of it, but all that is in it: a later version may have added to it.
    const contents = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeAtomically(file, `${JSON.stringify({ ...contents, name: name.trim() || undefined })}\n`);
  }

  /** Takes a run away, and its logs unless a copy of it has the same, and returns what brings them back. */
  async remove(id: string): Promise<() => Promise<void>> {
    const file = await this.#find(id);
    await this.#refuseWhileRunning(
      file,
      sentence('{0} is still being measured. It can be deleted when it has ended.', file),
    );
    const entries = (await this.#entries()).filter((entry) => 'summary' in entry);
    const logsOf = (isWanted: (file: string) => boolean) =>
      entries.filter(({ summary }) => isWanted(summary.file)).flatMap(({ logFolders }) => logFolders);
    const kept = new Set(logsOf((each) => each !== file));
    const logs = [logFolderBeside(file), ...logsOf((each) => each === file)].filter((folder) => !kept.has(folder));
    return this.#trash.take([file, ...new Set(logs)]);
  }

  /** With `.langbench` comes what keeps it out of commits; whoever wants their runs in them takes that away for good. */
  async #makeFolder(folder: string): Promise<void> {
    const home = dirname(this.folder);
    const ignore = join(home, '.gitignore');
    const firstMade = await mkdir(folder, { recursive: true });
    const isNew = firstMade !== undefined && home.startsWith(firstMade);
    // A full disk leaves it there, and empty.
    if (isNew || (await stat(ignore).catch(() => undefined))?.size === 0)
      await writeFile(ignore, '# Made by LangBench.\n*\n');
  }

  #fileOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  #ownerFileOf(file: string): string {
    return join(logFolderBeside(file), 'owner.json');
  }

  async #entries(): Promise<Entry[]> {
    const names = await readdir(this.folder).catch((error: unknown) => error as NodeJS.ErrnoException);
    if (names instanceof Error) {
      const message = sentence(
        'The saved runs cannot be looked for: {0}. Let {1} be a folder that you may read.',
        names.message,
        this.folder,
      );
      return isMissing(names) ? [] : [{ unreadable: { file: this.folder, message } }];
    }
    const entries: Entry[] = [];
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      const entry = await this.#entryOf(join(this.folder, name));
      if (entry) entries.push(entry);
    }
    return entries;
  }

  async #entryOf(file: string): Promise<Entry | undefined> {
    const stats = await stat(file).catch((error: unknown) => error as NodeJS.ErrnoException);
    if (stats instanceof Error) {
      const message = sentence('The run {0} cannot be read: {1}', file, stats.message);
      return isMissing(stats) ? undefined : { unreadable: { file, message } };
    }
    // Reading what is no file may never end.
    if (!stats.isFile()) return undefined;
    const version = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
    const known = this.#known.get(file);
    if (known?.version === version) return known.entry;
    const entry: Entry = await readRunFile(file).then(
      (run) => ({ summary: summarize(run, file), logFolders: this.#logFoldersOf(run) }),
      (error: unknown) => ({ unreadable: { file, message: toldBy(error) } }),
    );
    this.#known.set(file, { version, entry });
    return entry;
  }

  /** Where a run's trials left their logs: folders among the runs, and never any other that a foreign file may name. */
  #logFoldersOf({ trials }: Run): string[] {
    const folders = trials.flatMap((trial) => ('log' in trial ? [dirname(resolve(this.folder, trial.log))] : []));
    return [...new Set(folders)].filter((folder) => dirname(folder) === this.folder);
  }

  /** A run that nobody is at any more was interrupted, whatever its file says. */
  async #withTrueState<T extends Pick<Run, 'state'>>(run: T, file: string): Promise<T> {
    if (run.state !== 'running' || (await isOwned(this.#ownerFileOf(file)))) return run;
    return { ...run, state: 'interrupted' };
  }

  async #refuseWhileRunning(file: string, refusal: Sentence): Promise<void> {
    if (await isOwned(this.#ownerFileOf(file))) throw new RunStoreError(refusal);
  }

  async #find(idOrPath: string): Promise<string> {
    if (isAbsolute(idOrPath) || idOrPath.includes(sep) || idOrPath.endsWith('.json')) return resolve(idOrPath);
    const { runs, unreadable } = await this.scan();
    if (idOrPath === 'latest') {
      if (runs[0]) return runs[0].file;
      if (unreadable.length > 0)
        throw new RunStoreError(sentence('No run in {0} can be read.', this.folder), { failure: 'none-readable' });
      throw new RunStoreError(sentence('There is no run in {0} yet.', this.folder), { failure: 'none-saved' });
    }
    const exact = runs.filter(({ id }) => id === idOrPath);
    const [match, ...others] = exact.length > 0 ? exact : runs.filter(({ id }) => id.startsWith(idOrPath));
    // Reading it tells why it is not among the runs.
    const damaged = unreadable.find(({ file }) => idOf(file).startsWith(idOrPath));
    if (!match && damaged) return damaged.file;
    if (!match) {
      const told = sentence('There is no run "{0}" in {1}.', idOrPath, this.folder);
      throw new RunStoreError(told, { failure: 'unknown' });
    }
    if (others.length > 0) {
      const ids = [match, ...others].map(({ id }) => id).join(', ');
      throw new RunStoreError(
        sentence('Several runs begin with "{0}": {1}. Say more of the one you mean.', idOrPath, ids),
      );
    }
    return match.file;
  }
}

function isMissing({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOENT';
}

function logFolderBeside(file: string): string {
  return file.replace(/\.json$/, '');
}
