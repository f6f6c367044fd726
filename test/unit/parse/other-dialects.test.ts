import { describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/model/sentence.js';
import { TimingStream } from '../../../src/core/parse/index.js';
import type { Marker } from '../../../src/core/model/marker.js';
import type { Timing } from '../../../src/core/model/timing.js';
import { inEnglish } from '../../support/in-english.js';
import { timingsOf } from './collect.js';

describe('shells', () => {
  test.each([
    ['real\t0m1.234s\nuser\t0m1.100s\nsys\t0m0.100s', 1.234, { userSeconds: 1.1, systemSeconds: 0.1 }],
    ['real\t2m5,123s\nuser\t0m1,100s\nsys\t0m0,100s', 125.123, { userSeconds: 1.1, systemSeconds: 0.1 }],
    ['real 1.23\nuser 1.10\nsys 0.10', 1.23, { userSeconds: 1.1, systemSeconds: 0.1 }],
    ['python a.py  12.34s user 1.23s system 99% cpu 13.456 total', 13.456, { userSeconds: 12.34, systemSeconds: 1.23 }],
    ['python a.py  62.34s user 1.23s system 99% cpu 1:03.45 total', 63.45, { userSeconds: 62.34, systemSeconds: 1.23 }],
    ['Executed in    1.23 secs      fish           external', 1.23, undefined],
    ['Executed in  123.45 millis    fish           external', 0.12345, undefined],
    [
      '1.23user 0.12system 0:01.36elapsed 99%CPU (0avgtext+0avgdata 9000maxresident)k',
      1.36,
      { userSeconds: 1.23, systemSeconds: 0.12 },
    ],
    ['\tElapsed (wall clock) time (h:mm:ss or m:ss): 1:02:03', 3723, undefined],
    ['\tUser time (seconds): 1.20\n\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:01.36', 1.36, undefined],
    ['        5.60 real         0.13 user         0.57 sys', 5.6, { userSeconds: 0.13, systemSeconds: 0.57 }],
    [
      '  Time (mean ± σ):      14.9 ms ±   0.7 ms    [User: 12.5 ms, System: 2.3 ms]\n  Range (min … max):    14.0 ms …  21.3 ms    187 runs',
      0.0149,
      { deviationSeconds: 0.0007 },
    ],
    ['  Time (abs ≡):        1.234 s               [User: 1.100 s, System: 0.100 s]', 1.234, undefined],
    ['   user  system elapsed \n  1.234   0.056   1.300 ', 1.3, { userSeconds: 1.234, systemSeconds: 0.056 }],
    ['   user  system elapsed \n120.345  12.345 133.600 ', 133.6, { userSeconds: 120.345, systemSeconds: 12.345 }],
    ['TotalMinutes      : 0.0205\nTotalSeconds      : 1.234\nTotalMilliseconds : 1234.5', 1.234, undefined],
  ])('%s', (text, seconds, fields) => {
    expect(timingsOf(`${text}\n`)).toEqual([
      expect.objectContaining({ seconds, source: 'shell-time', ...(fields && { fields }) }),
    ]);
  });
});

describe('IPython and timeit', () => {
  test.each([
    ['Wall time: 1min 3s', 63, 'ipython'],
    ['Wall time: 2 s', 2, 'ipython'],
    ['Wall time: 1h 2min 3s', 3723, 'ipython'],
    ['CPU times: user 1.2 s, sys: 0.1 s, total: 1.3 s\nWall time: 1.42 s', 1.42, 'ipython'],
    ['100000 loops, best of 3: 2.5 µs per loop', 2.5e-6, 'ipython'],
    ['1min 3s ± 1.2 s per loop (mean ± std. dev. of 7 runs, 1 loop each)', 63, 'ipython'],
    ['5 loops, best of 3: 16.4 usec per loop', 16.4e-6, 'timeit'],
    ['raw times: 1.61 usec, 1.6 usec\n\n5 loops, best of 2: 1.6 usec per loop', 1.6e-6, 'timeit'],
  ])('%s', (text, seconds, source) => {
    expect(timingsOf(`${text}\n`)).toMatchObject([{ seconds, source }]);
  });
});

describe('progress bars', () => {
  test('a bar counts once however often it is shown complete', () => {
    const bar = (percent: number, tail: string) => `\rTrain: ${percent}%|███| ${percent}/100 [${tail}]`;
    expect(
      timingsOf(
        `${bar(50, '00:03<00:03, 14.2it/s')}${bar(100, '00:07<00:00, 14.2it/s')}${bar(100, '00:07<00:00, 14.1it/s')}\n`,
      ),
    ).toMatchObject([{ seconds: 7, resolutionSeconds: 1, source: 'tqdm', label: 'Train', phase: 'training' }]);
  });

  test('a bar that leaves no line behind counts as well', () => {
    const output =
      '\r 50%|██  | 1/2 [00:01<00:01, 1.00s/it]\r100%|████| 2/2 [00:02<00:00, 1.00s/it]\r                    \rdone\n';
    expect(timingsOf(output)).toMatchObject([{ seconds: 2, source: 'tqdm' }]);
  });

  test("Lightning's epochs count from 0, on one line that is rewritten from epoch to epoch", () => {
    const bar = (epoch: number, done: number) =>
      `\rEpoch ${epoch}: ${done * 10}%|███| ${done}/10 [00:0${done === 10 ? 4 : 2}<00:01, 5.00it/s, v_num=0]`;
    expect(timingsOf(`${bar(0, 0)}${bar(0, 10)}${bar(1, 0)}${bar(1, 10)}\n`)).toMatchObject([
      { epoch: 1, phase: 'epoch', source: 'lightning', seconds: 4 },
      { epoch: 2, phase: 'epoch', source: 'lightning', seconds: 4 },
    ]);
  });

  test('the same bar again is another timing', () => {
    const bar = '\r  0%|    | 0/2 [00:00<?, ?it/s]\r100%|████| 2/2 [00:02<00:00, 1.00s/it]\n';
    expect(timingsOf(bar + bar)).toHaveLength(2);
  });

  test('what is printed behind a bar, as both streams meet in a terminal, is read as well', () => {
    const bar = (done: number) => `\r${done * 50}%|███| ${done}/2 [00:0${done}<00:01,  1.00s/it, loss=0.5]`;
    const output = `${bar(1)}Epoch 1: loss 0.5, time 1.1 s\n${bar(2)}Epoch 2: loss 0.4, time 1.2 s\n${bar(2)}\n`;
    expect(timingsOf(output)).toMatchObject([
      { seconds: 1.1, epoch: 1, line: 1 },
      { seconds: 2, source: 'tqdm', line: 2 },
      { seconds: 1.2, epoch: 2, line: 2 },
    ]);
  });

  test("ProgressMeter's bars are as many as their lines, which it may rewrite", () => {
    const bar = 'Progress:  50%|███   |  ETA: 0:00:04\rProgress: 100%|██████| Time: 0:00:08\r';
    expect(timingsOf(`${bar}Progress: 100%|██████| Time: 0:00:08\n${bar}\n`)).toHaveLength(2);
  });

  test.each([
    ['Epoch [2/10]: [469/469] 100%|██████████, loss=0.1 [00:05<00:00]', { seconds: 5, phase: 'epoch', epoch: 2 }],
    ['Epoch 2/10 - Val: 100%|██████████| 79/79 [00:02<00:00, 38.1it/s]', { seconds: 2, phase: 'evaluation', epoch: 2 }],
    ['100%|####|100/100[00:07<00:00,14.19it/s]', { seconds: 7, fields: { steps: 100, stepsPerSecond: 14.19 } }],
    ['100% 100/100 [00:07<00:00, 14.19it/s]', { seconds: 7, fields: { steps: 100, stepsPerSecond: 14.19 } }],
    [' 100/100 [00:07<00:00, 14.19it/s]', { seconds: 7 }],
    ['\r50it [00:03, 14.00it/s]\r100it [00:07, 14.19it/s]', { seconds: 7, fields: { steps: 100 } }],
    ['Load: 3ba [01:02:03, 20.1s/ba]', { seconds: 3723, label: 'Load', phase: 'preprocessing' }],
    [
      '      6/100      2.56G      1.11      1.141        1.1         26        640: 100%|███| 30/30 [00:32<00:00,  1.10s/it]',
      { seconds: 32, phase: 'epoch', epoch: 6 },
    ],
    [
      '      1/100         0G      1.11      1.141        1.1         26        640: 100% ━━━━━━━━━━━━ 30/30 2.8it/s 10.6s',
      { seconds: 10.6, resolutionSeconds: 0.05, phase: 'epoch', epoch: 1, fields: { steps: 30 } },
    ],
    [
      '                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100% ━━━━━━━━━━━━ 7/7 1.9it/s 1:05',
      { seconds: 65, phase: 'evaluation' },
    ],
    [
      'Epoch 0    ━━━━━━━━━━ 40/40 0:00:03 • 0:00:00 12.67it/s loss: 0.31 v_num: 1',
      { seconds: 3, source: 'lightning', phase: 'epoch', epoch: 1 },
    ],
    ['|████████████████| 100/100 [100%] in 7.1s (14.08/s)', { seconds: 7.1, fields: { steps: 100 } }],
    ['Training ━━━━━━━━━━━━ 100% 0:00:01', { seconds: 1, label: 'Training', phase: 'training' }],
    ['Progress: 100%|████████| Time: 0:00:12 ( 1.23 ms/it)', { seconds: 12, label: 'Progress' }],
  ])('%s', (text, expected) => {
    expect(timingsOf(`${text}\n`)).toMatchObject([expected]);
  });

  test.each([
    '0it [00:00, ?it/s]',
    ' 50/100 [00:03<00:03, 14.19it/s]',
    '640:  50% ━━━━━━────── 15/30 2.8it/s 5.3s<5.3s',
    'Downloading: 100%|████| 9.91M/9.91M [00:01<00:00, 8.2MB/s]',
    'Downloading model.pt: 100% ━━━━━━━━━━━━ 5.4MB 30.1MB/s 0.2s',
  ])('not the end of a bar: %s', (text) => {
    expect(timingsOf(`${text}\n`)).toEqual([]);
  });

  test('a bar that was broken off does not count', () => {
    expect(timingsOf('\r 50%|██  | 1/2 [00:01<00:01, 1.00s/it]\nKeyboardInterrupt\n')).toEqual([]);
  });
});

describe('tables of epochs', () => {
  test.each([
    [
      'fastai',
      `epoch     train_loss  valid_loss  accuracy  time
0         0.532104    0.412345    0.851562  00:12
1         0.432104    nan         0.861562  01:02:03
`,
      [
        { seconds: 12, resolutionSeconds: 1, phase: 'epoch', epoch: 1, line: 2 },
        { seconds: 3723, phase: 'epoch', epoch: 2, line: 3 },
      ],
    ],
    [
      'skorch',
      `  epoch    train_loss    valid_acc    valid_loss    cp     dur
-------  ------------  -----------  ------------  ----  ------
      1        0.6905       0.6150        0.6749     +  0.0300
      2        0.6648       0.6450        0.6633        12.0210
`,
      [
        { seconds: 0.03, resolutionSeconds: 5e-5, phase: 'epoch', epoch: 1, line: 3 },
        { seconds: 12.021, phase: 'epoch', epoch: 2 },
      ],
    ],
    [
      'Chainer, which tells the time since the beginning',
      `epoch       main/loss   validation/main/loss  main/accuracy  elapsed_time
1           0.191836    0.0885223             0.942233       14.2021
`,
      [{ seconds: 14.2021, phase: undefined, epoch: undefined }],
    ],
  ])('%s', (_tool, table, expected) => {
    const timings = timingsOf(table).map((timing) => ({ phase: undefined, epoch: undefined, ...timing }));
    expect(timings).toMatchObject(expected);
  });

  test('a row without a header above it is no epoch', () => {
    expect(timingsOf('0         0.532104    0.412345    0.851562  00:12\n')).toEqual([]);
  });
});

describe('markers', () => {
  const line = (marker: object) => `:::LANGBENCH ${JSON.stringify({ v: 1, t_ns: 5, ...marker })}\n`;

  test('events that last are timings of a phase', () => {
    const output = [
      line({ event: 'import', duration_ns: 1_500_000_000 }),
      line({ event: 'epoch', epoch: 2, duration_ns: 250, steps: 469, loss: null }),
      line({ event: 'step', step: 1, duration_ns: 3, loss: 2.3 }),
    ].join('');
    expect(timingsOf(output)).toEqual([
      { seconds: 1.5, resolutionSeconds: 1e-9, source: 'marker', line: 1, phase: 'import' },
      {
        seconds: 2.5e-7,
        resolutionSeconds: 1e-9,
        source: 'marker',
        line: 2,
        phase: 'epoch',
        epoch: 2,
        fields: { steps: 469 },
      },
    ]);
  });

  test('all are told, and those that break the schema are counted', () => {
    const markers: Marker[] = [];
    const timings: Timing[] = [];
    const stream = new TimingStream({
      onTiming: (timing) => timings.push(timing),
      onMarker: (marker) => markers.push(marker),
    });
    const percent = line({ event: 'eval', duration_ns: 3, accuracy: 97.5 });
    const bad = `${percent}:::LANGBENCH {"v":1,\n`;
    stream.push(new TextEncoder().encode(bad + line({ event: 'step', step: 1, duration_ns: 3, loss: 2.3 })));
    stream.end();
    expect(markers.map(({ event }) => event)).toEqual(['step']);
    expect(timings).toEqual([]);
    expect(stream.badMarkers).toBe(2);
    expect(inEnglish(stream.firstBadMarker)).toBe('line 1: accuracy: expected <=1, found 97.5');
  });

  test('that cannot be true are passed over as well: no clock counts so far, or whoever knows says why', () => {
    const timings: Timing[] = [];
    const markers: Marker[] = [];
    const stream = new TimingStream({
      onTiming: (timing) => timings.push(timing),
      onMarker: (marker) => markers.push(marker),
      faultOfMarker: ({ event }) => (event === 'import' ? sentence('too soon') : undefined),
    });
    stream.push(new TextEncoder().encode(line({ event: 'import', duration_ns: 1 })));
    stream.push(new TextEncoder().encode(line({ event: 'import', duration_ns: 1e300 })));
    stream.end();
    expect([timings, markers, stream.badMarkers]).toEqual([[], [], 2]);
    expect(inEnglish(stream.firstBadMarker)).toBe('line 1: too soon');
  });
});

test.each([
  ['2024-01-02 12:33:44,123 INFO Epoch 3 took 12.3s', { phase: 'epoch', epoch: 3 }],
  ['Finished epoch 3. Time taken: 12.3 s', { phase: 'epoch', epoch: 3 }],
  ['Epoch 3/20 validation took 12.3s', { phase: 'evaluation', epoch: 3 }],
  ['Preprocessing took 12.3s', { phase: 'preprocessing' }],
  ['Training took 12.3s', { phase: 'training' }],
  ['Epoch took 12.3 s', { phase: 'epoch', epoch: undefined }],
  ['Time taken for 1 epoch 12.3 secs', { phase: 'epoch', epoch: undefined }],
  ['Total epoch time: 12.3 s', { phase: undefined }],
  ['20 epochs took 12.3 s', { phase: undefined }],
  ['Epoch validation took 12.3 s', { phase: 'evaluation' }],
  ['Saving after epoch took 12.3 s', { phase: undefined }],
  ['Evaluation took 12.3s', { phase: 'evaluation' }],
  ['[ 1/25]  Time 12.3456s  Training Accuracy: 95.12%  Test Accuracy: 94.12%', {}],
  ["{'eval_loss': '0.35', 'eval_runtime': '0.8031', 'epoch': '1'}", { phase: 'evaluation' }],
  ['The time elapsed: 12.3', {}],
  ['Epoch: [3] Total time: 0:00:33 (0.5512 s / it)', { phase: 'epoch', epoch: 3 }],
  ['Epoch 10/10 done, total time 120.5 s', {}],
  ['Epoch 3 | Batch 100/100 | time 120.5 s', { phase: 'epoch', epoch: 3 }],
  ['Epoch 3 | Batch 10/100 | time 120.5 s', {}],
  ['Epoch 3, iter 10/100, time 120.5 s', {}],
  ['Epoch 3, step 100, time 120.5 s', { phase: 'epoch', epoch: 3 }],
  ['Train Epoch: 3 [640/60000 (1%)] Loss: 0.5 Time: 0.02s', {}],
  ['{"epoch": 3, "epoch_time": 1.5}', { phase: 'epoch', epoch: 3 }],
  ['Epoch 3: data loading took 1.5 s', { phase: 'preprocessing', epoch: 3 }],
  ['Epoch 3: saving the checkpoint took 1.5 s', { epoch: 3 }],
  ['Model compiled in 3.2 s', { phase: 'build' }],
  ['Época 3/10 - tiempo: 12.3 s', { phase: 'epoch', epoch: 3 }],
  ['Эпоха 3/10, время: 12.3 сек', { phase: 'epoch', epoch: 3 }],
  ['第3轮训练耗时：12.3秒', { phase: 'epoch', epoch: 3 }],
  ['第3折训练耗时：12.3秒', { phase: 'training' }],
  ['Trainingszeit: 12,3 Sekunden', { phase: 'training' }],
  ['Tiempo de entrenamiento: 12.3 s', { phase: 'training' }],
])('the phase is told where the text tells it: %s', (line, expected) => {
  const [timing] = timingsOf(`${line}\n`);
  const { phase, epoch } = timing ?? {};
  expect({ phase, epoch }).toEqual({ phase: undefined, epoch: undefined, ...expected });
});

test('epochs printed from 0 on are counted from 1', () => {
  expect(timingsOf('Epoch 0 took 1.5s\nEpoch 1 took 1.5s\n').map(({ epoch }) => epoch)).toEqual([1, 2]);
});

test.each([
  ['took 0.22813 s', 5e-6],
  ['took 20 s', 1],
  ['took 20.0 s', 0.05],
  ['took 374 ms', 0.0005],
  ['took 1.5 min', 3],
  ['took 2m 5s', 1],
  ['took 2m 5.25s', 0.005],
])('half the last printed digit may be wrong, of whole seconds one: %s', (line, resolutionSeconds) => {
  expect(timingsOf(`${line}\n`)[0]?.resolutionSeconds).toBe(resolutionSeconds);
});

test.each([
  'Training took -3.5 s',
  'Elapsed: -1 day, 23:59:59.5',
  '用时：-3.5秒',
  'took -1.5e-5 seconds',
  "took 1'234.5 s",
  'took 1\u202F234.5 s',
  'took 1e-400 s',
])('no part of a number is a time, nor is a negative one: %s', (line) => {
  expect(timingsOf(`${line}\n`)).toEqual([]);
});

test("the duration behind a file's rate is the file's", () => {
  const output = 'Sample rate: 22050 Hz\nDuration: 3.25 s\nChannels: 2\nDuration: 3.25 s\n\nDuration: 7.5 s\n';
  expect(timingsOf(output)).toMatchObject([{ seconds: 7.5, line: 6 }]);
});

test('a figure that is coloured apart from its unit is found', () => {
  expect(timingsOf('Finished in \x1b[33m1\x1b[0m min \x1b[33m3\x1b[0m s\n')).toMatchObject([{ seconds: 63 }]);
});

test('the line from which a timing was read comes with it, also when it was held back', () => {
  const texts: string[] = [];
  const stream = new TimingStream({ onTiming: (_timing, text) => texts.push(text) });
  stream.push(new TextEncoder().encode('  0.302744 seconds\nTraining took 3.5 s\n'));
  stream.end();
  expect(texts).toEqual(['  0.302744 seconds', 'Training took 3.5 s']);
});

test('what only waits for a line that might add to it goes when the output pauses', () => {
  const timings: Timing[] = [];
  const stream = new TimingStream({ onTiming: (timing) => timings.push(timing) });
  stream.push(new TextEncoder().encode('  0.302744 seconds\n'));
  expect(timings).toHaveLength(0);
  stream.settle();
  expect(timings).toHaveLength(1);
  stream.push(new TextEncoder().encode('elapsed time (ns): 302744362\n'));
  stream.end();
  expect(timings).toHaveLength(1);
});
