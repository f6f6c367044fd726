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

const CONDITION = /^(>=|<=|[<>=])(\d+(?:\.\d+)*)$/;

/** What the difference of a version and the bound must be for a condition to hold. */
const holds: Readonly<Record<string, (difference: number) => boolean>> = {
  '>=': (difference) => difference >= 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '<': (difference) => difference < 0,
  '=': (difference) => difference === 0,
};

const conditions = (range: string): string[] => range.trim().split(/\s+/);

/** Whether a text is a range of versions: comparisons joined by blanks, such as `>=3.8` or `>=1.5 <2`. */
export function isVersionRange(range: string): boolean {
  return conditions(range).every((condition) => CONDITION.test(condition));
}

/** Whether a version meets all comparisons of a range. A range for which {@link isVersionRange} does not hold has none. */
export function inVersionRange(version: string, range: string): boolean {
  return conditions(range).every((condition) => {
    const [, operator = '', bound = ''] = CONDITION.exec(condition) ?? [];
    return holds[operator]?.(compareVersions(version, bound)) ?? false;
  });
}
