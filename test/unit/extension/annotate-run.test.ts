import { beforeEach, expect, it, vi } from 'vitest';
import type { Implementation } from '../../../src/core/model/experiment.js';
import { annotateFinishedRuns } from '../../../src/extension/lenses/annotate-run.js';
import type { FileAnnotations } from '../../../src/extension/lenses/annotation.js';
import type { App } from '../../../src/extension/app.js';
import { RunSession } from '../../../src/extension/run/session.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { completedRun } from '../../support/invented-runs/index.js';
import { smallVscode } from './small-vscode.js';
import { eventually, until } from '../../support/eventually.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const run = completedRun({ implementations: 2, blocks: 1 });
const [python, julia] = [
  { id: 'python-tensorflow', title: 'TensorFlow', language: 'python' },
  { id: 'julia-flux', title: 'Flux', language: 'julia' },
] as unknown as Implementation[];
const texts = new Map<string, string>();
const readFile = vi.spyOn(smallVscode.workspace.fs, 'readFile');
const annotated = new Map<string, FileAnnotations>();
const warn = vi.fn();
let session: RunSession;

const experiment = (...implementations: (Implementation | undefined)[]) =>
  ({
    experiment: { implementations },
    programPath: ({ id }: Implementation) => `/programs/${id}`,
  }) as unknown as LoadedExperiment;

async function finish(of: LoadedExperiment, meanwhile = () => undefined as unknown): Promise<void> {
  session.emit(of, { type: 'run-started', run: { ...run, state: 'running', trials: [] } });
  await eventually(() => {
    expect(readFile).toHaveBeenCalled();
  });
  meanwhile();
  session.emit(of, { type: 'run-finished', run });
  await until(() => annotated.size > 0);
}

beforeEach(() => {
  vi.clearAllMocks();
  annotated.clear();
  texts.clear();
  texts.set('/programs/julia-flux', 'for epoch in 1:3\n    @time Flux.train!(model)\nend\n');
  texts.set('/programs/python-tensorflow', 'model.fit(x)\n');
  readFile.mockImplementation(({ fsPath }) => {
    const text = texts.get(fsPath);
    return text === undefined
      ? Promise.reject(new Error(`there is no ${fsPath}`))
      : Promise.resolve(new TextEncoder().encode(text));
  });
  session = new RunSession();
  const annotations = {
    replace: ({ fsPath }: { fsPath: string }, annotations: FileAnnotations) => {
      annotated.set(fsPath, annotations);
      return Promise.resolve();
    },
  };
  annotateFinishedRuns({ session, annotations, log: { warn, error: vi.fn() } } as unknown as App);
});

it('puts times above the calls of every program that can be read', async () => {
  texts.delete('/programs/python-tensorflow');
  await finish(experiment(python, julia));
  expect([...annotated.keys()]).toEqual(['/programs/julia-flux']);
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('/programs/python-tensorflow'));
});

it('goes by the text as it was run, so that an edit during the run is told', async () => {
  await finish(experiment(python), () => texts.set('/programs/python-tensorflow', 'model.fit(x, epochs=9)\n'));
  expect(annotated.get('/programs/python-tensorflow')?.calls[0]?.call.text).toBe('model.fit(x)');
});

it('reads no program in a language whose train calls nobody knows, and none that took no part', async () => {
  const cpp = { ...julia, language: 'cpp' } as Implementation;
  await finish(experiment(cpp, { ...python, id: 'other' } as Implementation, python));
  expect(readFile.mock.calls.map(([{ fsPath }]) => fsPath)).toEqual(['/programs/python-tensorflow']);
});
