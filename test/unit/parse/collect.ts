import type { Timing } from '../../../src/core/model/timing.js';
import { TimingStream, type TimingStreamOptions } from '../../../src/core/parse/index.js';

const encoder = new TextEncoder();

/** All timings of an output that comes in one piece. */
export function timingsOf(output: string | Uint8Array, options: Omit<TimingStreamOptions, 'onTiming'> = {}): Timing[] {
  return timingsOfChunks([typeof output === 'string' ? encoder.encode(output) : output], options);
}

export function timingsOfChunks(
  chunks: Iterable<Uint8Array>,
  options: Omit<TimingStreamOptions, 'onTiming'> = {},
): Timing[] {
  const timings: Timing[] = [];
  const stream = new TimingStream({ ...options, onTiming: (timing) => timings.push(timing) });
  for (const chunk of chunks) {
    stream.push(chunk);
  }
  stream.end();
  return timings;
}
