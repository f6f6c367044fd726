import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { timingsOf } from './collect.js';

// Forms collected from public programs; the figures are made up.
const folder = new URL('../../fixtures/parse/', import.meta.url);
// Only a line of nothing else is known for what these are.
const NAMELESS: readonly string[] = ['CPU times: user 1.2 s, sys: 0.1 s, total: 1.3 s'];
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

describe('what a terminal or a log puts around a line makes no other time of it', () => {
  test.each([
    ['colours', (line: string) => `\u001B[32m${line}\u001B[0m`],
    ['a time of day', (line: string) => `[12:03:44] ${line}`],
    ['a date and a level', (line: string) => `2026-01-02 12:03:44,123 - INFO - ${line}`],
    ["a container's name", (line: string) => `app_1  | 12:03:44 ${line}`],
    ['blanks', (line: string) => `${line}   `],
  ])('%s', (_name, surround) => {
    for (const line of linesOf('elapsed.tsv').map((row) => row.slice(row.indexOf('\t') + 1))) {
      const [alone] = timingsOf(`${line}\n`);
      const [surrounded = alone] = timingsOf(`${surround(line)}\n`);
      expect(surrounded?.seconds, line).toBe(alone?.seconds);
    }
    for (const line of linesOf('not-elapsed.txt').filter((each) => !NAMELESS.includes(each))) {
      expect(timingsOf(`${surround(line)}\n`), line).toEqual([]);
    }
  });
});

describe('other figures are not taken for them', () => {
  test.each(linesOf('not-elapsed.txt'))('%s', (line) => {
    expect(timingsOf(`${line}\n`)).toEqual([]);
  });
});
