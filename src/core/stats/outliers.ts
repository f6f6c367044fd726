import { median } from './describe.js';

/** Makes the median absolute deviation of normal data estimate its standard deviation: 1 / Φ⁻¹(3/4). */
const NORMAL_CONSISTENCY = 1.4826;

/** As hyperfine has it: ten standard deviations, so that what is marked is worth a look. */
const OUTLIER_DEVIATIONS = 10;

/** With fewer values one that stands apart cannot be told from the others standing apart from it. */
const FEWEST_VALUES = 4;

/** Median of the absolute deviations from the median, not scaled. */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

/**
 * (x − median) / (1.4826 · MAD) for each value: Iglewicz & Hoaglin, "How to Detect and Handle Outliers", 1993. Where more
 * than half of the values are equal the MAD is zero; every other value's score is then infinite.
 */
export function modifiedZScores(values: readonly number[]): number[] {
  const centre = median(values);
  const scale = NORMAL_CONSISTENCY * medianAbsoluteDeviation(values);
  return values.map((value) => (value === centre ? 0 : (value - centre) / scale));
}

/** Which values lie so far out that a reader should know; they stay in every figure. */
export function outliers(values: readonly number[]): boolean[] {
  if (values.length < FEWEST_VALUES) return values.map(() => false);
  return modifiedZScores(values).map((score) => Math.abs(score) > OUTLIER_DEVIATIONS);
}
