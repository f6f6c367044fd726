import type { ResourceSample } from '../model/run.js';

/** Keeps a bounded number of samples: when there are too many, every two become one and the interval doubles. */
export class SampleSeries {
  readonly #capacity: number;
  #kept: ResourceSample[] = [];
  #pending: ResourceSample[] = [];
  /** How many samples make one that is kept. */
  #stride = 1;

  constructor(capacity = 240) {
    this.#capacity = capacity;
  }

  add(sample: ResourceSample): void {
    this.#pending.push(sample);
    if (this.#pending.length < this.#stride) return;
    this.#kept = this.samples;
    this.#pending = [];
    if (this.#kept.length >= this.#capacity) {
      this.#kept = mergePairs(this.#kept);
      this.#stride *= 2;
    }
  }

  /** What is kept; the last may stand for a shorter interval than the others. */
  get samples(): ResourceSample[] {
    if (this.#pending.length === 0) return this.#kept;
    return [...this.#kept, merge(this.#pending, this.#kept.at(-1)?.atSeconds ?? 0)];
  }
}

function mergePairs(samples: readonly ResourceSample[]): ResourceSample[] {
  const merged: ResourceSample[] = [];
  for (let index = 0; index < samples.length; index += 2) {
    merged.push(merge(samples.slice(index, index + 2), merged.at(-1)?.atSeconds ?? 0));
  }
  return merged;
}

/**
 * One sample for several: cores busy as the mean over time, memory and threads as the most.
 * @param startSeconds when the first one's interval began
 */
function merge(samples: readonly ResourceSample[], startSeconds: number): ResourceSample {
  const [only, ...others] = samples;
  if (only && others.length === 0) return only;
  let [cpuSeconds, atSeconds, residentBytes, threads] = [0, startSeconds, 0, 0];
  for (const sample of samples) {
    cpuSeconds += sample.coresBusy * (sample.atSeconds - atSeconds);
    atSeconds = sample.atSeconds;
    residentBytes = Math.max(residentBytes, sample.residentBytes);
    threads = Math.max(threads, sample.threads);
  }
  const seconds = atSeconds - startSeconds;
  return { atSeconds, coresBusy: seconds > 0 ? cpuSeconds / seconds : 0, residentBytes, threads };
}
