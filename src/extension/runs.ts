import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../core/model/run.js';
import type { RunListing, RunStore, RunSummary } from '../node/store/index.js';
import { loadServices } from './services/load.js';

/** This window's saved runs, and news when they change on disk, by whichever window or command line. */
export class Runs implements vscode.Disposable {
  readonly directory: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #watcher: vscode.FileSystemWatcher;
  #folderWatcher: FSWatcher | undefined;
  #store: Promise<RunStore> | undefined;

  constructor(directory: string) {
    this.directory = directory;
    const files = new vscode.RelativePattern(
      vscode.Uri.file(directory),
      '{.langbench,.langbench/runs,.langbench/runs/*.json}',
    );
    this.#watcher = vscode.workspace.createFileSystemWatcher(files);
    const refresh = this.refresh.bind(this);
    this.#watcher.onDidCreate(refresh);
    this.#watcher.onDidChange(refresh);
    this.#watcher.onDidDelete(refresh);
  }

  /** The saved runs are no longer what they were. */
  refresh(): void {
    this.#watchFolder();
    this.#changed.fire();
  }

  /** Newest first. */
  async list(): Promise<RunSummary[]> {
    return (await this.#open()).list();
  }

  /** As {@link list}, with the files that could not be read and why. */
  async scan(): Promise<RunListing> {
    return (await this.#open()).scan();
  }

  /** @param idOrPath an id, a unique beginning of one, `latest`, or a file's path */
  async load(idOrPath: string): Promise<Run> {
    return (await this.#open()).load(idOrPath);
  }

  /** Where a saved run lies. */
  file(id: string): vscode.Uri {
    return vscode.Uri.joinPath(vscode.Uri.file(this.directory), '.langbench', 'runs', `${id}.json`);
  }

  /** The newest run, of one experiment or of any. */
  async latest(experimentId?: string): Promise<Run | undefined> {
    const runs = await this.list();
    const newest = runs.find(({ experiment }) => experimentId === undefined || experiment.id === experimentId);
    return newest === undefined ? undefined : this.load(newest.id);
  }

  async rename(id: string, name: string): Promise<void> {
    await (await this.#open()).rename(id, name);
    this.refresh();
  }

  /** Takes a run away and returns what brings it back. */
  async remove(id: string): Promise<() => Promise<void>> {
    const undo = await (await this.#open()).remove(id);
    this.refresh();
    return async () => {
      await undo();
      this.refresh();
    };
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#folderWatcher?.close();
    this.#changed.dispose();
  }

  #open(): Promise<RunStore> {
    this.#store ??= loadServices().then(({ RunStore }) => {
      this.#watchFolder();
      return new RunStore(this.directory);
    });
    return this.#store;
  }

  /**
   * Watches the folder itself, from anew since another may lie in its place. The editor's watcher does not see into
   * folders that are made one in the other at once, as a first run's are; it tells of the outermost, and that suffices
   * to come here again.
   */
  #watchFolder(): void {
    this.#folderWatcher?.close();
    this.#folderWatcher = undefined;
    try {
      const watcher = watch(join(this.directory, '.langbench', 'runs'), { persistent: false }, (_event, name) => {
        if (name === null || name.endsWith('.json')) this.#changed.fire();
      });
      watcher.on('error', () => {
        watcher.close();
      });
      this.#folderWatcher = watcher;
    } catch {
      // There is no such folder yet, or its file system tells nothing.
    }
  }
}
