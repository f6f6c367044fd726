import * as vscode from 'vscode';
import type { Readiness } from '../core/model/readiness.js';
import { sentence, type Sentence } from '../core/model/sentence.js';
import { ToldError, toldBy } from '../core/told-error.js';
import type { LoadedExperiment } from '../node/experiments.js';
import { MNIST, settings } from './contributions.js';
import type { RunSession } from './run/session.js';
import { loadServices } from './services/load.js';
import { interpreterSettings } from './settings.js';
import { messageOf, type Log } from './log.js';

/** A manifest of the workspace that cannot be used, and why. */
export interface BrokenExperiment {
  readonly file: string;
  readonly message: string | Sentence;
}

interface Loaded {
  readonly experiments: readonly LoadedExperiment[];
  readonly broken: readonly BrokenExperiment[];
}

/** The bundled experiments and the workspace's own `*.langbench.json`, with what is known of their readiness. */
export class Experiments implements vscode.Disposable {
  readonly #root: string;
  readonly #log: Log;
  readonly #session: Pick<RunSession, 'state'>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  readonly #readiness = new Map<string, readonly Readiness[]>();
  /** The files of those whose readiness was looked into, or is. */
  readonly #checked = new Set<string>();
  /** Goes up whenever what was found no longer holds, also for a check that is still under way. */
  #generation = 0;
  /** A first look was asked for while something was measured. */
  #isPutOff = false;
  #loaded: Promise<Loaded> | undefined;

  /** @param root the folder that holds the bundled `experiments/` */
  constructor(root: string, log: Log, session: Pick<RunSession, 'state' | 'onDidChangeState'>) {
    this.#root = root;
    this.#log = log;
    this.#session = session;
    const reload = (): void => {
      this.#loaded = undefined;
      this.#forgetReadiness();
    };
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.langbench.json');
    this.#subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(reload),
      watcher.onDidChange(reload),
      watcher.onDidDelete(reload),
      vscode.workspace.onDidChangeWorkspaceFolders(reload),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#changed.fire();
      }),
      session.onDidChangeState(({ kind }) => {
        if (kind !== 'idle' || !this.#isPutOff) return;
        this.#isPutOff = false;
        this.#changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ([settings.pythonPath, settings.juliaPath].some((id) => event.affectsConfiguration(id))) {
          this.#forgetReadiness();
        }
      }),
    );
  }

  /** Those that can be used, and the files that cannot. */
  scan(): Promise<Loaded> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async all(): Promise<readonly LoadedExperiment[]> {
    return (await this.scan()).experiments;
  }

  async mnist(): Promise<LoadedExperiment> {
    const found = await this.find(MNIST);
    if (found === undefined) throw new ToldError(sentence('The bundled experiment "{0}" is missing.', MNIST));
    return found;
  }

  /** Bundled experiments come first, so that a workspace cannot put another in their place. */
  async find(id: string): Promise<LoadedExperiment | undefined> {
    return (await this.all()).find(({ experiment }) => experiment.id === id);
  }

  /** What the last check found; undefined before the first one. */
  knownReadiness(experiment: LoadedExperiment): readonly Readiness[] | undefined {
    return this.#readiness.get(experiment.file);
  }

  /**
   * The first look at an experiment checks the machine, in the background and in trusted workspaces alone. Beside a
   * measurement it would disturb the figures: then a change is told when that has ended, and whoever looks again asks again.
   */
  checkOnce(experiment: LoadedExperiment): void {
    if (!vscode.workspace.isTrusted || this.#checked.has(experiment.file)) return;
    this.#isPutOff = this.#session.state.kind !== 'idle';
    if (this.#isPutOff) return;
    this.check(experiment).catch((error: unknown) => {
      this.#log.error(messageOf(error));
    });
  }

  /** Looks at the machine afresh and remembers what it found. */
  async check(experiment: LoadedExperiment, signal?: AbortSignal): Promise<readonly Readiness[]> {
    this.#checked.add(experiment.file);
    const generation = this.#generation;
    const { checkReadiness } = await loadServices();
    const readiness = await checkReadiness(experiment, {
      interpreters: interpreterSettings(),
      ...(signal && { signal }),
    });
    if (generation === this.#generation) this.remember(experiment, readiness);
    return readiness;
  }

  /** Takes in what was found out of some implementations or all; what is known of the others stays. */
  remember(experiment: LoadedExperiment, readiness: readonly Readiness[]): void {
    const known = [...(this.knownReadiness(experiment) ?? []), ...readiness];
    const latest = new Map(known.map((each) => [each.implementation, each]));
    this.#readiness.set(experiment.file, [...latest.values()]);
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  #forgetReadiness(): void {
    this.#generation++;
    this.#readiness.clear();
    this.#checked.clear();
    this.#changed.fire();
  }

  async #load(): Promise<Loaded> {
    const { bundledExperiments, loadExperiment } = await loadServices();
    const bundled = await bundledExperiments(this.#root);
    const files = await vscode.workspace.findFiles('**/*.langbench.json', '**/{node_modules,.venv}/**', 100);
    const own = files.map(({ fsPath }) => fsPath).filter((file) => !bundled.some((each) => each.file === file));
    const loaded = await Promise.all(
      own.sort().map(async (file) => {
        try {
          return await loadExperiment(file);
        } catch (error) {
          return { file, message: toldBy(error) };
        }
      }),
    );
    return {
      experiments: [...bundled, ...loaded.filter((each) => 'experiment' in each)],
      broken: loaded.filter((each) => 'message' in each),
    };
  }
}
