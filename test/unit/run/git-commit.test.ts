import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gitCommitOf } from '../../../src/node/run/git-commit.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langbench-git-'));
});
afterEach(() => rm(folder, { recursive: true }));

const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder, encoding: 'utf8' });

test('the commit is told, and whether files differ from it', async () => {
  git('init', '--quiet');
  expect(await gitCommitOf(folder)).toBeUndefined();
  const file = join(folder, 'train.py');
  await writeFile(file, 'one');
  git('add', '.');
  git('commit', '--quiet', '--message', 'one');
  const commit = git('rev-parse', 'HEAD').trim();
  expect(await gitCommitOf(folder)).toBe(commit);
  // Touched and new files are no change.
  await utimes(file, 1, 1);
  await writeFile(join(folder, 'notes.txt'), '');
  expect(await gitCommitOf(folder)).toBe(commit);
  await writeFile(file, 'two');
  expect(await gitCommitOf(folder)).toBe(`${commit}-dirty`);
});

test('the lock that a git at work holds is neither needed nor taken', async () => {
  git('init', '--quiet');
  await writeFile(join(folder, 'train.py'), 'one');
  git('add', '.');
  git('commit', '--quiet', '--message', 'one');
  await writeFile(join(folder, '.git', 'index.lock'), '');
  expect(await gitCommitOf(folder)).toBe(git('rev-parse', 'HEAD').trim());
});

test('there is none where there is no repository', async () => {
  expect(await gitCommitOf('/')).toBeUndefined();
});
