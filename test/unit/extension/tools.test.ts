import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { english, toMarkdown } from '../../../src/core/report/index.js';
import type { App } from '../../../src/extension/app.js';
import type { benchmark } from '../../../src/extension/commands/run-benchmark.js';
import { ReadLastResultTool, RunBenchmarkTool } from '../../../src/extension/tools.js';
import { completedRun } from '../../support/invented-runs/index.js';
import { EventEmitter, smallVscode } from './small-vscode.js';

const commands = vi.hoisted(() => ({ benchmark: vi.fn<typeof benchmark>() }));
vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);
vi.mock('../../../src/extension/commands/run-benchmark.js', () => commands);

const run = completedRun();
const experiment = { experiment: { id: 'mnist' } };
const latest = vi.fn(() => Promise.resolve<typeof run | undefined>(run));
const app = {
  experiments: {
    find: (id: string) => Promise.resolve(id === 'mnist' ? experiment : undefined),
    all: () => Promise.resolve([experiment]),
  },
  runs: { latest },
} as unknown as App;
const tool = new RunBenchmarkTool(app);

const cancelled = new EventEmitter<undefined>();
const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event } as vscode.CancellationToken;
const invoke = (input: object) => tool.invoke({ input, toolInvocationToken: undefined }, token);
const textOf = ({ content }: vscode.LanguageModelToolResult) =>
  content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');

beforeEach(() => {
  vi.clearAllMocks();
  smallVscode.workspace.isTrusted = true;
  commands.benchmark.mockResolvedValue(run);
});

describe('what the person is asked before an agent runs a benchmark', () => {
  const asked = (input: object) => {
    const { confirmationMessages } = tool.prepareInvocation({ input });
    return (confirmationMessages?.message as vscode.MarkdownString).value;
  };

  it('names everything that was asked for', () => {
    expect(asked({ experiment: 'mnist', implementations: ['a'], epochs: 3, seed: 7 })).toBe(
      'This trains networks on this machine and keeps it busy for minutes.\n\n' +
        String.raw`- experiment: "mnist"` +
        '\n' +
        String.raw`- implementations: \["a"\]` +
        '\n- epochs: 3\n- seed: 7',
    );
  });

  it('holds nothing that a model put there to mislead', () => {
    const text = asked({ dataset: 'mnist`\n\n**Already allowed** [by you](command:x)', '**Safe**': 'nothing runs' });
    expect(text).not.toContain('Safe');
    expect(text).not.toMatch(/[^\\](?:\*\*|\[|`)/);
    expect(text.split('\n')).toHaveLength(3);
  });
});

describe('a run of an agent', () => {
  it('gives the report in English', async () => {
    expect(textOf(await invoke({ epochs: 2 }))).toBe(toMarkdown(run, english));
    expect(commands.benchmark).toHaveBeenCalledWith(app, experiment, { epochs: 2 }, expect.anything());
  });

  it('is cancelled with the conversation', async () => {
    commands.benchmark.mockImplementation((_app, _experiment, _wishes, { signal } = {}) => {
      cancelled.fire(undefined);
      return Promise.resolve(signal?.aborted ? undefined : run);
    });
    await expect(invoke({})).rejects.toThrow('The user cancelled before the first trial.');
  });

  it('says what to do when it cannot be', async () => {
    await expect(invoke({ experiment: 'cifar' })).rejects.toThrow('Call again with one of: mnist.');
    commands.benchmark.mockRejectedValueOnce(new Error('Nothing is ready.'));
    await expect(invoke({})).rejects.toThrow('The benchmark did not run. Nothing is ready.');
    smallVscode.workspace.isTrusted = false;
    await expect(invoke({})).rejects.toThrow('This workspace is not trusted');
  });
});

it('gives an agent the last run, or says how to make one', async () => {
  const reading = new ReadLastResultTool(app);
  expect(textOf(await reading.invoke())).toBe(toMarkdown(run, english));
  latest.mockResolvedValueOnce(undefined);
  await expect(reading.invoke()).rejects.toThrow('langbench_run_benchmark');
});
