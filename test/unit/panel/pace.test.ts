import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from '../../../media/panel/pace.js';

const draw = vi.fn();
let pace: Pace;
/** What waits for the next frame, which comes only when a test says so. */
let frames: (() => void)[] = [];
const frame = (): void => {
  for (const each of frames.splice(0)) each();
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  draw.mockReset();
  frames = [];
  pace = new Pace(draw, () => 1000);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('draws once for all that comes before the next frame', () => {
  pace.now();
  pace.now();
  expect(draw).not.toHaveBeenCalled();
  frame();
  expect(draw).toHaveBeenCalledOnce();
});

it('draws what merely grows once in an interval, however often it is told', () => {
  for (let told = 0; told < 10; told += 1) {
    pace.later();
    vi.advanceTimersByTime(100);
    frame();
  }
  expect(draw).toHaveBeenCalledOnce();
});

it('draws no second time for what was drawn with something that could not wait', () => {
  pace.later();
  pace.now();
  frame();
  vi.advanceTimersByTime(5000);
  frame();
  expect(draw).toHaveBeenCalledOnce();
});

it('draws nothing while the page has no frames', () => {
  pace.later();
  vi.advanceTimersByTime(60_000);
  expect(draw).not.toHaveBeenCalled();
  expect(frames).toHaveLength(1);
});
