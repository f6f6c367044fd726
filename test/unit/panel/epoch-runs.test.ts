import { describe, expect, it } from 'vitest';
import { foldEpochs } from '../../../media/panel/epoch-runs.js';
import type { Segment } from '../../../media/panel/lane-model.js';

/** Segments one after the other: a kind and how long it takes, epochs numbered from 1. */
function lane(...parts: readonly [Segment['kind'], number][]): (Omit<Segment, 'epoch'> & { epoch?: number })[] {
  let [at, epochs] = [0, 0];
  return parts.map(([kind, seconds]) => {
    const startSeconds = at;
    at += seconds;
    const told = { source: 'marker', resolutionSeconds: 1e-9, open: false } as const;
    return { kind, startSeconds, seconds, ...told, ...(kind === 'epoch' && { epoch: (epochs += 1) }) };
  });
}
const told = (segments: readonly Segment[]): string[] =>
  segments.map(({ kind, epoch, epochs }) => [kind, epoch, epochs && `–${epochs.last ?? '?'}`].join(' ').trim());

describe('epochs', () => {
  it('stay by themselves where each has a bar', () => {
    const segments = lane(['build', 5], ['epoch', 3], ['epoch', 3]);
    expect(foldEpochs(segments, 1)).toEqual(segments);
  });

  it('are one where they are too narrow, but for those that are not', () => {
    const segments = lane(['build', 0.1], ['epoch', 9], ['epoch', 1], ['epoch', 1.5], ['epoch', 1], ['epoch', 4]);
    expect(told(foldEpochs(segments, 1))).toEqual(['build', 'epoch 1', 'epoch 2 –4', 'epoch 5']);
    expect(foldEpochs(segments, 1)[2]).toEqual({
      kind: 'epoch',
      epoch: 2,
      startSeconds: 9.1,
      seconds: 3.5,
      open: false,
      source: 'marker',
      resolutionSeconds: 1e-9,
      epochs: { count: 3, last: 4, shortestSeconds: 1, longestSeconds: 1.5 },
    });
  });

  it('take with them what lies between them, but not what comes after', () => {
    const segments = lane(
      ['epoch', 1],
      ['evaluation', 0.5],
      ['epoch', 1],
      ['other', 0.5],
      ['evaluation', 0.5],
      ['exit', 0.1],
    );
    expect(told(foldEpochs(segments, 1))).toEqual(['epoch 1 –2', 'other', 'evaluation', 'exit']);
  });

  it('may be any number, with any number of things between them', () => {
    const narrow = (kind: 'epoch' | 'other', count: number) =>
      Array.from({ length: count }, () => [kind, 0.001] as const);
    const parts = [
      ...narrow('epoch', 150_000),
      ...narrow('other', 150_000),
      ...narrow('epoch', 1),
      ...narrow('other', 150_000),
    ];
    const segments = parts.map(([kind, seconds], index): Segment => ({
      kind,
      seconds,
      startSeconds: index * seconds,
      open: false,
    }));
    const folded = foldEpochs(segments, 1);
    expect([folded.length, folded[0]?.epochs?.count]).toEqual([150_001, 150_001]);
  });

  it('are counted where they have no numbers', () => {
    const segments = lane(['epoch', 1], ['epoch', 1]);
    for (const each of segments) delete each.epoch;
    expect(foldEpochs(segments, 1)[0]?.epochs).toEqual({ count: 2, shortestSeconds: 1, longestSeconds: 1 });
  });
});
