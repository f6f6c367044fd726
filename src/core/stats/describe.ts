/** Descriptive statistics. All take at least one value and throw a RangeError on none: an empty sample has no figure. */

function requireValues(values: readonly number[], atLeast = 1): void {
  if (values.length < atLeast) throw new RangeError(`needs at least ${atLeast} values, has ${values.length}`);
}

/** Up to so many values insertion sort is several times as fast; a bootstrap sorts its few trials 10,000 times. */
const FEW = 24;

function ascending(values: readonly number[]): ArrayLike<number> {
  if (values.length > FEW) return new Float64Array(values).sort();
  const sorted: number[] = [];
  for (const value of values) {
    let place = sorted.length;
    for (; place > 0; place--) {
      const before = sorted[place - 1] ?? NaN;
      if (before <= value) break;
      sorted[place] = before;
    }
    sorted[place] = value;
  }
  return sorted;
}

export function mean(values: readonly number[]): number {
  requireValues(values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest and the largest, of any number of values: `Math.min(...values)` overflows the stack at some 100,000. */
export function extent(values: readonly number[]): readonly [smallest: number, largest: number] {
  requireValues(values);
  let [smallest, largest] = [Infinity, -Infinity];
  for (const value of values) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  return [smallest, largest];
}

/** Sample standard deviation with divisor n − 1; needs two values. */
export function standardDeviation(values: readonly number[]): number {
  requireValues(values, 2);
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Standard deviation by mean; needs two values and a mean that is not zero. */
export function coefficientOfVariation(values: readonly number[]): number {
  return standardDeviation(values) / Math.abs(mean(values));
}

/**
 * The p-quantile by linear interpolation between order statistics at 1 + (n − 1)·p: definition 7 of Hyndman & Fan,
 * "Sample Quantiles in Statistical Packages", 1996, the default of R, NumPy and Julia.
 *
 * @param sorted in ascending order
 * @param p 0 to 1
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError('needs at least 1 values, has 0');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile's p is 0 to 1, not ${p}`);
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low === high ? low : low + (high - low) * (place - below);
}

/** {@link quantileOfSorted} of values in any order. */
export function quantile(values: readonly number[], p: number): number {
  return quantileOfSorted(ascending(values), p);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
