import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { IdxError, idxFiles, idxRoles, type IdxRole } from '../../core/dataset/idx.js';
import { sentence } from '../../core/model/sentence.js';
import { datasetsDirectory } from '../paths.js';
import { writeAtomically } from '../write-atomically.js';
import type { KnownDataset } from './catalog.js';
import type { OnDataProgress } from './data-progress.js';
import { download, DownloadError, type DownloadOptions } from './download.js';
import { checkIdx, decompress, idxPaths, prepareFolder, readIdxFolder, type IdxFolder } from './folder.js';
import { isStamped, putStamp, statesOf } from './stamp.js';

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/**
 * Prepares a folder that somebody says holds a known data set, and checks that it does, once for as long as its files stay
 * as they are. Throws {@link IdxError}.
 */
export async function prepareKnownFolder(dataset: KnownDataset, folder: string): Promise<IdxFolder> {
  const prepared = await prepareFolder(folder);
  const fault = await findFault(dataset, folder, prepared);
  if (!fault) return prepared;
  if (prepared.directory === resolve(folder)) throw fault;
  // It may be the decompressed copy that is damaged, and not what is in the folder.
  const again = await prepareFolder(folder, { reuse: false });
  const lasting = await findFault(dataset, folder, again);
  if (lasting) throw lasting;
  return again;
}

async function findFault(
  dataset: KnownDataset,
  folder: string,
  { directory }: IdxFolder,
): Promise<IdxError | undefined> {
  const states = await statesOf(idxPaths(directory));
  const stamp = stampFileOf(dataset);
  if (await isStamped(stamp, states)) return undefined;
  for (const role of idxRoles) {
    const expected = dataset.checksums[role].contents;
    const found = md5(await readFile(join(directory, idxFiles[role].name)));
    if (expected !== undefined && found !== expected) {
      return new IdxError(
        sentence(
          '{0} does not hold {1}: the MD5 of its decompressed {2} is {3}, not {4}. To train on what is there, give the folder itself as the data set.',
          folder,
          dataset.title,
          idxFiles[role].name,
          found,
          expected,
        ),
      );
    }
  }
  // Where that cannot be kept they are checked again the next time.
  await mkdir(datasetsDirectory(), { recursive: true })
    .then(() => putStamp(stamp, states))
    .catch(() => undefined);
  return undefined;
}

function stampFileOf({ id }: KnownDataset): string {
  return join(datasetsDirectory(), `${id}-checked.json`);
}

/** The cached copy of a known data set, if it is complete and not damaged. */
export async function findCached(dataset: KnownDataset): Promise<IdxFolder | undefined> {
  const directory = join(datasetsDirectory(), dataset.id);
  try {
    const isChecked = await isStamped(stampFileOf(dataset), await statesOf(idxPaths(directory)));
    return isChecked || isKnownByContents(dataset) ? await prepareKnownFolder(dataset, directory) : undefined;
  } catch {
    return undefined;
  }
}

/** How {@link downloadKnown} is watched; `mirrors` replaces the data set's own. */
export interface KnownDownloadOptions extends Omit<DownloadOptions, 'onBytes'> {
  readonly mirrors?: readonly string[] | undefined;
  readonly onProgress?: OnDataProgress;
}

/** Downloads what the cache lacks of a known data set. Only checked files enter the cache, each at once or not at all. */
export async function downloadKnown(dataset: KnownDataset, options: KnownDownloadOptions): Promise<IdxFolder> {
  const directory = join(datasetsDirectory(), dataset.id);
  await mkdir(directory, { recursive: true });
  for (const [index, role] of idxRoles.entries()) {
    const path = join(directory, idxFiles[role].name);
    if (await isCached(dataset, role, path)) continue;
    const archive = `${idxFiles[role].name}.gz`;
    const isDamaged = existsSync(path);
    const contents = await download(
      (options.mirrors ?? dataset.mirrors).map((mirror) => mirror + archive),
      (bytes) => verify(dataset, role, bytes),
      {
        signal: options.signal,
        stallSeconds: options.stallSeconds,
        onBytes: (received, total) => {
          options.onProgress?.({
            message: sentence('Downloading {0}: {1}', dataset.title, archive),
            fraction: (index + (total ? received / total : 0)) / idxRoles.length,
          });
        },
      },
    ).catch((error: unknown) => {
      throw isDamaged && error instanceof DownloadError ? new DownloadError(error.faults, path) : error;
    });
    await writeAtomically(path, Buffer.from(contents));
  }
  await putStamp(stampFileOf(dataset), await statesOf(idxPaths(directory)));
  return readIdxFolder(directory);
}

/** Where the archives alone are known, nothing but the stamp tells that what was made of them is not damaged. */
function isKnownByContents({ checksums }: KnownDataset): boolean {
  return idxRoles.every((role) => checksums[role].contents !== undefined);
}

async function isCached(dataset: KnownDataset, role: IdxRole, path: string): Promise<boolean> {
  try {
    const contents = await readFile(path);
    checkIdx(path, role, contents);
    const expected = dataset.checksums[role].contents;
    return md5(contents) === expected;
  } catch {
    return false;
  }
}

/** Checks downloaded bytes against what is published, and gives their decompressed contents. */
async function verify(dataset: KnownDataset, role: IdxRole, bytes: Uint8Array): Promise<Uint8Array> {
  const contents = await decompress(bytes);
  const { contents: expected, archive } = dataset.checksums[role];
  const found = expected === undefined ? md5(bytes) : md5(contents);
  if (found !== (expected ?? archive)) {
    const facts = [dataset.title, found, expected ?? archive ?? ''] as const;
    throw new IdxError(sentence('what arrived is not {0}: its MD5 is {1}, not {2}', ...facts));
  }
  checkIdx(idxFiles[role].name, role, contents);
  return contents;
}
