import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import {
  formatAccuracy,
  formatBytes,
  formatCores,
  formatCount,
  formatDuration,
  formatLoss,
  formatQuantity,
  formatRatio,
  formatRatioInterval,
  formatSeconds,
  formatShare,
  formatSpread,
} from '../../../src/core/report/index.js';

/** Units are joined by a no-break space, which nobody should have to type. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('formatting', () => {
  it.each([
    [0, '0.00 s'],
    [14.0512, '14.1 s'],
    [4.919, '4.92 s'],
    [0.314, '0.314 s'],
    [0.0995, '0.100 s'],
    [0.09949, '99.5 ms'],
    [0.0312, '31.2 ms'],
    [0.003, '3.00 ms'],
    [0.000_321, '321 µs'],
    [4.2e-8, '42.0 ns'],
    [9.996, '10.0 s'],
    [99.96, '100 s'],
    [125.4, '125 s'],
    [999.4, '999 s'],
    [1000, '16 m 40 s'],
    [-2.5, '−2.50 s'],
  ])('reads %f s as "%s"', (seconds, expected) => {
    expect(plain(formatSeconds(seconds))).toBe(expected);
  });

  it.each([
    [0.4, '0 s'],
    [59.6, '1 m 00 s'],
    [125, '2 m 05 s'],
    [3599.6, '1 h 00 m'],
    [3785, '1 h 03 m'],
    [90_000, '25 h 00 m'],
  ])('reads a duration of %f s as "%s"', (seconds, expected) => {
    expect(plain(formatDuration(seconds))).toBe(expected);
  });

  it('writes a spread in the unit and decimals of its time', () => {
    expect(plain(formatSpread(14.05, 0.32))).toBe('± 0.3');
    expect(plain(formatSpread(14.05, 0.04))).toBe('± < 0.1');
    expect(plain(formatSpread(0.0312, 0.001))).toBe('± 1.0');
    expect(plain(formatSpread(125, 3.2))).toBe('± 3');
    expect(plain(formatSpread(1, 0))).toBe('± 0.00');
    expect(plain(formatSpread(1200, 65))).toBe('± 1 m 05 s');
  });

  it.each([
    [512, '512 B'],
    [999.6, '1.00 kB'],
    [912_345_678, '912 MB'],
    [1_419_000_000, '1.42 GB'],
  ])('reads %f bytes as "%s"', (bytes, expected) => {
    expect(plain(formatBytes(bytes))).toBe(expected);
  });

  it('reads ratios, shares, counts and losses', () => {
    expect(formatRatio(2.2104)).toBe('2.21×');
    expect(formatRatio(14.27)).toBe('14.3×');
    expect(formatRatio(0.5)).toBe('0.50×');
    expect(formatRatioInterval(2.1, 2.3312)).toBe('2.10–2.33');
    expect(plain(formatShare(0.4))).toBe('40 %');
    expect(plain(formatShare(0.032))).toBe('3.2 %');
    expect(plain(formatShare(0.03))).toBe('3 %');
    expect(plain(formatShare(0.0004))).toBe('<0.1 %');
    expect(plain(formatShare(0))).toBe('0 %');
    expect(plain(formatAccuracy(0.981))).toBe('98.10 %');
    expect(formatCores(1.734)).toBe('1.73');
    expect([0, 999, 1000, 16_938, 1_234_567, -12_345].map(formatCount)).toEqual([
      '0',
      '999',
      '1,000',
      '16,938',
      '1,234,567',
      '−12,345',
    ]);
    expect(plain(formatQuantity(1, 'block'))).toBe('1 block');
    expect(plain(formatQuantity(60_000, 'image'))).toBe('60,000 images');
    expect(formatLoss(2.302_123)).toBe('2.3021');
    expect(formatLoss(0.000_051_2)).toBe('5.120e-5');
    expect([0.001_234, 0.001_239].map(formatLoss)).toEqual(['0.001234', '0.001239']);
  });

  it('never strays further from a time than its last digit', () => {
    const factors: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9 };
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 999, noNaN: true }), (seconds) => {
        const [figure = '', unit = ''] = plain(formatSeconds(seconds)).split(' ');
        const read = Number(figure) * (factors[unit] ?? NaN);
        expect(Math.abs(read - seconds) / seconds).toBeLessThan(unit === 's' && seconds < 1 ? 0.051 : 0.0051);
      }),
    );
  });
});
