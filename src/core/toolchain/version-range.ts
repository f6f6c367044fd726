/** Compares dotted version numbers by their numeric parts; what follows them (`rc1`, `-DEV`, `+0`) does not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parts(version: string): number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}

/**
 * Whether a version lies in a range such as `>=3.8` or `>=1.5 <2`: comparisons joined by blanks, all of which must hold.
 * Throws on a range of another form.
 */
export function inVersionRange(version: string, range: string): boolean {
  return range
    .trim()
    .split(/\s+/)
    .every((condition) => {
      const [, operator, bound] = /^(>=|<=|[<>=])(\d+(?:\.\d+)*)$/.exec(condition) ?? [];
      if (operator === undefined || bound === undefined) throw new Error(`"${range}" is not a range of versions`);
      const difference = compareVersions(version, bound);
      switch (operator) {
        case '>=':
          return difference >= 0;
        case '<=':
          return difference <= 0;
        case '<':
          return difference < 0;
        case '>':
          return difference > 0;
        default:
          return difference === 0;
      }
    });
}
