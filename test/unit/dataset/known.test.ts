import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { idxFiles, idxRoles, type IdxRole } from '../../../src/core/dataset/idx.js';
import { downloadKnown, findCached, prepareKnownFolder } from '../../../src/node/dataset/known.js';
import { md5, tinyDataset, tinyFiles, useScratchFolder, writeFiles } from './tiny-data.js';
import { sendFrom, useServer, type Handler } from './unruly-server.js';

const folder = useScratchFolder();
const server = useServer();

const archives = Object.fromEntries(idxRoles.map((role) => [`${idxFiles[role].name}.gz`, gzipSync(tinyFiles[role])]));
const archiveOf = (url = ''): Buffer => archives[url.split('/').at(-1) ?? ''] ?? Buffer.alloc(0);
const serveWell: Handler = (request, response) => {
  sendFrom(request, response, archiveOf(request.url));
};
const cachedFiles = (): Promise<string[]> => readdir(join(folder.cache, 'datasets', 'tiny')).catch(() => []);

describe('downloadKnown', () => {
  it('fills the cache with decompressed files, and later finds them there', async () => {
    const mirrors = [server.mirror('good', serveWell)];
    const progress: number[] = [];
    await downloadKnown(tinyDataset, { mirrors, onProgress: ({ fraction }) => progress.push(fraction ?? NaN) });
    const cached = await findCached(tinyDataset);
    expect(cached).toMatchObject({ trainImages: 300, testImages: 40 });
    for (const role of idxRoles) {
      const bytes = await readFile(join(cached?.directory ?? '', idxFiles[role].name));
      expect(Buffer.compare(bytes, tinyFiles[role])).toBe(0);
    }
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  it('never lets a bad file into the cache, and says what was wrong', async () => {
    const corrupt = server.mirror('corrupt', (request, response) => {
      const bytes = gzipSync(Uint8Array.of(1, 2, 3));
      sendFrom(request, response, bytes);
    });
    const truncated = server.mirror('truncated', (request, response) => {
      response.end(archiveOf(request.url).subarray(0, 100));
    });
    const page = server.mirror('page', (_, response) => response.end('<html>Please log in</html>'));
    const error: unknown = await downloadKnown(tinyDataset, { mirrors: [corrupt, truncated, page] }).catch(
      (reason: unknown) => reason,
    );
    const [first, second, third] = (error as Error).message.split('\n');
    expect(first).toMatch(/corrupt.*is not Tiny digits: its MD5 is [\da-f]{32}, not/);
    expect(second).toMatch(/truncated.*unexpected end of file/);
    expect(third).toMatch(/page.*is not Tiny digits/);
    expect(await cachedFiles()).toEqual([]);
  });

  it('keeps the files that arrived, and fetches only what lacks', async () => {
    const half = server.mirror('half', (request, response) => {
      if (request.url?.includes('train')) serveWell(request, response);
      else response.writeHead(500).end();
    });
    await expect(downloadKnown(tinyDataset, { mirrors: [half] })).rejects.toThrow('the server answered 500');
    expect((await cachedFiles()).sort()).toEqual(['train-images-idx3-ubyte', 'train-labels-idx1-ubyte']);
    expect(await findCached(tinyDataset)).toBeUndefined();

    await downloadKnown(tinyDataset, { mirrors: [server.mirror('good', serveWell)] });
    expect(server.requestsTo('good')).toHaveLength(2);
  });

  it('fetches again what was damaged in the cache', async () => {
    const mirrors = [server.mirror('good', serveWell)];
    const { directory } = await downloadKnown(tinyDataset, { mirrors });
    const flipped = tinyFiles.testImages.slice();
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    for (const damaged of ['cut short', flipped]) {
      await writeFile(join(directory, idxFiles.testImages.name), damaged);
      expect(await findCached(tinyDataset)).toBeUndefined();
      await downloadKnown(tinyDataset, { mirrors });
      expect(await findCached(tinyDataset)).toBeDefined();
    }
    expect(server.requestsTo('good')).toHaveLength(6);
  });

  it('checks archives where only their checksums are known', async () => {
    const byArchive = (change: Partial<Record<IdxRole, string>>) => ({
      ...tinyDataset,
      checksums: Object.fromEntries(
        idxRoles.map((role) => {
          return [role, { archive: change[role] ?? md5(archives[`${idxFiles[role].name}.gz`] ?? Buffer.alloc(0)) }];
        }),
      ) as typeof tinyDataset.checksums,
    });
    const mirrors = [server.mirror('good', serveWell)];
    await expect(downloadKnown(byArchive({ testLabels: 'f00' }), { mirrors })).rejects.toThrow('not f00');
    const { directory } = await downloadKnown(byArchive({}), { mirrors });
    expect(await findCached(byArchive({}))).toBeDefined();

    // What was made of an archive has no checksum of its own, so anything that happened to it counts as damage.
    await writeFile(join(directory, idxFiles.testLabels.name), Uint8Array.from(tinyFiles.testLabels).fill(3, 8));
    expect(await findCached(byArchive({}))).toBeUndefined();
    await downloadKnown(byArchive({}), { mirrors });
    expect(await findCached(byArchive({}))).toBeDefined();
    const mended = await readFile(join(directory, idxFiles.testLabels.name));
    expect(Buffer.compare(mended, tinyFiles.testLabels)).toBe(0);
  });
});

describe('prepareKnownFolder', () => {
  it('takes a folder that holds the data set, and refuses one that holds another', async () => {
    const right = await writeFiles(join(folder.path, 'right'));
    expect((await prepareKnownFolder(tinyDataset, right)).directory).toBe(right);

    expect(await prepareKnownFolder(tinyDataset, right)).toEqual(await prepareKnownFolder(tinyDataset, right));

    const changed = tinyFiles.testImages.slice();
    changed[20] = (changed[20] ?? 0) ^ 1;
    const wrong = await writeFiles(join(folder.path, 'wrong'), { testImages: changed });
    await expect(prepareKnownFolder(tinyDataset, wrong)).rejects.toThrow(
      /wrong does not hold Tiny digits: the MD5 of its decompressed t10k-images-idx3-ubyte is/,
    );
    process.env['LANGBENCH_CACHE_DIR'] = '/dev/null';
    expect((await prepareKnownFolder(tinyDataset, right)).directory).toBe(right);
    process.env['LANGBENCH_CACHE_DIR'] = folder.cache;

    // What was right once and is changed is found out.
    await writeFiles(right, { testImages: changed });
    await expect(prepareKnownFolder(tinyDataset, right)).rejects.toThrow('does not hold Tiny digits');
  });

  it('blames no folder for a damaged copy of its own, though nothing tells of the damage but the contents', async () => {
    const packed = join(folder.path, 'packed');
    await mkdir(packed);
    for (const [name, bytes] of Object.entries(archives)) await writeFile(join(packed, name), bytes);
    const { directory } = await prepareKnownFolder(tinyDataset, packed);
    const copy = join(directory, idxFiles.testLabels.name);
    await execa('cp', ['-p', copy, join(folder.path, 'before')]);
    await writeFile(copy, Uint8Array.from(tinyFiles.testLabels).fill(3, 8));
    await execa('touch', ['-r', join(folder.path, 'before'), copy]);
    await rm(join(folder.cache, 'datasets', 'tiny-checked.json'));
    await prepareKnownFolder(tinyDataset, packed);
    expect(Buffer.compare(await readFile(copy), tinyFiles.testLabels)).toBe(0);
  });
});
