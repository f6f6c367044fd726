import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  checkIdxHeader,
  checkLabels,
  headerBytes,
  IdxError,
  idxFiles,
  idxRoles,
  type IdxRole,
} from '../../core/dataset/idx.js';
import { sentence } from '../../core/model/sentence.js';
import { datasetsDirectory } from '../paths.js';
import { writeAtomically } from '../write-atomically.js';
import { isStamped, putStamp, statesOf } from './stamp.js';

/** A folder that holds the four IDX files decompressed and under their own names. */
export interface IdxFolder {
  readonly directory: string;
  readonly trainImages: number;
  readonly testImages: number;
}

/** No IDX file is larger: 60,000 images take 47 MB. It keeps a hostile archive from filling the memory. */
const LARGEST_FILE_BYTES = 1024 ** 3;

/** Decompresses gzip, and gives anything else back as it is. */
export async function decompress(bytes: Uint8Array): Promise<Uint8Array> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip ? promisify(gunzip)(bytes, { maxOutputLength: LARGEST_FILE_BYTES }) : bytes;
}

/** Checks the contents of a whole decompressed file. Throws {@link IdxError}. */
export function checkIdx(name: string, role: IdxRole, contents: Uint8Array): void {
  const { holds } = idxFiles[role];
  checkIdxHeader(name, holds, contents, contents.length);
  if (holds === 'labels') checkLabels(name, contents);
}

/** Checks a folder of decompressed IDX files by headers, sizes, counts and labels. Throws {@link IdxError}. */
export async function readIdxFolder(directory: string): Promise<IdxFolder> {
  const counts = {} as Record<IdxRole, number>;
  for (const role of idxRoles) counts[role] = await checkFile(join(directory, idxFiles[role].name), role);
  for (const [images, labels] of [
    ['trainImages', 'trainLabels'],
    ['testImages', 'testLabels'],
  ] as const) {
    if (counts[images] !== counts[labels]) {
      throw new IdxError(
        sentence(
          '{0}: {1} holds {2} images, but {3} holds {4} labels',
          directory,
          idxFiles[images].name,
          counts[images],
          idxFiles[labels].name,
          counts[labels],
        ),
      );
    }
  }
  return { directory, trainImages: counts.trainImages, testImages: counts.testImages };
}

async function checkFile(path: string, role: IdxRole): Promise<number> {
  const { holds } = idxFiles[role];
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const header = new Uint8Array(headerBytes[holds]);
    const { bytesRead } = await file.read(header, 0, header.length, 0);
    const count = checkIdxHeader(path, holds, header.subarray(0, bytesRead), size);
    if (holds === 'labels') checkLabels(path, await file.readFile());
    return count;
  } finally {
    await file.close();
  }
}

/** The four files of a folder under their own names. */
export function idxPaths(directory: string): string[] {
  return idxRoles.map((role) => join(directory, idxFiles[role].name));
}

export interface PrepareFolderOptions {
  /** Whether copies that were made before will do; default true. */
  readonly reuse?: boolean;
}

/**
 * Makes any folder with the four IDX files usable: one with decompressed files under their own names is used in place; from
 * another, decompressed copies are made in the cache, and made again when the originals or the copies change.
 */
export async function prepareFolder(folder: string, { reuse = true }: PrepareFolderOptions = {}): Promise<IdxFolder> {
  const source = resolve(folder);
  const paths = await findIdxFiles(source);
  if (idxRoles.every((role) => basename(paths[role]) === idxFiles[role].name)) return readIdxFolder(source);

  const name = `${basename(source)}-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`;
  const target = join(datasetsDirectory(), name);
  const stamp = join(target, 'source.json');
  const originals = await statesOf(Object.values(paths));
  const copies = await statesOf(idxPaths(target)).catch(() => []);
  const isFresh = reuse && (await isStamped(stamp, [...originals, ...copies]));
  const cached = isFresh ? await readIdxFolder(target).catch(() => undefined) : undefined;
  if (cached) return cached;

  await mkdir(target, { recursive: true });
  for (const role of idxRoles) await copyDecompressed(role, paths[role], join(target, idxFiles[role].name));
  const prepared = await readIdxFolder(target);
  await putStamp(stamp, [...originals, ...(await statesOf(idxPaths(target)))]);
  return prepared;
}

/** The paths of the four files in a folder, whatever common spelling they have. */
async function findIdxFiles(folder: string): Promise<Record<IdxRole, string>> {
  const names = await listFolder(folder);
  const found = {} as Record<IdxRole, string>;
  for (const role of idxRoles) {
    const plain = idxFiles[role].name;
    const dotted = plain.replace('-idx', '.idx');
    const name = [plain, dotted, `${plain}.gz`, `${dotted}.gz`].find((candidate) => names.includes(candidate));
    if (name === undefined) {
      throw new IdxError(
        sentence(
          '{0} has no {1} (nor {1}.gz, nor {2}[.gz]); a data set is four files: {3}',
          folder,
          plain,
          dotted,
          idxRoles.map((each) => idxFiles[each].name).join(', '),
        ),
      );
    }
    found[role] = join(folder, name);
    await requireFile(found[role]);
  }
  return found;
}

/** Nothing else may be read: a pipe, for one, would be waited for without end. */
async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw new IdxError(sentence('Cannot read {0}: {1}', path, (error as Error).message), { cause: error });
  });
  if (!found.isFile()) throw new IdxError(sentence('{0} is not a file.', path));
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? sentence('it is not there') : message;
    throw new IdxError(sentence('Cannot read the data folder {0}: {1}', folder, reason), { cause: error });
  }
}

/** Writes a file's decompressed contents to `target` whole, or not at all when they are not what they should be. */
async function copyDecompressed(role: IdxRole, source: string, target: string): Promise<void> {
  const contents = await decompress(await readFile(source)).catch((error: unknown) => {
    throw new IdxError(sentence('Cannot decompress {0}: {1}', source, (error as Error).message), { cause: error });
  });
  checkIdx(source, role, contents);
  await writeAtomically(target, Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength));
}
