import type { Random } from '../random.js';
import { RESAMPLES } from './bootstrap.js';

/** Up to this many differences all 2ⁿ sign patterns are gone through; beyond it they are drawn. */
const EXACT_LIMIT = 14;

/** Sums that differ by rounding alone count as equal. */
const ROUNDING = 1e-12;

/**
 * Two-sided p of the sign-flip (Fisher–Pitman) permutation test that paired differences are symmetric about zero, with
 * |Σ d| as statistic; Good, "Permutation, Parametric and Bootstrap Tests of Hypotheses", 2005, section 3.2. Its smallest
 * value is 2 / 2ⁿ. A drawn p counts the observed pattern as one of those drawn, so that it is never zero.
 */
export function signFlipP(differences: readonly number[], random: Random): number {
  const threshold = Math.abs(differences.reduce((sum, d) => sum + d, 0)) * (1 - ROUNDING);
  const count = differences.length;
  const exact = count <= EXACT_LIMIT;
  const patterns = exact ? 2 ** count : RESAMPLES;
  let extreme = exact ? 0 : 1;
  for (let pattern = 0; pattern < patterns; pattern++) {
    const sum = differences.reduce((total, d, i) => {
      const flipped = exact ? (pattern >>> i) & 1 : random.below(2);
      return flipped ? total - d : total + d;
    }, 0);
    if (Math.abs(sum) >= threshold) extreme++;
  }
  return extreme / (exact ? patterns : patterns + 1);
}

/**
 * Holm's step-down adjustment of p values for many comparisons, in the order in which they came: Holm, "A Simple
 * Sequentially Rejective Multiple Test Procedure", 1979.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length);
  let floor = 0;
  order.forEach(({ p, index }, rank) => {
    floor = Math.max(floor, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = floor;
  });
  return adjusted;
}
