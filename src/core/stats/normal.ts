/**
 * Φ(x), the standard normal distribution function, by West's double-precision algorithm after Hart, "Better
 * approximations to cumulative normal functions", Wilmott Magazine 2005; absolute error below 1e-14.
 */
export function normalCdf(x: number): number {
  const size = Math.abs(x);
  if (size > 37) return x > 0 ? 1 : 0;
  const density = Math.exp((-size * size) / 2);
  const tail =
    size < 7.071_067_811_865_47 ? density * centreRatio(size) : (density * tailRatio(size)) / 2.506_628_274_631;
  return x > 0 ? 1 - tail : tail;
}

const NUMERATOR = [
  3.526_249_659_989_11e-2, 0.700_383_064_443_688, 6.373_962_203_531_65, 33.912_866_078_383, 112.079_291_497_871,
  221.213_596_169_931, 220.206_867_912_376,
];
const DENOMINATOR = [
  8.838_834_764_831_84e-2, 1.755_667_163_182_64, 16.064_177_579_207, 86.780_732_202_946_1, 296.564_248_779_674,
  637.333_633_378_831, 793.826_512_519_948, 440.413_735_824_752,
];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

const centreRatio = (size: number): number => polynomial(NUMERATOR, size) / polynomial(DENOMINATOR, size);

/** The reciprocal of a continued fraction. */
const tailRatio = (size: number): number => 1 / (size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65)))));

/** Φ⁻¹(p) by bisection of {@link normalCdf}; −∞ at 0 and ∞ at 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  let [low, high] = [-38, 38];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
