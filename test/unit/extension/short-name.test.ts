import { expect, it } from 'vitest';
import { shortName } from '../../../src/extension/short-name.js';

it.each(['train.py', 'x'.repeat(40), '数'.repeat(40)])('leaves %s as it is', (name) => {
  expect(shortName(name)).toBe(name);
});

it('keeps the beginning and the end of a long name', () => {
  expect(shortName(`train_${'x'.repeat(200)}_on_digits.py`)).toBe(`train_${'x'.repeat(18)}…xx_on_digits.py`);
});

it('takes no character apart', () => {
  expect(shortName('😀'.repeat(50))).toBe(`${'😀'.repeat(24)}…${'😀'.repeat(15)}`);
});
