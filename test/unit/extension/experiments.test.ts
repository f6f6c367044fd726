import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { sentence } from '../../../src/core/model/sentence.js';
import type { Run } from '../../../src/core/model/run.js';
import { Experiments } from '../../../src/extension/experiments.js';
import { figuresOfRun } from '../../../src/extension/lenses/figures.js';
import type { Log } from '../../../src/extension/log.js';
import { RunSession } from '../../../src/extension/run/session.js';
import type { Runs } from '../../../src/extension/runs.js';
import { ExperimentsTree } from '../../../src/extension/tree/experiments-tree.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { summarize } from '../../../src/node/store/summary.js';
import { cancelledRun, completedRun } from '../../support/invented-runs/index.js';
import { EventEmitter, events, smallVscode } from './small-vscode.js';
import { eventually, until } from '../../support/eventually.js';

const services = vi.hoisted(() => ({
  bundledExperiments: vi.fn(),
  loadExperiment: vi.fn(),
  checkReadiness: vi.fn(),
  figuresOfRun: vi.fn(),
}));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/extension/services/load.js', () => ({ loadServices: () => Promise.resolve(services) }));

const done = completedRun();
const [first] = done.implementations;
const experiment = {
  file: '/experiments/mnist.langbench.json',
  experiment: { ...done.experiment, implementations: done.implementations },
} as unknown as LoadedExperiment;
const ready = { state: 'ready', implementation: first?.id, version: '3.13', interpreter: '/python', packages: {} };

const log = { warn: vi.fn(), error: vi.fn() } as unknown as Log;
let session: RunSession;
let experiments: Experiments;

beforeEach(() => {
  vi.clearAllMocks();
  smallVscode.workspace.isTrusted = true;
  services.bundledExperiments.mockResolvedValue([experiment]);
  services.checkReadiness.mockResolvedValue([ready]);
  services.figuresOfRun.mockImplementation(figuresOfRun);
  session = new RunSession();
  experiments = new Experiments('/extension', log, session);
});

describe('readiness', () => {
  const looked = async (): Promise<void> => {
    experiments.checkOnce(experiment);
    await eventually(() => {
      expect(experiments.knownReadiness(experiment)).toHaveLength(1);
    });
  };

  it('is looked into once', async () => {
    await looked();
    await looked();
    expect(services.checkReadiness).toHaveBeenCalledOnce();
  });

  const changeSetting = (changed: string): void => {
    events.configuration.fire({ affectsConfiguration: (id) => id === changed });
  };

  it.each([
    ['another interpreter is chosen', changeSetting.bind(undefined, 'langbench.pythonPath')],
    ['a manifest changes', events.fileChanged.fire.bind(events.fileChanged, undefined)],
    ['the window has other folders', events.folders.fire.bind(events.folders, undefined)],
  ])('is looked into again when %s', async (_what, happen) => {
    await looked();
    happen();
    expect(experiments.knownReadiness(experiment)).toBeUndefined();
    await looked();
    expect(services.checkReadiness).toHaveBeenCalledTimes(2);
  });

  it('is not what a check found that began before another interpreter was chosen, though it ended last', async () => {
    let end: ((found: readonly object[]) => void) | undefined;
    services.checkReadiness.mockReturnValueOnce(new Promise((resolve) => (end = resolve)));
    const before = experiments.check(experiment);
    await until(() => end);
    changeSetting('langbench.pythonPath');
    await looked();
    end?.([{ ...ready, interpreter: '/former/python' }]);
    await before;
    expect(experiments.knownReadiness(experiment)).toEqual([ready]);
  });

  it('is not looked into beside a measurement, but may be after it', async () => {
    const changed = vi.fn();
    experiments.onDidChange(changed);
    await session.start('own.py', () => {
      experiments.checkOnce(experiment);
      return Promise.resolve();
    });
    expect(services.checkReadiness).not.toHaveBeenCalled();
    expect(changed).toHaveBeenCalledOnce();
    await looked();
  });

  it('stays when another setting changes', async () => {
    await looked();
    changeSetting('langbench.epochs');
    expect(experiments.knownReadiness(experiment)).toHaveLength(1);
  });

  it('is not looked into before the workspace is trusted, and may be from then on', () => {
    smallVscode.workspace.isTrusted = false;
    experiments.checkOnce(experiment);
    expect(services.checkReadiness).not.toHaveBeenCalled();
    const changed = vi.fn();
    experiments.onDidChange(changed);
    events.trust.fire(undefined);
    expect(changed).toHaveBeenCalledOnce();
  });
});

describe('the tree of experiments', () => {
  const fileOf = ({ id }: Pick<Run, 'id'>): string => `/runs/${id}.json`;
  const changed = new EventEmitter<undefined>();
  const list = vi.fn();
  const treeOf = (...saved: readonly Run[]): ExperimentsTree => {
    list.mockResolvedValue(saved.map((run) => summarize(run, fileOf(run))));
    const load = (file: string) => Promise.resolve(saved.find((run) => fileOf(run) === file));
    return new ExperimentsTree(experiments, { onDidChange: changed.event, list, load } as unknown as Runs, log);
  };
  const rowsOf = async (tree: ExperimentsTree) => {
    const [root] = await tree.getChildren();
    const nodes = await tree.getChildren(root);
    return Promise.all(nodes.map(async (node) => tree.getTreeItem(node)));
  };
  const row = async (...saved: readonly Run[]): Promise<vscode.TreeItem | undefined> =>
    (await rowsOf(treeOf(...saved)))[0];
  const described = async (...saved: readonly Run[]): Promise<unknown> => (await row(...saved))?.description;
  const withoutTrials: Run = { ...cancelledRun(), id: 'later', trials: [] };

  it('shows the time of the newest run that has one', async () => {
    const seconds = figuresOfRun(done, first?.id ?? '')?.typicalSeconds ?? 0;
    expect(await described(withoutTrials, done)).toContain(`${seconds.toFixed(1)}\u00a0s/epoch`);
  });

  it('says in a row read aloud what it is of, its time and whether it is ready', async () => {
    await experiments.check(experiment);
    const item = await row(done);
    expect(item?.accessibilityInformation?.label).toMatch(new RegExp(`^${first?.title}, .+/epoch · ready$`));
    expect(item?.contextValue).toBe('implementation');
  });

  it('offers to set up what is not ready', async () => {
    const problem = { kind: 'missing-package', message: sentence('Flux is missing.') } as const;
    experiments.remember(experiment, [{ state: 'not-ready', implementation: first?.id ?? '', problem }]);
    expect(await row()).toMatchObject({
      contextValue: 'implementationNotReady',
      accessibilityInformation: { label: `${first?.title}, not ready` },
    });
  });

  it('shows a manifest that cannot be used after the others, with the reason, and opens it', async () => {
    const file = smallVscode.Uri.file('/project/own.langbench.json');
    vi.spyOn(smallVscode.workspace, 'findFiles').mockResolvedValueOnce([file]);
    services.loadExperiment.mockRejectedValue(new Error(`${file.fsPath}:3:1: this is not JSON`));
    const tree = new ExperimentsTree(experiments, { onDidChange: () => undefined } as unknown as Runs, log);
    const rows = await tree.getChildren();
    expect(rows.map(({ kind }) => kind)).toEqual(['experiment', 'broken']);
    expect(await Promise.all(rows.slice(1).map((row) => tree.getTreeItem(row)))).toMatchObject([
      {
        label: 'own.langbench.json',
        iconPath: { id: 'warning' },
        tooltip: '/project/own.langbench.json:3:1: this is not JSON',
        command: { command: 'vscode.open', arguments: [file] },
      },
    ]);
  });

  it('lists the saved runs once for all its rows, and again when they have changed', async () => {
    const tree = treeOf(done);
    expect(await rowsOf(tree)).toHaveLength(done.implementations.length);
    expect(list).toHaveBeenCalledOnce();
    changed.fire(undefined);
    await rowsOf(tree);
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('shows no time where no run has one', async () => {
    expect(await described(withoutTrials)).not.toContain('epoch');
  });
});
