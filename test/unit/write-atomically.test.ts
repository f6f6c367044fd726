import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '../../src/node/write-atomically.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langbench-atomic-'));
  file = join(folder, 'file.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([true, false])('writes text and bytes, and leaves nothing beside them (sync: %s)', async (sync) => {
  await writeAtomically(file, 'first', { sync });
  await writeAtomically(file, Uint8Array.of(0xc3, 0xa9), { sync });
  expect(await readFile(file, 'utf8')).toBe('é');
  expect(await readdir(folder)).toEqual(['file.json']);
});

/** Writes so many bytes in a process of its own, in which the system takes a part of them and then no more, as a full disk does. */
async function writeWithoutRoom(bytes: number): Promise<string> {
  const script = join(folder, 'script.cjs');
  await build({
    stdin: {
      contents: `import { writeAtomically } from './src/node/write-atomically.js';
        const [file, bytes] = process.argv.slice(2);
        writeAtomically(file, 'x'.repeat(Number(bytes))).catch((error) => { console.log(error.code); });`,
      resolveDir: resolve(import.meta.dirname, '../..'),
    },
    outfile: script,
    bundle: true,
    platform: 'node',
  });
  const words = ['ulimit -f 8; exec "$@"', 'sh', process.execPath, script, file, String(bytes)];
  return (await execa('sh', ['-c', ...words])).stdout;
}

test('what cannot be written whole is told, and what was there before stays', async () => {
  await writeFile(file, 'before');
  expect(await writeWithoutRoom(20_000)).toBe('EFBIG');
  expect(await readFile(file, 'utf8')).toBe('before');
  expect((await readdir(folder)).sort()).toEqual(['file.json', 'script.cjs']);
});

test('writes what a link leads to, and keeps the mode', async () => {
  await writeFile(file, 'before');
  await chmod(file, 0o600);
  await symlink(file, join(folder, 'link'));
  await writeAtomically(join(folder, 'link'), 'after');
  expect(await readFile(file, 'utf8')).toBe('after');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
