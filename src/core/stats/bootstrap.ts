import type { Random } from '../random.js';
import { mean, quantileOfSorted } from './describe.js';
import { normalCdf, normalQuantile } from './normal.js';

export const RESAMPLES = 10_000;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The bootstrap distribution of a statistic, from which intervals are read. With bias and acceleration zero the interval
 * is the plain percentile one; else it is BCa: Efron, "Better Bootstrap Confidence Intervals", JASA 1987; Efron &
 * Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 14.
 */
export class Bootstrap {
  readonly #sorted: Float64Array;

  constructor(
    replicates: Float64Array,
    readonly bias = 0,
    readonly acceleration = 0,
  ) {
    this.#sorted = replicates.slice().sort();
  }

  /** The two-sided interval of this confidence level, 0 to 1 exclusive. */
  interval(level: number): Interval {
    const alpha = (1 - level) / 2;
    return {
      low: quantileOfSorted(this.#sorted, this.#adjust(alpha)),
      high: quantileOfSorted(this.#sorted, this.#adjust(1 - alpha)),
    };
  }

  /**
   * The smallest α at which the two-sided interval of level 1 − α still lies wholly above (or below) a value: twice the
   * share of the distribution on the value's other side, bias and acceleration taken into account. 0 to 1.
   */
  alphaBeyond(side: 'above' | 'below', value: number): number {
    const tail =
      side === 'above' ? this.#unadjust(this.#shareUpTo(value)) : 1 - this.#unadjust(this.#shareUpTo(value, true));
    return Math.min(1, 2 * tail);
  }

  /** The tail probability at which to read the distribution for a nominal one. */
  #adjust(p: number): number {
    const z = this.bias + normalQuantile(p);
    return normalCdf(this.bias + z / (1 - this.acceleration * z));
  }

  /** The inverse of {@link Bootstrap.#adjust}. */
  #unadjust(p: number): number {
    if (p <= 0 || p >= 1) return Math.min(1, Math.max(0, p));
    const z = normalQuantile(p) - this.bias;
    return normalCdf(z / (1 + this.acceleration * z) - this.bias);
  }

  /** The share of replicates that are at most (or, strictly, below) a value. */
  #shareUpTo(value: number, strictly = false): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#sorted[middle] ?? NaN;
      if (at < value || (!strictly && at === value)) low = middle + 1;
      else high = middle;
    }
    return low / this.#sorted.length;
  }
}

type Statistic = (sample: readonly number[]) => number;

/** Percentile bootstrap of a statistic of one sample; needs one value. */
export function percentileBootstrap(values: readonly number[], statistic: Statistic, random: Random): Bootstrap {
  return new Bootstrap(replicatesOf(values, statistic, random));
}

/** BCa bootstrap of a statistic of one sample; needs two values. */
export function bcaBootstrap(values: readonly number[], statistic: Statistic, random: Random): Bootstrap {
  if (values.length < 2) throw new RangeError(`needs at least 2 values, has ${values.length}`);
  const replicates = replicatesOf(values, statistic, random);
  return new Bootstrap(replicates, biasOf(replicates, statistic(values)), accelerationOf(values, statistic));
}

/** Fills the distribution from any scheme of resampling, for samples that nest or pair. */
export function bootstrapBy(resample: () => number): Bootstrap {
  return new Bootstrap(Float64Array.from({ length: RESAMPLES }, resample));
}

/** As many values as there are, drawn with replacement. */
export function resampled(values: readonly number[], random: Random): number[] {
  return values.map(() => values[random.below(values.length)] ?? NaN);
}

function replicatesOf(values: readonly number[], statistic: Statistic, random: Random): Float64Array {
  if (values.length === 0) throw new RangeError('needs at least 1 values, has 0');
  // One array serves all draws: with 10,000 of them, making a new one each time costs more than the statistic.
  const sample = [...values];
  const replicates = new Float64Array(RESAMPLES);
  for (let draw = 0; draw < RESAMPLES; draw++) {
    for (let i = 0; i < sample.length; i++) sample[i] = values[random.below(values.length)] ?? NaN;
    replicates[draw] = statistic(sample);
  }
  return replicates;
}

/** z₀: where the estimate lies in the distribution of its replicates; ties count half, as they abound with medians. */
function biasOf(replicates: Float64Array, estimate: number): number {
  let below = 0;
  for (const replicate of replicates) below += replicate < estimate ? 1 : replicate === estimate ? 0.5 : 0;
  // Kept off 0 and 1, where the correction is infinite.
  const share = Math.min(Math.max(below, 0.5), replicates.length - 0.5) / replicates.length;
  return normalQuantile(share);
}

/** a: the skewness of the jackknife values by six; zero where they are all the same. */
function accelerationOf(values: readonly number[], statistic: Statistic): number {
  const jackknife = values.map((_, left) => statistic(values.toSpliced(left, 1)));
  const centre = mean(jackknife);
  const [squares, cubes] = jackknife.reduce<[number, number]>(
    ([square, cube], value) => [square + (centre - value) ** 2, cube + (centre - value) ** 3],
    [0, 0],
  );
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
