import { describe, expect, it } from 'vitest';
import type { Run, Trial } from '../../../src/core/model/run.js';
import { sentence } from '../../../src/core/model/sentence.js';
import {
  conditions,
  english,
  headline,
  type MeasureId,
  type ReportCell,
  reportTable,
  type Translate,
} from '../../../src/core/report/index.js';
import { completedTrial, sampleRun, trialsOf } from '../compare/sample-run.js';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const headlineOf = (run: Run): string => plain(headline(run).text);

function cellOf(run: Run, row: MeasureId, column: number): ReportCell {
  const cell = reportTable(run).rows.find(({ id }) => id === row)?.cells[column];
  if (!cell) throw new Error(`no cell ${row}, ${column}`);
  return cell;
}

const notStarted: Trial = {
  state: 'not-started',
  implementation: 'julia-flux',
  block: 1,
  position: 1,
  problem: {
    kind: 'missing-package',
    message: sentence('Flux is not installed'),
    remedy: { kind: 'set-up', implementation: 'julia-flux', language: 'julia' },
  },
};

const fiveBlocks = trialsOf({
  'python-tensorflow': [16.9, 17, 16.8, 17.1, 16.9].map((first) => [first, 14.1, 14.1]),
  'julia-flux': [56.5, 56, 57, 56, 56.2].map((first, block) => [first, 31.2 + block / 10, 31.2 + block / 10]),
});

describe('the conditions', () => {
  it('tell of each implementation in what it did not do the same work', () => {
    const trial = (implementation: string, measurements = {}) =>
      completedTrial({ implementation, epochSeconds: [2, 1, 1], measurements });
    const run = sampleRun([trial('a'), trial('b', { parameters: 5 }), trial('c', { accuracy: 0.5 }), trial('d')]);
    expect(plain(conditions(run).sameWorkText)).toBe(
      'not the same work (b: 5 against 16,938 parameters; c: test accuracies of 50.00 % and 98.10 %, more than 1 points apart)',
    );
  });
});

describe('the headline', () => {
  it('says who is faster, by how much and how sure', () => {
    expect(headlineOf(sampleRun(fiveBlocks))).toBe(
      'Python TensorFlow trains an epoch 2.23× faster than Julia Flux on this machine (95 % interval 2.21–2.24, 5 blocks, preliminary)',
    );
  });

  it('sets the answer off from its conditions', () => {
    const { kind, segments, text } = headline(sampleRun(fiveBlocks));
    expect(kind).toBe('claim');
    expect(segments.filter(({ weight }) => weight === 'strong').map((segment) => segment.text)).toEqual([
      'Python TensorFlow',
      '2.23×',
      'Julia Flux',
    ]);
    expect(segments.at(-1)?.weight).toBe('dim');
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
  });

  it('takes a title as it is, whatever signs it holds', () => {
    const run = sampleRun(trialsOf({ 'a*b': [[2, 1, 1]], 'c~~d~~\\': [[2, 2, 2]] }));
    const { segments } = headline(run);
    expect(segments.filter(({ weight }) => weight === 'strong').map(({ text }) => text)).toEqual([
      'a*b',
      '2.00×',
      'c~~d~~\\',
    ]);
  });

  it('says that two were never completed in the same block', () => {
    const [a, b] = [1, 2].map((block) =>
      completedTrial({ implementation: block === 1 ? 'a' : 'b', block, epochSeconds: [2, 1, 1] }),
    );
    expect(headlineOf(sampleRun([a, b].filter((trial) => trial !== undefined)))).toBe(
      'a and b were never completed in the same block',
    );
  });

  it('claims nothing from one block', () => {
    const run = sampleRun(trialsOf({ 'python-tensorflow': [[16, 14, 14]], 'julia-flux': [[56, 28, 28]] }));
    expect(headlineOf(run)).toBe(
      'Seen in one block: Python TensorFlow trains an epoch 2.00× faster than Julia Flux on this machine (no claim: an interval takes 5 blocks)',
    );
    expect(headline(run).kind).toBe('no-claim');
  });

  it('gives the range of a few blocks', () => {
    const run = sampleRun(
      trialsOf({
        'python-tensorflow': [14, 14, 14].map((each) => [16, each, each]),
        'julia-flux': [28, 29, 31].map((each) => [56, each, each]),
      }),
    );
    expect(headlineOf(run)).toBe(
      'Seen in 3 blocks: Python TensorFlow trains an epoch 2.07× faster than Julia Flux (2.00–2.21) on this machine (no claim: an interval takes 5 blocks)',
    );
  });

  it('says slower where implementations take turns, so that none leads all others', () => {
    const run = sampleRun(
      trialsOf({
        'python-tensorflow': [1, 3, 2].map((each) => [16, each, each]),
        'julia-flux': [2, 1, 3].map((each) => [16, each, each]),
        'python-numpy': [3, 2, 1].map((each) => [16, each, each]),
      }),
    );
    expect(headlineOf(run)).toBe(
      'Seen in 3 blocks: Python TensorFlow trains an epoch 1.50× slower than Python NumPy (0.33–2.00) and 1.50× faster than Julia Flux (0.33–2.00) on this machine (no claim: an interval takes 5 blocks)',
    );
  });

  it('does not call 1.02× faster', () => {
    const run = sampleRun(trialsOf({ 'python-tensorflow': [[16, 14, 14]], 'julia-flux': [[16, 14.3, 14.3]] }));
    expect(headlineOf(run)).toMatch(/^Seen in one block: Python TensorFlow and Julia Flux took about the same time /);
  });

  it('names several, and those that are equally fast', () => {
    const blocks = (seconds: number): number[][] => new Array<number[]>(6).fill([seconds, seconds]);
    const run = sampleRun(
      trialsOf({ 'python-tensorflow': blocks(1), 'julia-flux': blocks(1.01), 'python-numpy': blocks(3) }),
    );
    expect(headlineOf(run)).toBe(
      'Python TensorFlow trains an epoch 3.00× faster than Python NumPy (3.00–3.00) on this machine; ' +
        'Python TensorFlow and Julia Flux are equally fast, within 3 % (95 % intervals, 6 blocks)',
    );
  });

  it('says how many blocks would tell', () => {
    const run = sampleRun(
      trialsOf({
        'python-tensorflow': new Array<number[]>(6).fill([1, 1]),
        'julia-flux': [1, 1.08, 1.02, 1.1, 1.07, 1.06].map((seconds) => [seconds, seconds]),
      }),
    );
    expect(headline(run).kind).toBe('no-claim');
    expect(headlineOf(run)).toMatch(
      /^Python TensorFlow and Julia Flux cannot be told apart: Julia Flux took 1\.06× as long \(1\.01–1\.09\); about \d+ blocks would tell/,
    );
  });

  it('says that the noise is as large as the difference', () => {
    const run = sampleRun(
      trialsOf({
        'python-tensorflow': [1, 9, 1, 9, 1].map((seconds) => [seconds, seconds]),
        'julia-flux': [4, 5, 4, 30, 5].map((seconds) => [seconds, seconds]),
      }),
    );
    expect(headline(run).kind).toBe('no-claim');
    expect(headlineOf(run)).toMatch(
      /^Python TensorFlow and Julia Flux cannot be told apart: Julia Flux took 4\.00× as long \(0\.56–5\.00\), but one program alone differs from itself by up to \d\.\d\d× \(95 % intervals, 5 blocks, preliminary\)$/,
    );
  });

  it('says in what the work differs instead of a ratio', () => {
    const run = sampleRun([
      completedTrial({ implementation: 'python-tensorflow', epochSeconds: [1, 1] }),
      completedTrial({ implementation: 'julia-flux', epochSeconds: [2, 2], measurements: { parameters: 21_102 } }),
    ]);
    expect(headline(run)).toMatchObject({ kind: 'no-claim' });
    expect(headlineOf(run)).toBe(
      'Julia Flux and Python TensorFlow did not do the same work: 21,102 against 16,938 parameters',
    );
    expect(conditions(run)).toMatchObject({ sameWork: 'different' });
    expect(cellOf(run, 'steady-epoch', 0)).toMatchObject({ best: false });
  });

  it('says of both that they do not tell what they did', () => {
    const silent = sampleRun(trialsOf({ 'python-tensorflow': [[1, 1]], 'julia-flux': [[2, 2]] }));
    for (const trial of silent.trials) {
      if (!('measurements' in trial)) continue;
      for (const fact of ['parameters', 'accuracy']) Reflect.deleteProperty(trial.measurements, fact);
    }
    expect(headlineOf(silent)).toBe(
      'Julia Flux and Python TensorFlow are not known to have done the same work: ' +
        'Julia Flux and Python TensorFlow do not tell their number of parameters and test accuracy',
    );
  });

  it('says why there is none', () => {
    expect(headlineOf(sampleRun([notStarted], { state: 'failed' }))).toBe(
      'Nothing was completed. Julia Flux: Flux is not installed',
    );
    expect(headlineOf(sampleRun([notStarted], { state: 'cancelled' }))).toBe('Cancelled before anything was completed');
    const alone = sampleRun([notStarted, ...trialsOf({ 'python-numpy': [[48, 48]] })], { state: 'failed' });
    expect(headlineOf(alone)).toBe('Only Python NumPy was completed. Steady epoch: 48.0 s');
    expect(headlineOf(sampleRun(trialsOf({ 'python-numpy': [[48, 48]] })))).toBe(
      'Python NumPy ran alone. Steady epoch: 48.0 s',
    );
  });

  it('waits while a run goes on', () => {
    expect(headline(sampleRun(fiveBlocks, { state: 'running' }))).toMatchObject({
      kind: 'waiting',
      text: 'Measuring: 10 of 10 trials done',
    });
  });

  it('speaks the language of whoever asks', () => {
    const shout: Translate = (message, ...values) =>
      message.toUpperCase().replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
    const { text, segments } = headline(sampleRun(fiveBlocks), shout);
    expect(text).toContain('TRAINS AN EPOCH');
    expect(segments.filter(({ weight }) => weight === 'strong')).toHaveLength(3);
  });
});

describe('the table', () => {
  it('has a column for each implementation and a cell for each in every row', () => {
    const { columns, rows } = reportTable(sampleRun(fiveBlocks));
    expect(columns.map(({ title, state, completedTrials }) => [title, state, completedTrials])).toEqual([
      ['Python TensorFlow', 'completed', 5],
      ['Julia Flux', 'completed', 5],
    ]);
    expect(rows.every(({ cells }) => cells.length === 2)).toBe(true);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('is of any number of trials', () => {
    const trials = Array.from({ length: 150_000 }, (_, index) => fiveBlocks[index % 5]).filter(
      (each) => each !== undefined,
    );
    const run = { ...sampleRun(fiveBlocks), trials };
    const exact = '14.1 s: median of 150000 trials from 14.1 to 14.1';
    expect(cellOf(run, 'steady-epoch', 0)).toHaveProperty('exact', exact);
  });

  it('gives the median, the spread and the exact value, and marks the best', () => {
    const cell = cellOf(sampleRun(fiveBlocks), 'steady-epoch', 1);
    expect(cell).toMatchObject({ kind: 'value', value: 31.4, unit: 'seconds', best: false });
    expect(cell.kind === 'value' && plain(`${cell.text} ${cell.detail ?? ''}`)).toBe('31.4 s ± 0.2');
    expect(cell).toHaveProperty('exact', '31.4 s: median of 5 trials from 31.2 to 31.6');
    expect(cellOf(sampleRun(fiveBlocks), 'steady-epoch', 0)).toMatchObject({ best: true });
    expect(cellOf(sampleRun(fiveBlocks), 'parameters', 0)).toMatchObject({ text: '16,938', best: false });
  });

  it('shows compilation in the first epoch, cores as a share of the machine, and a steady state that is none', () => {
    const run = sampleRun([completedTrial({ implementation: 'a', epochSeconds: [5, 2, 3], compilationShare: 0.4 })]);
    expect(cellOf(run, 'first-epoch', 0)).toHaveProperty('detail', '40\u00a0% compiling');
    expect(cellOf(run, 'cores-busy', 0)).toMatchObject({ text: '1.70', detail: '85\u00a0%' });
    expect(cellOf(run, 'steady-epoch', 0)).toMatchObject({ detail: '±\u00a00.71', remark: 'no steady state' });
    // What epochs cost that never became steady, nobody can say.
    expect(reportTable(run).rows.map(({ id }) => id)).not.toContain('warm-up-cost');
  });

  it('keeps what a failed trial measured, and says why the rest is missing', () => {
    const complete = completedTrial({ implementation: 'julia-flux', epochSeconds: [5, 3] });
    if (complete.state !== 'completed') throw new Error('the sample trial has completed');
    const { phases, ...rest } = complete.measurements;
    const failed: Trial = {
      ...complete,
      state: 'failed',
      exitCode: 1,
      problem: { kind: 'crash', message: sentence('It stopped with exit code {0}.', 1) },
      measurements: { ...rest, phases: phases.filter(({ phase, epoch }) => phase !== 'evaluation' && epoch !== 2) },
    };
    const run = sampleRun([failed, ...trialsOf({ 'python-numpy': [[9, 9]] })], {
      state: 'failed',
      settings: { epochs: 2 },
    });
    const [column] = reportTable(run).columns;
    expect(column).toMatchObject({
      state: 'failed',
      completedTrials: 0,
      note: 'It stopped with exit code 1 (after 1 of 2 epochs)',
    });
    expect(cellOf(run, 'first-epoch', 0)).toMatchObject({ kind: 'value', value: 5, best: false });
    expect(cellOf(run, 'evaluation', 0)).toEqual({ kind: 'missing', reason: column?.note });
  });

  it('says of an implementation that was not reached whether it still will be', () => {
    const trials = trialsOf({ a: [[1, 1]] });
    const later = { id: 'b', title: 'B', language: 'julia', framework: 'F', order: 1 } as const;
    const implementations = [...sampleRun(trials).implementations, later];
    const stateOf = (state: Run['state']): unknown =>
      reportTable(sampleRun(trials, { state, implementations })).columns[1];
    expect(stateOf('running')).toMatchObject({ state: 'waiting', note: 'not measured yet' });
    expect(stateOf('cancelled')).toMatchObject({ state: 'cancelled', note: 'the run ended before its turn came' });
  });

  it('survives JSON unchanged', () => {
    const table = reportTable(sampleRun([notStarted, ...fiveBlocks]));
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
  });
});

describe('the conditions', () => {
  it('tell work, data, epochs, blocks, threads, versions and machine', () => {
    const { sameWork, sameWorkText, items, warnings } = conditions(sampleRun(fiveBlocks));
    expect([sameWork, sameWorkText]).toEqual(['same', 'same work']);
    expect(items).toEqual([
      'MNIST, 60,000 training and 10,000 test images',
      '3 epochs, batch 128',
      '5 blocks',
      '2 threads each',
      'TensorFlow 4.5.6 on Python 1.2.3',
      'Flux 4.5.6 on Julia 1.2.3',
      'Some CPU, 2 cores',
    ]);
    expect(warnings).toEqual([]);
  });

  it('say why digits are synthetic, in the one warning of them', () => {
    const run = sampleRun(fiveBlocks);
    const standsInFor = { title: 'MNIST', reason: sentence('MNIST could not be downloaded (no network)') };
    expect(conditions({ ...run, dataset: { ...run.dataset, synthetic: true, standsInFor } }).warnings).toEqual([
      'Trained on synthetic digits, since MNIST could not be downloaded (no network).',
    ]);
  });

  it('name all that kept less than one core busy in one warning', () => {
    const resources = { userSeconds: 1, systemSeconds: 0, peakResidentBytes: 1, peakThreads: 1, samples: [] };
    const trial = (implementation: string, coresBusy: number) =>
      completedTrial({ implementation, epochSeconds: [1], measurements: { resources: { ...resources, coresBusy } } });
    expect(conditions(sampleRun([trial('a', 0.4), trial('b', 0.25), trial('c', 1)])).warnings).toContain(
      'Less than one core kept busy, by waiting or by other work on the machine: a 0.40 and b 0.25.',
    );
  });

  it('say what the run itself found in the language of the reader', () => {
    const run = sampleRun(fiveBlocks, { warnings: [sentence('Load {0}.', 1.5)] });
    const german: Translate = (text, ...values) => english(text.replace('Load', 'Last'), ...values);
    expect(conditions(run, german).warnings).toEqual(['Last 1.5.']);
  });

  it('warn of synthetic digits, failures, one block, uneven epochs and what the run itself found', () => {
    const run = sampleRun([notStarted, ...trialsOf({ a: [[3, 1, 2]] })], {
      state: 'failed',
      warnings: [sentence('The machine was busy.')],
    });
    const { warnings } = conditions({ ...run, dataset: { ...run.dataset, synthetic: true } });
    expect(warnings).toEqual([
      'Trained on synthetic digits, a stand-in for the real data.',
      'Julia Flux: Flux is not installed',
      'Fewer than 5 blocks: there is no interval, and nothing is claimed.',
      'No steady state in a: the epochs still vary by 2 % or more.',
      'The machine was busy.',
    ]);
  });
});
