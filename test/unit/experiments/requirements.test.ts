import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PYTHON = join(import.meta.dirname, '..', '..', '..', 'python');
const PINNED = /^[\w-]+==\S+ ?; \S/;

/** A requirement for some Pythons on some systems: its line without the reasons. */
const requirements = (file: string): string[] =>
  readFileSync(join(PYTHON, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const names = (lines: readonly string[]) => [...new Set(lines.map((line) => /^[\w-]+/.exec(line)?.[0]))];

describe.each(readdirSync(PYTHON).filter((file) => file.endsWith('.txt')))('%s', (file) => {
  it('names one version of everything, for each Python that it is for', () => {
    expect(requirements(file).filter((line) => !PINNED.test(line))).toEqual([]);
  });
});

it('TensorFlow and what is asked for beside it is among what is pinned for it', () => {
  const pinned = names(requirements('requirements-tensorflow.txt'));
  expect(pinned).toEqual(expect.arrayContaining(names(requirements('requirements-tensorflow.in'))));
  expect(pinned.length).toBeGreaterThan(30);
});
