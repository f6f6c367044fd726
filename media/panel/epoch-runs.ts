import { extent } from '../../src/core/stats/index.js';
import type { Segment } from './lane-model.js';

/** A bar less wide than this shows nothing, in pixels. */
const NARROW = 2;

/** What may lie between two epochs of a run. */
const BETWEEN: readonly Segment['kind'][] = ['epoch', 'evaluation', 'other'];

/**
 * The segments with every run of narrow epochs as one: thousands of them take long to draw and can neither be seen nor
 * gone through by keyboard.
 *
 * @param pixelsPerSecond how wide a second is drawn
 */
export function foldEpochs(segments: readonly Segment[], pixelsPerSecond: number): readonly Segment[] {
  const isNarrow = ({ kind, seconds }: Segment): boolean =>
    BETWEEN.includes(kind) && seconds * pixelsPerSecond < NARROW;
  const folded: Segment[] = [];
  let run: Segment[] = [];
  /** What comes after the run's last epoch, and is of the run only if another one follows. */
  let behind: Segment[] = [];
  const close = (): void => {
    for (const segment of run.length > 1 ? [asOne(run)] : run) folded.push(segment);
    for (const segment of behind) folded.push(segment);
    [run, behind] = [[], []];
  };
  for (const segment of segments) {
    if (!isNarrow(segment)) {
      close();
      folded.push(segment);
    } else if (segment.kind === 'epoch') {
      for (const each of behind) run.push(each);
      run.push(segment);
      behind = [];
    } else if (run.length > 0) behind.push(segment);
    else folded.push(segment);
  }
  close();
  return folded;
}

/** @param run from an epoch to another one */
function asOne(run: readonly Segment[]): Segment {
  const epochs = run.filter(({ kind }) => kind === 'epoch');
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (!first || !last) throw new Error('A run of epochs has none.');
  const { epoch, source, resolutionSeconds, startSeconds } = first;
  const seconds = last.startSeconds + last.seconds - startSeconds;
  const isOfOneSource = epochs.every((each) => each.source === source);
  const numbered = epoch !== undefined && last.epoch !== undefined;
  const [shortestSeconds, longestSeconds] = extent(epochs.map((each) => each.seconds));
  return {
    kind: 'epoch',
    startSeconds,
    seconds,
    open: false,
    ...(numbered && { epoch }),
    ...(isOfOneSource && source !== undefined && { source }),
    ...(isOfOneSource && resolutionSeconds !== undefined && { resolutionSeconds }),
    epochs: {
      count: epochs.length,
      ...(numbered && { last: last.epoch }),
      shortestSeconds,
      longestSeconds,
    },
  };
}
