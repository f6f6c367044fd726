import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../../src/core/model/experiment.js';
import { conditions, english } from '../../../src/core/report/index.js';
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
