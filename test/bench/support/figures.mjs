// What every bench does with its figures.

/** The median of numbers in any order. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * Prints a figure beside its bound; the bench fails when it is missed.
 *
 * @param {{ digits?: number, unit?: string, detail?: string, least?: boolean }} [options] `least`: the bound is a lower one
 */
export function judge(what, value, bound, { digits = 0, unit = '', detail = '', least = false } = {}) {
  const isMissed = least ? value < bound : value > bound;
  const behind = detail === '' ? '' : `; ${detail}`;
  const figure = `${value.toFixed(digits)}${unit} (at ${least ? 'least' : 'most'} ${bound}${unit})`;
  console.log(`${isMissed ? 'MISS' : 'ok  '} ${what}: ${figure}${behind}`);
  if (isMissed) process.exitCode = 1;
}
