// The example that docs/own-programs.md shows must do what that says.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { strayAspects } from '../../src/core/compare/work.js';
import { headline } from '../../src/core/report/index.js';
import { readinessById } from '../../src/core/toolchain/readiness-by-id.js';
import { loadExperiment } from '../../src/node/experiments.js';
import { runExperiment } from '../../src/node/run/index.js';
import { checkReadiness } from '../../src/node/toolchain/index.js';
import { makeRequest } from '../unit/run/small-experiment.js';

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'langbench-example-'))));
afterEach(() => rm(directory, { recursive: true }));

it('trains in a language that LangBench does not know, and does the work that was prepared', async () => {
  const manifest = resolve(import.meta.dirname, '../../docs/examples/softmax/softmax.langbench.json');
  const experiment = await loadExperiment(manifest);
  const request = {
    ...(await makeRequest(directory, [], { implementations: ['javascript'] })),
    experiment,
    ...readinessById(await checkReadiness(experiment)),
  };
  const run = await runExperiment(request, { signal: new AbortController().signal, onEvent: () => undefined });
  expect(run).toMatchObject({ state: 'completed', experiment: { parameters: 7850 } });
  expect(strayAspects({ run, implementation: 'javascript' })).toEqual([]);
  const [trial] = run.trials;
  expect(trial).toMatchObject({ measurements: { parameters: 7850, stepsPerEpoch: 1 } });
  const phases = trial && 'measurements' in trial ? trial.measurements.phases.map(({ phase }) => phase) : [];
  expect(phases).toEqual(['preprocessing', 'build', 'epoch', 'epoch', 'evaluation']);
  expect(headline(run).text).toMatch(/^JavaScript ran alone\./);
});
