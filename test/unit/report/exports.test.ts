import { describe, expect, it } from 'vitest';
import { toCsv, toJson, toMarkdown } from '../../../src/core/report/index.js';
import { completedTrial, sampleRun, trialsOf } from '../compare/sample-run.js';

const run = sampleRun(trialsOf({ 'python-tensorflow': [[16, 14, 14]], 'julia-flux': [[56, 28, 28]] }));

describe('Markdown', () => {
  it('has headline, conditions, warnings and a table with as many cells in every line', () => {
    const text = toMarkdown(run).replaceAll('\u00a0', ' ');
    expect(text).toContain('## CNN on MNIST');
    expect(text).toContain('**Python TensorFlow** trains an epoch **2.00×** faster than **Julia Flux**');
    expect(text).toContain('same work · MNIST');
    expect(text).toContain('> ⚠ Fewer than 5 blocks');
    expect(text).toMatch(/\| Steady epoch \| \*\*14\.0 s\*\* ± 0\.0 \| 28\.0 s ± 0\.0 \|/);
    const widths = text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(widths)).toEqual(new Set([5]));
  });

  it('keeps names that look like Markdown what they are', () => {
    const named = { ...run, name: 'a | b *c*\n# d' };
    expect(toMarkdown(named)).toContain('## a \\| b \\*c\\* # d\n');
  });
});

describe('CSV', () => {
  const lines = toCsv(run).split('\r\n');

  it('has a line for each figure and epoch of each trial', () => {
    expect(lines[0]).toBe('run,dataset,implementation,block,position,state,measure,epoch,value,unit');
    expect(lines).toContain('run-1,MNIST,julia-flux,1,1,completed,epoch,1,56,seconds');
    expect(lines).toContain('run-1,MNIST,julia-flux,1,1,completed,steady-epoch,,28,seconds');
    expect(lines.filter((line) => line.includes(',completed,epoch,'))).toHaveLength(6);
  });

  it('tells in every line which data it was, so that drawn digits are never taken for real ones', () => {
    const drawn = { ...run, dataset: { ...run.dataset, title: 'synthetic digits', synthetic: true } };
    const [, ...figures] = toCsv(drawn).trimEnd().split('\r\n');
    expect(figures.every((line) => line.startsWith('run-1,synthetic digits,'))).toBe(true);
  });

  it('has ten fields in every line, and quotes what needs it', () => {
    expect(lines.filter(Boolean).every((line) => line.split(',').length === 10)).toBe(true);
    const odd = sampleRun([completedTrial({ implementation: 'a', epochSeconds: [] })], { id: 'x,"y"' });
    expect(toCsv(odd)).toContain('"x,""y""",MNIST,a,1');
  });
});

describe('JSON', () => {
  it('holds the run as saved and what is concluded from it', () => {
    const report: unknown = JSON.parse(toJson(run));
    expect(report).toMatchObject({
      schema: 1,
      comparison: { measure: 'steady-epoch', reference: 'python-tensorflow' },
      conditions: { sameWork: 'same' },
      run: JSON.parse(JSON.stringify(run)) as object,
    });
  });
});
