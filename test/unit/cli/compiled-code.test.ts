import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCompiled } from '../../../src/cli/compiled-code.js';

let folder: string;
let file: string;
let store: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'langbench-compiled-'));
  file = path.join(folder, 'code.cjs');
  store = path.join(folder, 'kept', 'code');
  await writeFile(file, codeThatGives('one'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Its size does not tell what it gives. */
const codeThatGives = (word: string): string =>
  `exports.word = '${word}'; exports.sibling = require('node:path').join(__dirname, 'sibling'); exports.file = __filename;`;

it('gives code what a module has', () => {
  const { exports } = loadCompiled(file, store);
  expect(exports).toEqual({ word: 'one', sibling: path.join(folder, 'sibling'), file });
});

it('uses what was kept, and keeps that no second time', async () => {
  loadCompiled(file, store).keep();
  const again = loadCompiled(file, store);
  expect(again.exports).toHaveProperty('word', 'one');
  await rm(store);
  again.keep();
  await expect(readFile(store)).rejects.toThrow('ENOENT');
});

it('takes nothing that was kept of another code of the same length', async () => {
  loadCompiled(file, store).keep();
  await writeFile(file, codeThatGives('two'));
  const other = loadCompiled(file, store);
  expect(other.exports).toHaveProperty('word', 'two');
  const before = await readFile(store);
  other.keep();
  expect(await readFile(store)).not.toEqual(before);
});

it('passes over what was kept in part, and over what cannot be kept', async () => {
  loadCompiled(file, store).keep();
  await truncate(store, 100);
  expect(loadCompiled(file, store).exports).toHaveProperty('word', 'one');
  const { exports, keep } = loadCompiled(file, path.join(file, 'no-folder'));
  expect(exports).toHaveProperty('word', 'one');
  expect(keep).not.toThrow();
});

it('leaves no draft of what it cannot keep', async () => {
  await mkdir(store, { recursive: true });
  loadCompiled(file, store).keep();
  expect(await readdir(path.dirname(store))).toEqual([path.basename(store)]);
});
