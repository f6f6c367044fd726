import * as vscode from 'vscode';
import { contextKeys } from '../contributions.js';
import type { FileAnnotations } from './annotation.js';

const STORAGE_KEY = 'langbench.annotations';
/** To be raised when what is kept of a file changes its shape. */
const VERSION = 2;

/** As it lies in the workspace's state. */
interface Kept {
  readonly version: number;
  readonly files: readonly (readonly [string, FileAnnotations])[];
}
/** The files measured longest ago make room. */
const MOST_FILES = 200;

/** The times that stand above train calls, by file: replaced by new results, kept in the workspace's state. */
export class Annotations implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #running = new Set<string>();
  #files: ReadonlyMap<string, FileAnnotations>;

  constructor(state: vscode.Memento) {
    this.#state = state;
    // Another version of the extension may have left something else there, which is measured again sooner than converted.
    const kept = state.get<Partial<Kept>>(STORAGE_KEY);
    this.#files = new Map(kept?.version === VERSION ? kept.files : []);
    this.#tellContext();
  }

  get(uri: vscode.Uri): FileAnnotations | undefined {
    return this.#files.get(uri.toString());
  }

  /** Whether a file is being run timed. */
  isRunning(uri: vscode.Uri): boolean {
    return this.#running.has(uri.toString());
  }

  setRunning(uri: vscode.Uri, isRunning: boolean): void {
    if (isRunning) this.#running.add(uri.toString());
    else this.#running.delete(uri.toString());
    this.#changed.fire();
  }

  /** Every annotated file. */
  all(): readonly (readonly [vscode.Uri, FileAnnotations])[] {
    return [...this.#files].map(([uri, annotations]) => [vscode.Uri.parse(uri), annotations] as const);
  }

  async replace(uri: vscode.Uri, annotations: FileAnnotations): Promise<void> {
    this.show(uri, annotations);
    await this.#save();
  }

  /** Shows times that a running program adds to; they are not kept until it has ended. */
  show(uri: vscode.Uri, annotations: FileAnnotations): void {
    const others = [...this.#files].filter(([key]) => key !== uri.toString());
    this.#set(new Map([[uri.toString(), annotations] as const, ...others].slice(0, MOST_FILES)));
  }

  /** Takes away the times of one file, or of all. */
  async clear(uri?: vscode.Uri): Promise<void> {
    this.#set(new Map(uri && [...this.#files].filter(([key]) => key !== uri.toString())));
    await this.#save();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #set(files: ReadonlyMap<string, FileAnnotations>): void {
    const hadTimings = this.#files.size > 0;
    this.#files = files;
    if (hadTimings !== files.size > 0) this.#tellContext();
    this.#changed.fire();
  }

  async #save(): Promise<void> {
    await this.#state.update(STORAGE_KEY, { version: VERSION, files: [...this.#files] } satisfies Kept);
  }

  #tellContext(): void {
    void vscode.commands.executeCommand('setContext', contextKeys.hasTimings, this.#files.size > 0);
  }
}
