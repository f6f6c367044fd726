import { copyFile, mkdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { idxFiles, idxRoles, toIdx, type IdxRole } from '../../../src/core/dataset/idx.js';
import { prepareFolder } from '../../../src/node/dataset/folder.js';
import { tinyFiles, useScratchFolder, writeFiles } from './tiny-data.js';

const folder = useScratchFolder();

async function writeGzipped(target: string, spell: (name: string) => string): Promise<string> {
  await mkdir(target);
  for (const role of idxRoles) await writeFile(join(target, spell(idxFiles[role].name)), gzipSync(tinyFiles[role]));
  return target;
}

describe('prepareFolder', () => {
  it('uses decompressed files in place', async () => {
    const source = await writeFiles(join(folder.path, 'plain'));
    expect(await prepareFolder(source)).toEqual({ directory: source, trainImages: 300, testImages: 40 });
  });

  it.each([
    ['gzipped', (name: string) => `${name}.gz`],
    ['gzipped with a dot before idx', (name: string) => `${name.replace('-idx', '.idx')}.gz`],
  ])('decompresses %s files into the cache', async (_, spell) => {
    const { directory } = await prepareFolder(await writeGzipped(join(folder.path, 'packed'), spell));
    expect(directory.startsWith(folder.cache)).toBe(true);
    for (const role of idxRoles) {
      expect(Buffer.compare(await readFile(join(directory, idxFiles[role].name)), tinyFiles[role])).toBe(0);
    }
  });

  it('finds decompressed files with a dot before idx', async () => {
    const source = await writeFiles(join(folder.path, 'dotted'));
    for (const role of idxRoles) {
      const { name } = idxFiles[role];
      await rename(join(source, name), join(source, name.replace('-idx', '.idx')));
    }
    expect(await prepareFolder(source)).toMatchObject({ trainImages: 300, testImages: 40 });
  });

  it('decompresses anew when the originals have changed, and only then', async () => {
    const source = await writeGzipped(join(folder.path, 'packed'), (name) => `${name}.gz`);
    const { directory } = await prepareFolder(source);
    const cached = join(directory, idxFiles.testLabels.name);
    const made = await stat(cached);
    await prepareFolder(source);
    expect((await stat(cached)).ino).toBe(made.ino);
    await utimes(join(source, `${idxFiles.testLabels.name}.gz`), 1, 1);
    await prepareFolder(source);
    expect((await stat(cached)).ino).not.toBe(made.ino);
  });

  it.each([
    ['cut short', () => 'damaged'],
    ['changed', () => Uint8Array.from(tinyFiles.testLabels).fill(3, 8)],
  ])('decompresses anew what was %s in the cache', async (_, damage) => {
    const source = await writeGzipped(join(folder.path, 'packed'), (name) => `${name}.gz`);
    const cached = join((await prepareFolder(source)).directory, idxFiles.testLabels.name);
    await writeFile(cached, damage());
    expect(await prepareFolder(source)).toMatchObject({ testImages: 40 });
    expect(Buffer.compare(await readFile(cached), tinyFiles.testLabels)).toBe(0);
  });

  it('names the file that is missing, and the folder that is', async () => {
    const source = await writeFiles(join(folder.path, 'plain'));
    await rm(join(source, idxFiles.testLabels.name));
    await expect(prepareFolder(source)).rejects.toThrow(/plain has no t10k-labels-idx1-ubyte/);
    await expect(prepareFolder(join(folder.path, 'nowhere'))).rejects.toThrow(/nowhere/);
  });

  it.each([
    ['a folder', (path: string) => mkdir(path), /t10k-labels-idx1-ubyte is not a file/],
    ['a pipe that nobody writes to', (path: string) => execa('mkfifo', [path]), /is not a file/],
    ['a link to nothing', (path: string) => symlink('/no/such/file', path), /Cannot read .*t10k-labels-idx1-ubyte: /],
  ])('refuses %s in the place of a file', async (_, put, message) => {
    const source = await writeFiles(join(folder.path, 'plain'));
    const path = join(source, idxFiles.testLabels.name);
    await rm(path);
    await put(path);
    await expect(prepareFolder(source)).rejects.toThrow(message);
  });

  it('refuses a damaged archive and leaves nothing of it in the cache', async () => {
    const source = await writeGzipped(join(folder.path, 'packed'), (name) => `${name}.gz`);
    const path = join(source, `${idxFiles.trainImages.name}.gz`);
    await writeFile(path, (await readFile(path)).subarray(0, 1000));
    await expect(prepareFolder(source)).rejects.toThrow(/Cannot decompress .*train-images.*unexpected end of file/);
    await copyFile(path, join(source, `${idxFiles.testLabels.name}.gz`));
    await expect(prepareFolder(source)).rejects.toThrow();
  });

  const header = (magic: number, ...sizes: number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
    [magic, ...sizes].forEach((value, index) => {
      view.setUint32(4 * index, value);
    });
    return new Uint8Array(view.buffer);
  };
  const cases: [string, Partial<Record<IdxRole, Uint8Array>>, RegExp][] = [
    ['an empty file', { testImages: new Uint8Array(0) }, /has 0 bytes: too short/],
    ['another format', { testImages: tinyFiles.testLabels }, /starts with 0x00000801 and should start with 0x00000803/],
    ['a file that is cut short', { trainImages: tinyFiles.trainImages.subarray(0, -5) }, /300 images.*is cut short/],
    ['a file that is too long', { trainLabels: Uint8Array.of(...tinyFiles.trainLabels, 1) }, /300 labels.*is too long/],
    ['images of another size', { testImages: header(0x803, 0, 32, 32) }, /images of 32x32 pixels; they must be 28x28/],
    ['no images', { testImages: header(0x803, 0, 28, 28) }, /holds no images/],
    [
      'a count that belongs to no file',
      { testLabels: Uint8Array.of(...header(0x801, 0xffffffff), 1) },
      /speaks of 4294967295 labels/,
    ],
    [
      'counts that differ',
      { testLabels: toIdx('labels', new Uint8Array(39)) },
      /holds 40 images, but .* holds 39 labels/,
    ],
    [
      'a label that is no digit',
      { testLabels: toIdx('labels', new Uint8Array(40).fill(10, 7, 8)) },
      /label 7 is 10; labels must be 0 to 9/,
    ],
  ];
  it.each(cases)('refuses %s', async (_, changed, message) => {
    const source = await writeFiles(join(folder.path, 'plain'), changed);
    await expect(prepareFolder(source)).rejects.toThrow(message);
  });
});
