import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { RunEvent } from '../../../src/core/model/run-event.js';
import { headline } from '../../../src/core/report/index.js';
import type { App } from '../../../src/extension/app.js';
import { RunProgress } from '../../../src/extension/run/progress-view.js';
import { RunSession } from '../../../src/extension/run/session.js';
import { BenchmarkTaskProvider } from '../../../src/extension/tasks.js';
import { OutputPty } from '../../../src/extension/terminals/output-pty.js';
import { ImplementationTerminals } from '../../../src/extension/terminals/implementation-terminals.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { cancelledRun, oneBlockRun } from '../../support/invented-runs/index.js';
import { until } from '../../support/eventually.js';

type Tell = (event: RunEvent) => void;
interface UnderWay {
  readonly tell: Tell;
  readonly end: (run: object) => void;
}

const node = vi.hoisted(() => ({ runs: [] as UnderWay[] }));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/node/dataset/prepare.js', () => ({ prepareDataset: () => Promise.resolve({ record: {} }) }));
vi.mock('../../../src/node/run/index.js', () => ({
  runExperiment: (_request: unknown, { signal, onEvent }: { signal: AbortSignal; onEvent: Tell }) =>
    new Promise((resolve) => {
      node.runs.push({ tell: onEvent, end: resolve });
      signal.addEventListener('abort', () => {
        resolve(cancelledRun());
      });
    }),
}));

const experiment = {
  file: '/mnist.langbench.json',
  experiment: {
    id: 'mnist',
    title: 'CNN on MNIST',
    defaults: { epochs: 1, batchSize: 128, dataset: 'mnist' },
    implementations: [{ id: 'a', title: 'A', language: 'python' }],
  },
} as unknown as LoadedExperiment;
const trial = { implementation: 'a', block: 1, position: 1 };

let app: App;

beforeEach(() => {
  node.runs.length = 0;
  const session = new RunSession();
  app = {
    context: { extension: { packageJSON: { version: '1' } } },
    log: { info: vi.fn(), warn: vi.fn() },
    runs: { directory: '/workspace' },
    experiments: {
      find: (id: string) => Promise.resolve(id === 'mnist' ? experiment : undefined),
      all: () => Promise.resolve([experiment]),
      check: () => Promise.resolve([{ state: 'ready', implementation: 'a' }]),
    },
    session,
    progress: new RunProgress(session),
    terminals: new ImplementationTerminals(session),
  } as unknown as App;
});

/** A task as the editor runs it: what its terminal shows, and its exit code once it has one. */
async function run(definition: object = {}): Promise<{ pty: vscode.Pseudoterminal; text: string; exit?: number }> {
  const task = new BenchmarkTaskProvider(app).resolveTask({ definition, name: 'task' } as unknown as vscode.Task);
  const execution = task.execution as unknown as { callback(of: object): Promise<vscode.Pseudoterminal> };
  const pty = await execution.callback(definition);
  const seen: Awaited<ReturnType<typeof run>> = { pty, text: '' };
  pty.onDidWrite((text) => (seen.text += text));
  pty.onDidClose?.((code) => (seen.exit = code ?? NaN));
  pty.open(undefined);
  return seen;
}

async function underWay(): Promise<UnderWay> {
  return until(() => node.runs.at(-1));
}

const print = (tell: Tell, text: string): void => {
  tell({ type: 'output', trial, stream: 'stdout', chunk: new TextEncoder().encode(text) });
};

describe('a task', () => {
  it('prints into its own terminal and ends with an exit code', async () => {
    const task = await run();
    const { tell, end } = await underWay();
    tell({ type: 'trial-started', trial, command: ['python', 'a.py'] });
    print(tell, 'epoch 1\n');
    const done = oneBlockRun();
    end(done);
    await until(() => task.exit !== undefined);
    expect(task.text).toContain('epoch 1\r\n');
    expect(task.text).toContain(`── ${headline(done).text}`);
    expect(task.exit).toBe(0);
  });

  it('leaves a run that is under way its terminal and its process, when it is started beside it', async () => {
    const first = await run();
    const { tell, end } = await underWay();
    print(tell, 'before\n');
    const second = await run();
    await until(() => second.exit !== undefined);
    second.pty.handleInput?.('\u0003');
    second.pty.close();
    print(tell, 'after\n');
    expect(second.exit).toBe(1);
    expect(second.text).toContain('busy in this window: CNN on MNIST.');
    end(oneBlockRun());
    await until(() => first.exit !== undefined);
    expect(first.text).toContain('before\r\nafter\r\n');
    expect(first.exit).toBe(0);
  });

  it('is cancelled by Ctrl+C', async () => {
    const task = await run();
    await underWay();
    task.pty.handleInput?.('\u0003');
    await until(() => task.exit !== undefined);
    expect(task.exit).toBe(130);
  });

  it.each<[string, (pty: vscode.Pseudoterminal) => void]>([
    ['by Ctrl+C', (pty) => pty.handleInput?.('\u0003')],
    [
      'by closing its terminal',
      (pty) => {
        pty.close();
      },
    ],
  ])('is cancelled %s while its experiment is still looked for', async (_how, cancel) => {
    let found: ((experiment: LoadedExperiment) => void) | undefined;
    vi.spyOn(app.experiments, 'find').mockReturnValue(new Promise((resolve) => (found = resolve)));
    const exit = vi.spyOn(OutputPty.prototype, 'exit');
    const task = await run();
    cancel(task.pty);
    found?.(experiment);
    await until(() => exit.mock.calls.length > 0);
    expect(exit).toHaveBeenCalledWith(130);
    expect(node.runs).toEqual([]);
    exit.mockRestore();
  });

  it('names the experiments that there are when it names none of them', async () => {
    const task = await run({ experiment: 'cifar' });
    await until(() => task.exit !== undefined);
    expect(task.exit).toBe(1);
    expect(task.text).toContain('There is no experiment "cifar". There are: mnist.');
  });
});
