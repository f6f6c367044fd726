import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { findTrainCalls } from '../../../src/core/train-calls/index.js';
import type { CallAnnotation, Comparison, FileAnnotations } from '../../../src/extension/lenses/annotation.js';
import { Annotations } from '../../../src/extension/lenses/annotations.js';
import { DocumentCalls } from '../../../src/extension/lenses/document-calls.js';
import { TrainCallLenses } from '../../../src/extension/lenses/provider.js';
import type { Log } from '../../../src/extension/log.js';
import { TrainCallPatterns } from '../../../src/extension/train-call-patterns.js';
import { EventEmitter, settings, shown as told, smallVscode } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const SOURCE = 'model.fit(x)\nother.fit(y)\n';
const uri = { fsPath: '/own.py', toString: () => 'file:///own.py' } as unknown as vscode.Uri;
const document = { languageId: 'python', uri, version: 1, getText: () => SOURCE } as unknown as vscode.TextDocument;
const alive = { isCancellationRequested: false } as vscode.CancellationToken;

const measured: readonly CallAnnotation[] = findTrainCalls(SOURCE, 'python').map((call) => ({
  call: { ...call, line: call.start.line },
  figures: { unit: 'call', count: 1, typicalSeconds: 2, resolutionSeconds: 0 },
  origin: 'traced',
}));
const asItWas: FileAnnotations = {
  measuredAt: '2026-01-01T00:00:00Z',
  source: { kind: 'file', mode: 'traced' },
  conditions: [],
  calls: measured,
  unattributed: 0,
};

const log = { warn: vi.fn() };
let annotations: Annotations;
let lenses: TrainCallLenses;

beforeEach(() => {
  settings.clear();
  const state = { get: (_key: string, initial: unknown) => initial, update: () => Promise.resolve() };
  annotations = new Annotations(state as unknown as vscode.Memento);
  const calls = new DocumentCalls(new TrainCallPatterns(log as unknown as Log));
  lenses = new TrainCallLenses(annotations, calls, new EventEmitter<void>().event as vscode.Event<void>);
});

/** A workspace's state that holds this. */
const holding = (kept: unknown): vscode.Memento =>
  ({
    get: () => kept,
    update: (_key: string, value: unknown) => {
      kept = value;
      return Promise.resolve();
    },
  }) as unknown as vscode.Memento;

describe('what is kept of times', () => {
  it('is there again after a reload', async () => {
    const state = holding(undefined);
    await new Annotations(state).replace(uri, asItWas);
    expect(new Annotations(state).get(uri)).toEqual(asItWas);
  });

  it.each([[[['file:///own.py', asItWas]]], [{ version: 99, files: 'others' }], ['damaged'], [7], [null]])(
    'by another version is forgotten: %j',
    (kept) => {
      expect(new Annotations(holding(kept)).get(uri)).toBeUndefined();
    },
  );
});

it('tells the editor whether there are times when the first one comes and when the last one goes', async () => {
  const executed = vi.spyOn(smallVscode.commands, 'executeCommand');
  annotations.show(uri, asItWas);
  annotations.show(uri, asItWas);
  expect(executed.mock.calls).toEqual([['setContext', 'langbench.hasTimings', true]]);
  await annotations.clear(uri);
  expect(executed).toHaveBeenLastCalledWith('setContext', 'langbench.hasTimings', false);
  executed.mockRestore();
});

/** What stands above the calls, a line each. */
function shown(token = alive, of = document): string[] {
  const lines = new Map<number, string[]>();
  for (const lens of lenses.provideCodeLenses(of, token)) {
    const { startLine } = lens.range as unknown as { startLine: number };
    const title = lenses.resolveCodeLens(lens).command?.title.replaceAll('\u00a0', ' ') ?? '';
    lines.set(startLine, [...(lines.get(startLine) ?? []), title]);
  }
  return [...lines].map(([line, titles]) => `${line}: ${titles.join(' | ')}`);
}

const OFFER = '$(watch) Run timed';
const TIMED = '2.00 s | $(debug-restart) Re-run | Compare | Clear';

describe('lenses', () => {
  it('offer to measure a call that has no time, and show the time of one that has', () => {
    expect(shown()).toEqual([`0: ${OFFER}`, `1: ${OFFER}`]);
    annotations.show(uri, asItWas);
    expect(shown()).toEqual([`0: ${TIMED}`, `1: ${TIMED}`]);
  });

  it('say that the file is being run while it is', () => {
    const RUNNING = '$(loading~spin) running';
    annotations.show(uri, { ...asItWas, calls: measured.slice(0, 1) });
    annotations.setRunning(uri, true);
    expect(shown()).toEqual([`0: 2.00 s | ${RUNNING} | Compare | Clear`, `1: ${RUNNING}`]);
    annotations.setRunning(uri, false);
    expect(shown()).toEqual([`0: ${TIMED}`, `1: ${OFFER}`]);
  });

  it('offer what acts on the file once above a line with several calls', () => {
    const source = 'a.fit(x).fit(y)\n';
    const chained = { ...document, getText: () => source };
    expect(shown(alive, chained)).toEqual([`0: ${OFFER}`]);
    const [first, second] = findTrainCalls(source, 'python').map((call) => ({
      ...measured[0],
      call: { ...call, line: 0 },
    })) as CallAnnotation[];
    if (first === undefined || second === undefined) throw new Error('no two calls');
    annotations.show(uri, { ...asItWas, calls: [first, second] });
    expect(shown(alive, chained)).toEqual([`0: 2.00 s | Compare | ${TIMED}`]);
    annotations.show(uri, { ...asItWas, calls: [first] });
    expect(shown(alive, chained)).toEqual([`0: ${TIMED}`]);
  });

  it('stand above what a person calls a train call, beside what LangBench does or instead of it', () => {
    settings.set('langbench.trainCalls', { python: ['default', String.raw`\bopen`] });
    const source = 'model.fit(x)\nopen(y)\n';
    const lines = () =>
      lenses
        .provideCodeLenses({ ...document, getText: () => source }, alive)
        .map(({ range }) => (range as unknown as { startLine: number }).startLine);
    expect(lines()).toEqual([0, 1]);
    settings.set('langbench.trainCalls', { python: [String.raw`\bopen`] });
    expect(lines()).toEqual([1]);
  });

  it('are not waited for twice when a pattern has no end: it is left out, and the person is told once', () => {
    const endless = String.raw`(\w+)+\?`;
    settings.set('langbench.trainCalls', { python: ['default', endless] });
    told.length = 0;
    const translate = vi.spyOn(smallVscode.l10n, 't').mockImplementation((message) => `In German: ${message}`);
    const own = { ...document, getText: () => `${'a'.repeat(60)}\nmodel.fit(x)\n` };
    for (const version of [1, 2, 3]) expect(shown(alive, { ...own, version })).toHaveLength(1);
    translate.mockRestore();
    expect(told).toEqual([expect.stringMatching(/^In German: The pattern .* had come to no end in/)]);
    // The log is in English.
    const said = expect.stringContaining(`The pattern "${endless}" for train calls had come to no end in`) as string;
    expect(log.warn.mock.calls).toEqual([[said]]);
  });

  it('are none where they are switched off or no longer wanted', () => {
    expect(shown({ ...alive, isCancellationRequested: true })).toEqual([]);
    settings.set('langbench.codeLens.enabled', false);
    expect(shown()).toEqual([]);
  });

  it('run again what the time is of: the whole benchmark, or the file', () => {
    const rerun = () => {
      const lens = lenses.provideCodeLenses(document, alive).map((each) => lenses.resolveCodeLens(each))[1];
      return [lens?.command?.command, lens?.command?.arguments];
    };
    annotations.show(uri, asItWas);
    expect(rerun()).toEqual(['langbench.runFileTimed', [uri]]);
    annotations.show(uri, { ...asItWas, source: { kind: 'benchmark', runId: 'r1', implementation: 'a' } });
    expect(rerun()).toEqual(['langbench.runAgain', ['r1', uri]]);
  });

  it('compare in words that say how sure the comparison is', () => {
    const title = (comparison: Comparison) => {
      annotations.show(uri, { ...asItWas, calls: measured.map((call) => ({ ...call, comparison })) });
      return shown()[0]?.split(' | ')[0]?.replace('0: 2.00 s · ', '');
    };
    const other = 'TensorFlow';
    expect(title({ other, ratio: 1.9 })).toBe('1.90× slower than TensorFlow');
    expect(title({ other, ratio: 0.5, blocks: 1 })).toBe('2.00× faster than TensorFlow (one block)');
    expect(title({ other, ratio: 1.9, blocks: 3 })).toBe('1.90× slower than TensorFlow (3 blocks)');
    expect(title({ other, ratio: 0.99 })).toBe('about as fast as TensorFlow');
    expect(title({ other, ratio: 1.01, blocks: 1 })).toBe('about as fast as TensorFlow (one block)');
  });

  it('compare a call alone, and know it by its place', () => {
    annotations.show(uri, {
      ...asItWas,
      calls: measured.map((call, index) => (index === 0 ? call : { ...call, comparison: { other: 'x', ratio: 2 } })),
    });
    expect(shown()).toEqual([`0: ${TIMED}`, `1: ${TIMED.replace('2.00 s', '2.00 s · 2.00× slower than x')}`]);
    const lens = lenses
      .provideCodeLenses(document, alive)
      .filter(({ role }) => role === 'compare')
      .map((each) => lenses.resolveCodeLens(each));
    expect(lens.map(({ command }) => command?.arguments)).toEqual([
      [uri, 0],
      [uri, 1],
    ]);
  });

  it('say "unattributed" of a call that may have printed times which nobody can tell to be its', () => {
    const someTimes = { ...asItWas, calls: measured.slice(0, 1), unattributed: 2 };
    annotations.show(uri, { ...someTimes, untimed: ['other.fit(y)'] });
    expect(shown()).toEqual([`0: ${TIMED}`, `1: unattributed | ${OFFER} | Clear`]);
    // Typed after the run, which has nothing to say of it.
    annotations.show(uri, { ...someTimes, untimed: ['earlier.fit(y)'] });
    expect(shown()).toEqual([`0: ${TIMED}`, `1: ${OFFER}`]);
  });
});
