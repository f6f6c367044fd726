import { expect, it } from 'vitest';
import { identitiesOf, identityAt } from '../../../src/protocol/identity.js';
import { completedRun } from '../../support/invented-runs/index.js';

it('gives no two of the first twelve the same look, with colour or without', () => {
  const all = Array.from({ length: 12 }, (_, order) => identityAt(order));
  expect(new Set(all.map((identity) => JSON.stringify(identity))).size).toBe(12);
  expect(new Set(all.map(({ point, dash }) => JSON.stringify([point, dash]))).size).toBe(12);
});

it('keeps an implementation its colour when others stay away', () => {
  const { implementations } = completedRun();
  const together = identitiesOf(implementations);
  expect(identitiesOf(implementations.slice(2))).toEqual(together.slice(2));
  expect(together.map(({ themeColor }) => themeColor)).toEqual([
    'charts.blue',
    'charts.purple',
    'charts.green',
    'charts.yellow',
  ]);
});
