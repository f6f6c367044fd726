import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../../src/core/model/experiment.js';
import { conditions, english } from '../../../src/core/report/index.js';
import { median } from '../../../src/core/stats/index.js';
import { figuresOfRun } from '../../../src/extension/lenses/figures.js';
import { annotationsOfRun } from '../../../src/extension/lenses/from-run.js';
import { completedRun, oneBlockRun } from '../../support/invented-runs/index.js';

const tensorflow: Implementation = {
  id: 'python-tensorflow',
  title: 'Python TensorFlow',
  language: 'python',
  framework: 'TensorFlow',
  program: 'mnist_tensorflow.py',
  arguments: ['{program}'],
  threadEnvironment: {},
  needs: { packages: [] },
  parsers: ['marker'],
};
const flux: Implementation = {
  ...tensorflow,
  id: 'julia-flux',
  title: 'Julia Flux',
  language: 'julia',
  framework: 'Flux',
};

const PYTHON = 'scaler.fit(x)\nwith timer():\n    model.fit(x, y)\n';
const JULIA = '@time load()\nfor epoch in 1:3\n    @time Flux.train!(loss, model, data, state)\nend\n';

describe('annotationsOfRun', () => {
  const run = completedRun({ implementations: 2, blocks: 5 });

  it('puts the times on the call that trains, not on what is only timed', () => {
    const annotations = annotationsOfRun(run, flux, JULIA, english);
    expect(annotations?.calls.map(({ call }) => call.line)).toEqual([2]);
  });

  it('compares the slower with the fastest and the fastest with the next', () => {
    const of = (implementation: Implementation, source: string) =>
      annotationsOfRun(run, implementation, source, english)?.calls[0]?.comparison;
    const slower = of(flux, JULIA);
    expect(slower?.other).toBe('TensorFlow');
    expect(slower?.ratio).toBeGreaterThan(2);
    const faster = of(tensorflow, PYTHON);
    expect(faster?.other).toBe('Flux');
    expect((faster?.ratio ?? 0) * (slower?.ratio ?? 0)).toBeCloseTo(1);
  });

  it('tells how few blocks showed it, where they are too few for an interval', () => {
    const of = (blocks: number) =>
      annotationsOfRun(completedRun({ implementations: 2, blocks }), flux, JULIA, english)?.calls[0]?.comparison
        ?.blocks;
    expect([of(1), of(2), of(5)]).toEqual([1, 2, undefined]);
  });

  it('tells what the phases took that a bundled Julia program times', async () => {
    const source = await readFile('julia/mnist_flux.jl', 'utf8');
    const calls = annotationsOfRun(run, flux, source, english)?.calls ?? [];
    const seconds = (phase: string) =>
      run.trials.flatMap((trial) =>
        trial.implementation === flux.id && trial.state === 'completed'
          ? trial.measurements.phases.filter((span) => span.phase === phase).map((span) => span.seconds)
          : [],
      );
    const told = calls.map(({ call, figures }) => [source.split('\n')[call.line]?.trim(), figures.typicalSeconds]);
    expect(told).toEqual([
      [expect.stringMatching(/^@time .* Flux\.train!/), figuresOfRun(run, flux.id)?.typicalSeconds],
      [expect.stringContaining('load_data'), median(seconds('preprocessing'))],
      [expect.stringMatching(/= @time @stopwatch watch begin$/), median(seconds('build'))],
      [expect.stringContaining('accuracy'), median(seconds('evaluation'))],
    ]);
  });

  it('tells its conditions apart from what warns of it, of which two suffice', () => {
    const annotations = annotationsOfRun(oneBlockRun(), tensorflow, PYTHON, english);
    const { items, warnings } = conditions(oneBlockRun(), english);
    expect(annotations?.conditions).toEqual(items);
    expect(annotations?.warnings).toEqual(warnings.slice(0, 2));
  });

  it('has nothing to say of a program without such a call', () => {
    expect(annotationsOfRun(run, tensorflow, 'print("model.fit(x)")\n', english)).toBeUndefined();
  });
});
