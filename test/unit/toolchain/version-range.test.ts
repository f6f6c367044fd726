import { describe, expect, it } from 'vitest';
import { compareVersions, inVersionRange, isVersionRange } from '../../../src/core/toolchain/version-range.js';

describe('versions', () => {
  it('compare by numbers, not by text', () => {
    expect(compareVersions('3.10', '3.9')).toBeGreaterThan(0);
    expect(compareVersions('1.5', '1.5.0')).toBe(0);
    expect(compareVersions('1.12.0-DEV.1', '1.12')).toBe(0);
    expect(compareVersions('2', '10')).toBeLessThan(0);
  });

  it.each([
    ['3.8.0', '>=3.8', true],
    ['3.7.17', '>=3.8', false],
    ['1.12.6', '>=1.5 <2', true],
    ['2.0.0', '>=1.5 <2', false],
    ['1.4.2', ' >=1.5  <2 ', false],
    ['3.8.1', '>3.8.1', false],
    ['3.8.1', '<=3.8.1', true],
    ['3.8', '=3.8.0', true],
  ])('%s in %s: %s', (version, range, expected) => {
    expect(inVersionRange(version, range)).toBe(expected);
  });

  it('tells a range from other text', () => {
    expect(isVersionRange('>=1.5 <2')).toBe(true);
    for (const text of ['', '3.8', '^3.8', '>=3.x', '>= 3.8']) expect(isVersionRange(text)).toBe(false);
  });
});
