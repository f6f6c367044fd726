/** A time with the digits that a nanosecond clock gives, for tooltips. */
export function exactSeconds(seconds: number): string {
  return `${Number(seconds.toFixed(9))} s`;
}
