/** Round numbers from 0 to at least `maximum`, about `count` of them. */
export function ticksUpTo(maximum: number, count: number): readonly number[] {
  const rough = Math.max(maximum, Number.MIN_VALUE) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const last = Math.ceil(maximum / step - 1e-9);
  // Multiplied and cleaned of the last binary digits: 3 × 0.1 is to read 0.3.
  return Array.from({ length: last + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
