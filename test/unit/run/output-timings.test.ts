import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TimingStream } from '../../../src/core/parse/index.js';
import { OutputTimings } from '../../../src/node/run/output-timings.js';

const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function timings(): { readonly seen: number[]; readonly output: OutputTimings } {
  const seen: number[] = [];
  const stream = () => new TimingStream({ onTiming: ({ seconds }) => seen.push(seconds) });
  return { seen, output: new OutputTimings({ stdout: stream(), stderr: stream() }) };
}

it('tells a time that the next line might add to once the output has paused', () => {
  const { seen, output } = timings();
  output.push('stdout', bytes('  0.302744 seconds\n'));
  vi.advanceTimersByTime(40);
  output.push('stderr', bytes('unrelated\n'));
  vi.advanceTimersByTime(40);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(40);
  expect(seen).toEqual([0.302744]);
  output.push('stdout', bytes('  0.500000 seconds\n'));
  vi.advanceTimersByTime(100);
  expect(seen).toHaveLength(2);
  output.end();
});

it('tells the rest when the output ends, and waits for nothing more', () => {
  const { seen, output } = timings();
  output.push('stderr', bytes('  0.302744 seconds'));
  output.end();
  expect(seen).toEqual([0.302744]);
  expect(vi.getTimerCount()).toBe(0);
});
