import { Random } from '../random.js';
import { median, quantile, resampled } from '../stats/index.js';

/** Fewer trials of one program tell nothing of how it varies. */
const FEWEST_TRIALS = 3;
const DRAWS = 2000;

/**
 * A/A calibration: the difference that one implementation shows against itself on this machine, as a share (0.02 is 2 %).
 * Two samples of as many trials as there are are drawn from its own trials and compared as two implementations would be;
 * the floor is what 95 % of such comparisons stay below.
 *
 * @param seconds one figure a trial; undefined is returned for fewer than three
 */
export function noiseFloor(seconds: readonly number[], seed: number): number | undefined {
  if (seconds.length < FEWEST_TRIALS) return undefined;
  const random = new Random(seed, 'noise-floor');
  const logs = seconds.map(Math.log);
  const differences = Array.from({ length: DRAWS }, () => {
    const other = resampled(logs, random);
    return Math.abs(median(resampled(logs, random).map((log, index) => log - (other[index] ?? NaN))));
  });
  return Math.expm1(quantile(differences, 0.95));
}
