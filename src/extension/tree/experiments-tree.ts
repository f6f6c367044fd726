import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { Readiness } from '../../core/model/readiness.js';
import type { Run } from '../../core/model/run.js';
import { formatSeconds } from '../../core/report/format.js';
import { remedyInEditor } from '../../core/report/remedy.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { commands } from '../contributions.js';
import type { Experiments } from '../experiments.js';
import { messageOf, type Log } from '../log.js';
import { readablePath } from '../readable-path.js';
import type { Runs } from '../runs.js';
import { loadServices } from '../services/index.js';
import { implementationIcon } from '../terminals/appearance.js';

/** A row: an experiment, or one of its implementations. */
export type ExperimentNode =
  | { readonly kind: 'experiment'; readonly experiment: LoadedExperiment }
  | { readonly kind: 'implementation'; readonly experiment: LoadedExperiment; readonly implementation: Implementation };

/** Experiments with their implementations: whether each can run here, and how fast it was last time. */
export class ExperimentsTree implements vscode.TreeDataProvider<ExperimentNode> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #experiments: Experiments;
  readonly #runs: Runs;
  readonly #log: Log;
  readonly #checked = new Set<string>();
  readonly #lastRuns = new Map<string, Promise<Run | undefined>>();

  constructor(experiments: Experiments, runs: Runs, log: Log) {
    this.#experiments = experiments;
    this.#runs = runs;
    this.#log = log;
    experiments.onDidChange(() => {
      this.#changed.fire(undefined);
    });
    runs.onDidChange(() => {
      this.#lastRuns.clear();
      this.#changed.fire(undefined);
    });
  }

  async getChildren(node?: ExperimentNode): Promise<ExperimentNode[]> {
    if (node === undefined) {
      const experiments = await this.#experiments.all();
      return experiments.map((experiment) => ({ kind: 'experiment', experiment }));
    }
    if (node.kind === 'implementation') return [];
    const { experiment } = node;
    this.#checkOnce(experiment);
    return experiment.experiment.implementations.map((implementation) => ({
      kind: 'implementation',
      experiment,
      implementation,
    }));
  }

  async getTreeItem(node: ExperimentNode): Promise<vscode.TreeItem> {
    return node.kind === 'experiment'
      ? experimentItem(node.experiment)
      : implementationItem(node.experiment, node.implementation, this.#readiness(node), await this.#lastTime(node));
  }

  #readiness(node: Extract<ExperimentNode, { kind: 'implementation' }>): Readiness | undefined {
    const known = this.#experiments.knownReadiness(node.experiment);
    return known?.find(({ implementation }) => implementation === node.implementation.id);
  }

  /** The first look at an experiment's rows checks the machine, in the background and in trusted workspaces alone. */
  #checkOnce(experiment: LoadedExperiment): void {
    if (!vscode.workspace.isTrusted || this.#checked.has(experiment.file)) return;
    this.#checked.add(experiment.file);
    this.#experiments.check(experiment).catch((error: unknown) => {
      this.#log.error(messageOf(error));
    });
  }

  /** The steady epoch in seconds in the newest saved run of the experiment. */
  async #lastTime(node: Extract<ExperimentNode, { kind: 'implementation' }>): Promise<number | undefined> {
    const run = await this.#lastRun(node.experiment.experiment.id);
    if (run === undefined) return undefined;
    const { figuresOfRun } = await loadServices();
    return figuresOfRun(run, node.implementation.id)?.typicalSeconds;
  }

  #lastRun(experimentId: string): Promise<Run | undefined> {
    const known = this.#lastRuns.get(experimentId);
    if (known !== undefined) return known;
    const loading = this.#runs.latest(experimentId).catch((error: unknown) => {
      this.#log.error(messageOf(error));
      return undefined;
    });
    this.#lastRuns.set(experimentId, loading);
    return loading;
  }
}

function experimentItem({ experiment, file }: LoadedExperiment): vscode.TreeItem {
  const item = new vscode.TreeItem(experiment.title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = file;
  item.contextValue = 'experiment';
  item.iconPath = new vscode.ThemeIcon('beaker');
  item.tooltip = experiment.description;
  return item;
}

function implementationItem(
  experiment: LoadedExperiment,
  implementation: Implementation,
  readiness: Readiness | undefined,
  seconds: number | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(implementation.title);
  item.id = `${experiment.file} ${implementation.id}`;
  item.contextValue = 'implementation';
  item.iconPath = implementationIcon(experiment.experiment, implementation);
  const time = seconds === undefined ? '' : vscode.l10n.t('{0}/epoch', formatSeconds(seconds));
  item.description = [readinessText(readiness), time].filter((part) => part !== '').join(' · ');
  item.tooltip = readinessTooltip(implementation, readiness);
  item.command = { command: commands.openProgram, title: '', arguments: [{ experiment, implementation }] };
  return item;
}

function readinessText(readiness: Readiness | undefined): string {
  if (readiness === undefined) return '';
  return readiness.state === 'ready' ? vscode.l10n.t('ready') : vscode.l10n.t('not ready');
}

function readinessTooltip({ framework }: Implementation, readiness: Readiness | undefined): string {
  if (readiness === undefined) return framework;
  if (readiness.state === 'ready') {
    const packages = Object.entries(readiness.packages).map(([name, version]) => `${name} ${version}`);
    return [readiness.version, ...packages, readablePath(readiness.interpreter)].join('\n');
  }
  const { message, remedy } = readiness.problem;
  return remedy === undefined ? message : `${message}\n${remedyInEditor(remedy, vscode.l10n.t)}`;
}
