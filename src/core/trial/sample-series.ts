import type { ResourceSample } from '../model/run.js';

/** A trial's samples, of which there may be any number, as a bounded number of them. Plain data: it can be sent and read back. */
export interface KeptSamples {
  /** The last may stand for a shorter interval than the others. */
  readonly samples: readonly ResourceSample[];
  /** How many samples make one that is kept. */
  readonly stride: number;
  /** Of how many the last one is made by now. */
  readonly inLast: number;
}

export const NO_SAMPLES: KeptSamples = { samples: [], stride: 1, inLast: 0 };

const CAPACITY = 240;

/** The samples with one more: when there are too many, every two become one and the interval doubles. */
export function withSample(kept: KeptSamples, sample: ResourceSample, capacity = CAPACITY): KeptSamples {
  const { samples, stride, inLast } = kept;
  const last = samples.at(-1);
  if (last && inLast < stride) {
    const whole = merge([last, sample], samples.at(-2)?.atSeconds ?? 0);
    return halvedWhenFull({ samples: [...samples.slice(0, -1), whole], stride, inLast: inLast + 1 }, capacity);
  }
  return halvedWhenFull({ samples: [...samples, sample], stride, inLast: 1 }, capacity);
}

function halvedWhenFull(kept: KeptSamples, capacity: number): KeptSamples {
  const { samples, stride, inLast } = kept;
  if (inLast < stride || samples.length < capacity) return kept;
  const isPaired = samples.length % 2 === 0;
  return { samples: mergePairs(samples), stride: stride * 2, inLast: isPaired ? stride * 2 : stride };
}

/** Keeps samples as they come. */
export class SampleSeries {
  readonly #capacity: number;
  #kept = NO_SAMPLES;

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  add(sample: ResourceSample): void {
    this.#kept = withSample(this.#kept, sample, this.#capacity);
  }

  get samples(): readonly ResourceSample[] {
    return this.#kept.samples;
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
