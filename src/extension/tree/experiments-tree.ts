import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { Readiness } from '../../core/model/readiness.js';
import type { Run } from '../../core/model/run.js';
import { formatSeconds } from '../../core/report/format.js';
import { problemLines } from '../../core/report/remedy.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { commands } from '../contributions.js';
import type { RunSummary } from '../../node/store/index.js';
import type { BrokenExperiment, Experiments } from '../experiments.js';
import { messageOf, type Log } from '../log.js';
import { readablePath } from '../readable-path.js';
import { readinessText, versionsOf } from '../readiness-text.js';
import type { Runs } from '../runs.js';
import { loadServices } from '../services/load.js';
import { implementationIcon } from '../terminals/appearance.js';
import { brokenFileItem } from './broken-file.js';
import { spoken } from './row.js';

/** A row: an experiment, one of its implementations, or a manifest that cannot be used. */
export type ExperimentNode =
  | { readonly kind: 'experiment'; readonly experiment: LoadedExperiment }
  | ImplementationNode
  | { readonly kind: 'broken'; readonly broken: BrokenExperiment };

interface ImplementationNode {
  readonly kind: 'implementation';
  readonly experiment: LoadedExperiment;
  readonly implementation: Implementation;
}

/** How many runs are looked through for the last time of an implementation. */
const MOST_RUNS = 5;

/** Experiments with their implementations: whether each can run here, and how fast it was last time. */
export class ExperimentsTree implements vscode.TreeDataProvider<ExperimentNode> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #experiments: Experiments;
  readonly #runs: Runs;
  readonly #log: Log;
  /** What runs there are, and those that were read by their files: until one changes. */
  #listing: Promise<readonly RunSummary[]> | undefined;
  readonly #loaded = new Map<string, Promise<Run | undefined>>();

  constructor(experiments: Experiments, runs: Runs, log: Log) {
    this.#experiments = experiments;
    this.#runs = runs;
    this.#log = log;
    experiments.onDidChange(() => {
      this.#changed.fire(undefined);
    });
    runs.onDidChange(() => {
      this.#listing = undefined;
      this.#loaded.clear();
      this.#changed.fire(undefined);
    });
  }

  async getChildren(node?: ExperimentNode): Promise<ExperimentNode[]> {
    if (node === undefined) {
      const { experiments, broken } = await this.#experiments.scan();
      return [
        ...experiments.map((experiment) => ({ kind: 'experiment', experiment }) as const),
        ...broken.map((each) => ({ kind: 'broken', broken: each }) as const),
      ];
    }
    if (node.kind !== 'experiment') return [];
    const { experiment } = node;
    this.#experiments.checkOnce(experiment);
    return experiment.experiment.implementations.map((implementation) => ({
      kind: 'implementation',
      experiment,
      implementation,
    }));
  }

  async getTreeItem(node: ExperimentNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'experiment':
        return experimentItem(node.experiment);
      case 'implementation':
        return implementationItem(
          node.experiment,
          node.implementation,
          this.#readiness(node),
          await this.#lastTime(node),
        );
      case 'broken':
        return brokenFileItem(node.broken);
    }
  }

  #readiness(node: ImplementationNode): Readiness | undefined {
    const known = this.#experiments.knownReadiness(node.experiment);
    return known?.find(({ implementation }) => implementation === node.implementation.id);
  }

  /** The steady epoch in seconds in the newest saved run that has one: the last run may have been cancelled before. */
  async #lastTime({ experiment, implementation }: ImplementationNode): Promise<number | undefined> {
    try {
      const { figuresOfRun } = await loadServices();
      for (const { file } of await this.#newestRuns(experiment, implementation)) {
        const run = await this.#load(file);
        const figures = run && figuresOfRun(run, implementation.id);
        if (figures !== undefined) return figures.typicalSeconds;
      }
    } catch (error) {
      this.#log.error(messageOf(error));
    }
    return undefined;
  }

  async #newestRuns({ experiment }: LoadedExperiment, { id }: Implementation): Promise<RunSummary[]> {
    this.#listing ??= this.#runs.list();
    return (await this.#listing)
      .filter((run) => run.experiment.id === experiment.id && run.implementations.includes(id))
      .slice(0, MOST_RUNS);
  }

  #load(file: string): Promise<Run | undefined> {
    const loading =
      this.#loaded.get(file) ??
      this.#runs.load(file).catch((error: unknown) => {
        this.#log.error(messageOf(error));
        return undefined;
      });
    this.#loaded.set(file, loading);
    return loading;
  }
}

function experimentItem({ experiment, file }: LoadedExperiment): vscode.TreeItem {
  const item = new vscode.TreeItem(experiment.title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = file;
  item.contextValue = 'experiment';
  item.iconPath = new vscode.ThemeIcon('beaker');
  item.tooltip = experiment.description;
  return spoken(item);
}

function implementationItem(
  experiment: LoadedExperiment,
  implementation: Implementation,
  readiness: Readiness | undefined,
  seconds: number | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(implementation.title);
  item.id = `${experiment.file} ${implementation.id}`;
  item.contextValue = readiness?.state === 'not-ready' ? 'implementationNotReady' : 'implementation';
  item.iconPath = implementationIcon(experiment.experiment, implementation);
  const time = seconds === undefined ? '' : vscode.l10n.t('{0}/epoch', formatSeconds(seconds));
  item.description = [time, readiness ? readinessText(readiness) : ''].filter((part) => part !== '').join(' · ');
  item.tooltip = readinessTooltip(implementation, readiness);
  item.command = { command: commands.openProgram, title: '', arguments: [{ experiment, implementation }] };
  return spoken(item);
}

function readinessTooltip({ framework }: Implementation, readiness: Readiness | undefined): string {
  if (readiness === undefined) return framework;
  if (readiness.state === 'ready') {
    return [...versionsOf(readiness), readablePath(readiness.interpreter)].join('\n');
  }
  return problemLines(readiness.problem, vscode.l10n.t).join('\n');
}
