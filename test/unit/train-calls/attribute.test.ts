import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/core/model/experiment.js';
import type { Timing } from '../../../src/core/model/timing.js';
import { TimingStream } from '../../../src/core/parse/index.js';
import { attribute, findTrainCalls, labelled } from '../../../src/core/train-calls/index.js';

/** Ties what a program printed to its calls: the call's text with its seconds, and how many times nobody gets. */
function attributed(language: Language, source: string[], printed: string[]): [Record<string, number[]>, number] {
  const text = source.join('\n');
  const timings: Timing[] = [];
  let line = '';
  const stream = new TimingStream({
    onLine: (printedLine) => (line = printedLine),
    onTiming: (timing) => timings.push(labelled(timing, line)),
  });
  stream.push(new TextEncoder().encode(printed.map((line) => `${line}\n`).join('')));
  stream.end();
  const { calls, unattributed } = attribute(findTrainCalls(text, language), timings, text, language);
  const seconds = calls.map(({ call, executions }): [string, number[]] => [
    `${call.line + 1} ${call.callee}`,
    executions.flatMap((execution) => execution.seconds ?? execution.epochs.map((epoch) => epoch.seconds)),
  ]);
  return [Object.fromEntries(seconds), unattributed.length];
}

const time = (seconds: string): string => `  ${seconds} seconds (1 allocation: 16 bytes)`;

describe('times printed by an untouched Python program', () => {
  it("are tied to the call that the label's line comes after", () => {
    const source = [
      'start = time.time()',
      'x = scaler.fit_transform(x)',
      'print("Preprocessing took", time.time() - start)',
      'model.fit(x, y, verbose=0)',
      'print("Training took %.1f seconds" % (time.time() - start))',
      'print(f"Evaluation took {time.time() - start:.2f} s")',
    ];
    expect(
      attributed('python', source, ['Preprocessing took 2.5', 'Training took 20.1 seconds', 'Evaluation took 1.25 s']),
    ).toEqual([{ '4 model.fit': [20.1] }, 2]);
  });

  it('are tied by labels in any script', () => {
    expect(attributed('python', ['model.fit(x)', 'print("训练用时:", t, "秒")'], ['训练用时: 12.5 秒'])).toEqual([
      { '1 model.fit': [12.5] },
      0,
    ]);
  });

  it('go in turn to lines with the same label, when there are as many', () => {
    const source = ['a', 'b'].flatMap((model) => [
      't = time()',
      `${model}.fit(x)`,
      'print("Elapsed time:", time() - t)',
    ]);
    expect(attributed('python', source, ['Elapsed time: 1.5', 'Elapsed time: 2.5'])).toEqual([
      { '2 a.fit': [1.5], '5 b.fit': [2.5] },
      0,
    ]);
    expect(attributed('python', source, ['Elapsed time: 1.5', 'Elapsed time: 2.5', 'Elapsed time: 3.5'])).toEqual([
      {},
      3,
    ]);
  });

  it('all belong to the one line that has the label, however often it runs', () => {
    const source = [
      'for e in range(3):',
      '    start = time()',
      '    train_one_epoch(m)',
      '    print(f"Epoch {e} took {time() - start:.1f} seconds")',
    ];
    expect(
      attributed(
        'python',
        source,
        [0, 1, 2].map((e) => `Epoch ${e} took ${e + 1}.0 seconds`),
      ),
    ).toEqual([{ '3 train_one_epoch': [1, 2, 3] }, 0]);
  });

  it("stay unattributed when their line only resembles the source's in a word", () => {
    const source = ['time = frame["time"]', 'model.fit(x)', 'print("loss")'];
    expect(attributed('python', source, ['Loading the whole dataset took a time of 3.5 seconds'])).toEqual([{}, 1]);
  });

  it('stay unattributed when several calls could be meant', () => {
    const source = ['a.fit(x)', 'b.fit(x)', 'print("Training took", t)'];
    expect(attributed('python', source, ['Training took 3.5'])).toEqual([{}, 1]);
  });

  it('leave the calls that they may be of, and those alone, without a time', () => {
    const text = 't = time()\na.fit(x)\nprint("A took", time() - t)\nb.fit(x)\nc.fit(x)\nprint("Training took", t)\n';
    const timing: Timing = { seconds: 3.5, resolutionSeconds: 0.1, source: 'elapsed', label: 'A took', line: 1 };
    const { calls, untimed } = attribute(findTrainCalls(text, 'python'), [timing], text, 'python');
    expect(calls.map(({ call }) => call.text)).toEqual(['a.fit(x)']);
    expect(untimed.map((call) => call.text)).toEqual(['b.fit(x)', 'c.fit(x)']);
  });

  it('are of the call between the readings of the clock, wherever they are printed', () => {
    const source = [
      't0 = time.time()',
      'a.fit(x)',
      't1 = time.time()',
      'b = Model(',
      ')',
      'b.fit(x)',
      'took = time.time() - t1',
      'print("Time of A: {:.2f} s".format(t1 - t0))',
      'print("Time of B: {:.2f} s".format(',
      '    took))',
    ];
    expect(attributed('python', source, ['Time of A: 1.50 s', 'Time of B: 2.50 s'])).toEqual([
      { '2 a.fit': [1.5], '6 b.fit': [2.5] },
      0,
    ]);
  });

  it.each([
    ['other work is timed with the call', ['t = time()', 'x = load()', 'm.fit(x)', 'print("Run time:", time() - t)']],
    [
      'an epoch has more than the call',
      ['for e in r:', '  t = time()', '  train(m)', '  test(m)', '  print(f"Epoch run time: {time() - t}")'],
    ],
    ['the clock starts after the call', ['m.fit(x)', 't = time()', 'm.save(x)', 'print("Run time:", time() - t)']],
    ['nobody sees what is timed', ['m.fit(x)', 'print("Run time:", timer.stop())']],
    ['a loop of calls is timed', ['t = time()', 'for e in r:', '  m.fit(x)', 'print("Training time:", time() - t)']],
    [
      'the loop is timed from its start',
      ['t = time()', 'for e in r:', '  m.fit(x)', '  print("Run time:", time() - t)'],
    ],
    [
      'the call is in a branch that may not be run',
      ['t = time()', 'if a:', '  m.fit(x)', 'else:', '  load()', 'print("Training time:", time() - t)'],
    ],
    [
      'the call is in a branch, on one line with its condition',
      ['t = time()', 'if a: m.fit(x)', 'else: load()', 'print("Training time:", time() - t)'],
    ],
    [
      'another branch may be timed with it',
      ['t = time()', 'try:', '  m.fit(x)', 'except E:', '  sleep(1)', 'print("Training time:", time() - t)'],
    ],
    [
      'it is one of several cases',
      [
        't = time()',
        'match a:',
        '  case 1:',
        '    m.fit(x)',
        '  case _:',
        '    load()',
        'print("Run time:", time() - t)',
      ],
    ],
    ['a function of its own prints', ['t = time()', 'm.fit(x)', 'def tick():', '  print("Run time:", time() - t)']],
  ])('stay unattributed when %s', (_, source) => {
    const printed = ['Run time:', 'Training time:', 'Epoch run time:'].findLast((label) =>
      source.join().includes(label),
    );
    expect(attributed('python', source, [`${printed ?? ''} 3.5 s`])).toEqual([{}, 1]);
  });

  it("stay unattributed when their label isn't in the source", () => {
    expect(attributed('python', ['model.fit(x)'], ['Loading finished in 3.5 seconds'])).toEqual([{}, 1]);
  });

  const keras = (epochs: number): string[] =>
    Array.from({ length: epochs }, (_, index) => [
      `Epoch ${index + 1}/${epochs}`,
      `469/469 - ${index + 10}s - loss: 0.1000 - ${index + 10}s/epoch - 21ms/step`,
    ]).flat();

  it('are epochs of the calls in their order, when there are as many calls as sequences of epochs', () => {
    const printed = [...keras(2), ...keras(3)];
    const [calls, rest] = attributed('python', ['a.fit(x, epochs=2)', 'b.fit(x, epochs=3)'], printed);
    expect(Object.keys(calls)).toEqual(['1 a.fit', '2 b.fit']);
    expect([calls['1 a.fit']?.length, calls['2 b.fit']?.length, rest]).toEqual([2, 3, 0]);
    expect(Object.keys(attributed('python', ['a.fit(x)', 'b.fit(x)', 'c.fit(x)'], printed)[0])).toEqual([]);
    const functions = ['def b():', '    b.fit(x, epochs=3)', 'def a():', '    a.fit(x, epochs=2)', 'a()', 'b()'];
    expect(attributed('python', functions, printed)).toEqual([{}, 5]);
    expect(attributed('python', ['for fold in folds:', '    a.fit(x)', 'b.fit(x, verbose=0)'], printed)).toEqual([
      {},
      5,
    ]);
    expect(attributed('python', ['while True:', '    a.fit(x, epochs=2)'], printed)[0]['2 a.fit']).toHaveLength(5);
  });
});

it('keeps the first and the latest of very many printed times of a call, and counts all', () => {
  const text = 'for e in range(n):\n    t = time()\n    m.fit(x)\n    print("Epoch took", time() - t)\n';
  const timings = Array.from({ length: 700 }, (_, index): Timing => ({
    ...({ resolutionSeconds: 0.1, source: 'elapsed', label: 'Epoch took', phase: 'training' } as const),
    seconds: index + 1,
    line: index,
  }));
  const [times] = attribute(findTrainCalls(text, 'python'), timings, text, 'python').calls;
  expect(times).toMatchObject({ count: 700, totalSeconds: (700 * 701) / 2 });
  expect(times?.executions).toHaveLength(500);
  expect([times?.executions[0]?.seconds, times?.executions.at(-1)?.seconds]).toEqual([1, 700]);
});

describe('times printed by an untouched Julia program', () => {
  it('go to the timed statements in order, the rest to the one in a loop', () => {
    const source = [
      '@time begin',
      '  data = load()',
      'end',
      'for epoch in 1:3',
      '  @time Flux.train!(loss, ps, data, opt)',
      'end',
      '@time accuracy(m)',
    ];
    expect(
      attributed(
        'julia',
        source,
        ['0.1', '9.5', '3.1', '3.2', '0.4'].map((s) => time(`${s}00000`)),
      ),
    ).toEqual([{ '1 @time': [0.1], '5 @time Flux.train!': [9.5, 3.1, 3.2], '7 @time accuracy': [0.4] }, 0]);
  });

  it('stay unattributed when two timed statements are in loops, or too few times were printed', () => {
    const loops = ['for e in 1:2', '  @time train!(m)', '  @time accuracy(m)', 'end'];
    expect(
      attributed(
        'julia',
        loops,
        Array.from({ length: 4 }, () => time('1.500000')),
      ),
    ).toEqual([{}, 4]);
    expect(attributed('julia', ['@time f(x)', '@time g(x)'], [time('1.500000')])).toEqual([{}, 1]);
    expect(attributed('julia', ['@time f(x)'], [time('1.500000'), time('2.500000')])).toEqual([{}, 2]);
  });

  it('stay unattributed when the order of the text is not that of the run', () => {
    const source = ['function a()', '  @time f(x)', 'end', '@time g(x)', 'a()'];
    expect(attributed('julia', source, [time('1.500000'), time('2.500000')])).toEqual([{}, 2]);
  });

  it('stay unattributed when a timed statement may not have been run', () => {
    const loop = ['for e in 1:3', '  @time train!(m)', 'end'];
    const printed = ['0.100000', '0.200000', '0.300000'].map(time);
    for (const branch of ['if false', 'try']) {
      expect(attributed('julia', [branch, '  @time train!(n)', 'end', ...loop], printed)).toEqual([{}, 3]);
    }
    expect(attributed('julia', ['if a', ...loop, 'end'], printed)).toEqual([{}, 3]);
    expect(attributed('julia', loop, printed)).toEqual([{ '2 @time train!': [0.1, 0.2, 0.3] }, 0]);
  });

  it('go by label to the statement that has it', () => {
    const source = ['@time "training" train!(m)', '@time "evaluation" accuracy(m)'];
    const printed = ['evaluation: 0.250000 seconds', 'training: 1.500000 seconds', 'training: 2.500000 seconds'];
    expect(attributed('julia', source, printed)).toEqual([{ '1 @time': [1.5, 2.5], '2 @time': [0.25] }, 0]);
  });
});
