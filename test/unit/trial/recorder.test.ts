import { describe, expect, test } from 'vitest';
import type { Marker } from '../../../src/core/model/marker.js';
import type { Timing } from '../../../src/core/model/timing.js';
import { inEnglish } from '../../support/in-english.js';
import { TrialRecorder } from '../../../src/core/trial/recorder.js';

const second = 1e9;

function epochMarker(epoch: number, clockSeconds: number, seconds: number, loss: number | null = 0.5): Marker {
  return { v: 1, event: 'epoch', t_ns: clockSeconds * second, duration_ns: seconds * second, epoch, steps: 469, loss };
}

function printed(seconds: number, more: Partial<Timing> = {}): Timing {
  return { seconds, resolutionSeconds: 0.5, source: 'keras', line: 1, phase: 'epoch', ...more };
}

describe('the time axis', () => {
  test('is set by the marker that came the fastest', () => {
    const recorder = new TrialRecorder();
    // The program's clock was at 100 when it was launched. The first marker waited for 3 s, the last for 0.5 s.
    recorder.addMarker(epochMarker(1, 110, 10), 13);
    recorder.addMarker(epochMarker(2, 120, 10), 21);
    recorder.addMarker(epochMarker(3, 130, 10), 30.5);
    expect(recorder.measurements().phases).toMatchObject([
      { epoch: 1, startSeconds: 0.5, seconds: 10 },
      { epoch: 2, startSeconds: 10.5, seconds: 10 },
      { epoch: 3, startSeconds: 20.5, seconds: 10 },
    ]);
  });

  test('never begins before the launch', () => {
    const recorder = new TrialRecorder();
    expect(recorder.addMarker(epochMarker(1, 5, 5), 4)).toMatchObject({ startSeconds: 0, seconds: 5 });
  });

  test('has the first step where the program ended it, however late it was told', () => {
    const recorder = new TrialRecorder();
    recorder.addMarker({ v: 1, event: 'step', t_ns: 102 * second, duration_ns: 1, step: 1, loss: 2.3 }, 9);
    recorder.addMarker(epochMarker(1, 110, 8), 10);
    expect(recorder.measurements()).toMatchObject({ launchToFirstStepSeconds: 2, firstStepLoss: 2.3 });
  });
});

describe('a marker whose times cannot be true', () => {
  const started = (): TrialRecorder => {
    const recorder = new TrialRecorder();
    // The program's clock was at 100 when it was launched.
    recorder.addMarker(epochMarker(1, 110, 10), 10);
    return recorder;
  };

  test.each([
    ['an epoch longer than the program has run', epochMarker(2, 120, 25), 20],
    ['an end that lies in the future', epochMarker(2, 125, 5), 20],
    ['an end before the launch', epochMarker(2, 95, 1), 20],
    ['a beginning before the launch', epochMarker(2, 101, 5), 20],
    ['an instant in the future', { ...epochMarker(2, 1e9, 0) }, 20],
  ])('is told: %s', (_, marker, arrivalSeconds) => {
    expect(inEnglish(started().faultOf(marker, arrivalSeconds))).toMatch(
      /^t_ns: expected times within the 20\.000 s since/,
    );
  });

  test('may be the first, of a program that claims more than it had time for', () => {
    const fault = new TrialRecorder().faultOf(epochMarker(1, 1e6, 7), 3);
    expect(inEnglish(fault)).toContain('found 1000000000000000 after 7000000000');
  });

  test('is none where clocks run a little apart, lines arrive late, or the clock counts from long ago', () => {
    expect(started().faultOf(epochMarker(2, 120.2, 10), 20)).toBeUndefined();
    expect(started().faultOf(epochMarker(2, 120, 10), 500)).toBeUndefined();
    expect(new TrialRecorder().faultOf(epochMarker(1, 1.8e9, 7), 8)).toBeUndefined();
  });
});

describe('phases', () => {
  test('come from markers, and a line that tells the same makes no second', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming(printed(10, { epoch: 1 }), 10);
    recorder.addMarker(epochMarker(1, 110, 9.8), 10);
    recorder.addTiming(printed(1, { phase: 'evaluation' }), 11);
    const { phases, timings } = recorder.measurements();
    expect(phases.map(({ phase, source }) => [phase, source])).toEqual([
      ['epoch', 'marker'],
      ['evaluation', 'keras'],
    ]);
    expect(timings).toHaveLength(2);
  });

  test('come from printed times where there are no markers, the finest of them', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming(printed(4, { epoch: 1 }), 5);
    recorder.addTiming(printed(3.75, { epoch: 1, source: 'elapsed', resolutionSeconds: 0.005 }), 5);
    recorder.addTiming(printed(3, { epoch: 2 }), 9);
    expect(recorder.measurements().phases).toMatchObject([
      { epoch: 1, startSeconds: 1.25, seconds: 3.75, source: 'elapsed' },
      { epoch: 2, startSeconds: 6, seconds: 3, source: 'keras' },
    ]);
  });

  test('of epochs without numbers are counted', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming(printed(2), 2);
    recorder.addTiming(printed(2), 4);
    expect(recorder.measurements().phases).toMatchObject([{ epoch: 1 }, { epoch: 2 }]);
  });

  test('of a program that trains twice stay in the order in which they came', () => {
    const recorder = new TrialRecorder();
    [0.2, 0.2, 0.05, 0.05].forEach((seconds, index) => {
      recorder.addTiming(printed(seconds, { epoch: (index % 2) + 1, resolutionSeconds: 0.005 }), 1 + index);
    });
    expect(recorder.measurements().phases.map(({ seconds }) => seconds)).toEqual([0.2, 0.2, 0.05, 0.05]);
  });

  test('whose lines were held back and came at once keep the order of the lines', () => {
    const recorder = new TrialRecorder();
    [2, 5, 1].forEach((seconds, index) => {
      recorder.addTiming(printed(seconds, { epoch: index + 1, resolutionSeconds: 0.005 }), 9);
    });
    expect(recorder.measurements().phases.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  test('do not overlap because of rounding', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming(printed(4, { epoch: 1 }), 4);
    recorder.addTiming(printed(4, { epoch: 2 }), 7.5);
    expect(recorder.measurements().phases).toMatchObject([{ startSeconds: 0 }, { startSeconds: 4 }]);
  });

  test('overlap where rounding does not explain it', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming(printed(4, { epoch: 1 }), 4);
    recorder.addTiming(printed(4, { epoch: 2 }), 6);
    expect(recorder.measurements().phases).toMatchObject([{ startSeconds: 0 }, { startSeconds: 2 }]);
  });

  test('of printed epochs are told at once, each by what tells it first', () => {
    const recorder = new TrialRecorder();
    expect(recorder.addTiming(printed(2), 2)).toMatchObject({ epoch: 1, startSeconds: 0 });
    expect(recorder.addTiming(printed(2.01, { source: 'elapsed', epoch: 1 }), 2)).toBeUndefined();
    expect(recorder.addTiming(printed(2), 4)).toMatchObject({ epoch: 2 });
    recorder.addMarker(epochMarker(3, 106, 2), 6);
    expect(recorder.addTiming(printed(2), 6)).toBeUndefined();
  });

  test('of a whole training give way to its epochs', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming(printed(8, { phase: 'training', source: 'elapsed' }), 8);
    expect(recorder.measurements().phases).toMatchObject([{ phase: 'training' }]);
    recorder.addTiming(printed(4, { epoch: 1 }), 4);
    expect(recorder.measurements().phases).toMatchObject([{ phase: 'epoch' }]);
  });

  test('are none where the text does not tell', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming({ seconds: 3, resolutionSeconds: 0.5, source: 'elapsed', line: 1 }, 3);
    expect(recorder.measurements()).toMatchObject({ phases: [], timings: [{ seconds: 3 }] });
  });
});

describe('the share of compilation', () => {
  const julia = (seconds: number, compilationShare: number): Timing => ({
    seconds,
    resolutionSeconds: 5e-7,
    source: 'julia-time',
    line: 1,
    fields: { compilationShare },
  });

  test("is taken from Julia's line for the same epoch", () => {
    const recorder = new TrialRecorder();
    recorder.addMarker(epochMarker(1, 120, 20), 20);
    recorder.addTiming(julia(20.00001, 0.4), 20);
    recorder.addMarker(epochMarker(2, 130, 10), 30);
    recorder.addTiming(julia(10.00001, 0.01), 30);
    recorder.addMarker(epochMarker(3, 140, 10), 40);
    recorder.addTiming(julia(10.00002, 0.02), 40);
    expect(recorder.measurements().phases.map((span) => span.compilationShare)).toEqual([0.4, 0.01, 0.02]);
  });

  test('is not taken from a line for something else', () => {
    const recorder = new TrialRecorder();
    recorder.addMarker(epochMarker(1, 120, 20), 20);
    recorder.addTiming(julia(3, 0.4), 20);
    expect(recorder.measurements().phases[0]).not.toHaveProperty('compilationShare');
  });

  test('is kept of a program without markers', () => {
    const recorder = new TrialRecorder();
    recorder.addTiming({ ...julia(3, 0.4), phase: 'epoch' }, 20);
    expect(recorder.measurements().phases).toMatchObject([{ compilationShare: 0.4 }]);
  });
});

describe('the pace of an epoch', () => {
  const epochAfterStep = (stepClockSeconds: number, steps: number): number | undefined => {
    const recorder = new TrialRecorder();
    const t_ns = stepClockSeconds * second;
    recorder.addMarker({ v: 1, event: 'step', t_ns, duration_ns: 1, step: 1, loss: 2.3 }, stepClockSeconds);
    const marker = { ...epochMarker(1, 300, 290), steps } as Marker;
    recorder.addMarker(marker, 300);
    return recorder.paceOf(marker);
  };

  test('is that of its steps after the first, in which a program compiles', () => {
    expect(epochAfterStep(298, 21)).toBeCloseTo(2.1);
  });

  test('is not more than it took, and not known from a single step, or where the first step lies in another', () => {
    expect(epochAfterStep(10, 2)).toBe(290);
    expect(epochAfterStep(298, 1)).toBeUndefined();
    expect(epochAfterStep(9, 21)).toBeUndefined();
    expect(new TrialRecorder().paceOf(epochMarker(1, 300, 290))).toBeUndefined();
  });
});

describe('what a program tells of its work', () => {
  const markers: readonly Marker[] = [
    {
      v: 1,
      event: 'start',
      t_ns: 0,
      language: 'julia',
      language_version: '1.5.3',
      framework: 'Flux',
      framework_version: '0.11.6',
      threads: { requested: 2, julia: 2 },
    },
    { v: 1, event: 'import', t_ns: 1, duration_ns: 1 },
    { v: 1, event: 'data', t_ns: 2, duration_ns: 1, train_images: 60000, test_images: 10000 },
    { v: 1, event: 'build', t_ns: 3, duration_ns: 1, parameters: 16938 },
    { v: 1, event: 'step', t_ns: 4, duration_ns: 1, step: 1, loss: 2.31 },
    { v: 1, event: 'epoch', t_ns: 5, duration_ns: 2, epoch: 1, steps: 469, loss: 0.2 },
    { v: 1, event: 'eval', t_ns: 6, duration_ns: 1, accuracy: 0.98 },
    { v: 1, event: 'end', t_ns: 7, last_loss: 0.1, data_sha256: 'ab' },
  ];

  test('is all there at the end', () => {
    const recorder = new TrialRecorder();
    markers.forEach((marker) => recorder.addMarker(marker, 1));
    expect(recorder.hasEnded).toBe(true);
    const { phases, program, ...facts } = recorder.measurements();
    expect(phases.map(({ phase }) => phase)).toEqual(['import', 'preprocessing', 'build', 'epoch', 'evaluation']);
    expect(program).toMatchObject({ framework: 'Flux', threads: { julia: 2 } });
    expect(facts).toMatchObject({
      parameters: 16938,
      stepsPerEpoch: 469,
      firstStepLoss: 2.31,
      lastLoss: 0.1,
      accuracy: 0.98,
      dataSha256: 'ab',
    });
  });

  test('is kept as far as it came', () => {
    const recorder = new TrialRecorder();
    markers.slice(0, 6).forEach((marker) => recorder.addMarker(marker, 1));
    expect(recorder.hasEnded).toBe(false);
    expect(recorder.measurements()).toMatchObject({ parameters: 16938, lastLoss: 0.2 });
    expect(recorder.measurements()).not.toHaveProperty('accuracy');
  });

  test('has no last loss when training diverged', () => {
    const recorder = new TrialRecorder();
    recorder.addMarker(epochMarker(1, 1, 1, 0.5), 1);
    recorder.addMarker(epochMarker(2, 2, 1, null), 2);
    expect(recorder.measurements()).not.toHaveProperty('lastLoss');
  });
});

test('a program that prints times without end does not fill memory', () => {
  const recorder = new TrialRecorder();
  for (let index = 0; index < 10_005; index += 1) recorder.addTiming(printed(1), 1);
  expect(recorder.measurements().timings).toHaveLength(10_000);
  expect(recorder.timingsPassedOver).toBe(5);
});
