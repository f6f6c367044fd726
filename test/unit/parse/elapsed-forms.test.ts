import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { timingsOf } from './collect.js';

// Forms collected from public programs; the figures are made up.
const folder = new URL('../../fixtures/parse/', import.meta.url);
const linesOf = (file: string) => readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean);

describe('times as people print them are found', () => {
  const forms = linesOf('elapsed.tsv').map((row) => {
    const tab = row.indexOf('\t');
    return [row.slice(tab + 1), Number(row.slice(0, tab))] as const;
  });

  test.each(forms)('%s', (line, seconds) => {
    const timings = timingsOf(`${line}\n`);
    expect(timings).toHaveLength(1);
    expect(timings[0]?.seconds).toBeCloseTo(seconds, 9);
  });
});

describe('other figures are not taken for them', () => {
  test.each(linesOf('not-elapsed.txt'))('%s', (line) => {
    expect(timingsOf(`${line}\n`)).toEqual([]);
  });
});
