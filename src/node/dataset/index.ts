import { existsSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import { IdxError } from '../../core/dataset/idx.js';
import type { DatasetRecord } from '../../core/model/run.js';
import { isUnwritable } from '../disk-errors.js';
import { cacheRemedy, datasetsDirectory } from '../paths.js';
import { knownDatasets, type KnownDataset } from './catalog.js';
import { DownloadError } from './download.js';
import { prepareFolder, type IdxFolder } from './folder.js';
import { downloadKnown, findCached, prepareKnownFolder } from './known.js';
import { prepareSynthetic } from './synthetic.js';

/** A data set that is ready to train on. */
export interface PreparedDataset {
  /** What is known before it is decided how many training images are used. */
  readonly record: Omit<DatasetRecord, 'trainImages' | 'sha256'>;
  /** How many training images there are. */
  readonly trainImages: number;
  /** Holds the four IDX files decompressed and under their own names. */
  readonly directory: string;
}

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { message: string; fraction?: number }) => void;
  /** Replaces the public mirrors. */
  readonly mirrors?: readonly string[];
  /** A mirror that sends nothing for so long is given up. */
  readonly stallSeconds?: number;
}

/** The data cannot be had, or not be kept; the message says what to do. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}

/**
 * Makes a data set ready.
 *
 * MNIST comes from the folder `LANGBENCH_MNIST_DIR`, else, as others known by name, from the cache, else the public mirrors.
 * When none of these can be reached, the synthetic digits stand in for MNIST and for nothing else: `record.synthetic` is true
 * then and `record.standsInFor` says why, and every place that shows a result must say so. Whatever else goes wrong is an error.
 *
 * @param name `mnist`, `fashion-mnist`, `synthetic`, or a folder with IDX files, gzipped or not
 */
export async function prepareDataset(name: string, options: PrepareOptions = {}): Promise<PreparedDataset> {
  options.signal?.throwIfAborted();
  try {
    return await prepare(name, options);
  } catch (error) {
    const folder = datasetsDirectory();
    if (!isUnwritable(error) || !isOneWay(folder, error.path ?? folder)) throw error;
    throw new DatasetError(`The data cannot be kept in ${folder}: ${error.message}. ${cacheRemedy}`, { cause: error });
  }
}

/** Whether one path is the other, or lies above or below it: what cannot be made may be a folder far above. */
function isOneWay(one: string, other: string): boolean {
  return `${one}${sep}`.startsWith(`${other}${sep}`) || `${other}${sep}`.startsWith(`${one}${sep}`);
}

async function prepare(name: string, options: PrepareOptions): Promise<PreparedDataset> {
  if (name === 'synthetic') return synthetic(options);
  const known = knownDatasets.find(({ id }) => id === name);
  if (known) return prepareKnown(known, options);
  if (!existsSync(name)) {
    const names = [...knownDatasets.map(({ id }) => id), 'synthetic'].join(', ');
    throw new IdxError(`There is no folder ${resolve(name)} with data, and the data sets known by name are ${names}.`);
  }
  return describe('folder', basename(resolve(name)), await prepareFolder(name));
}

async function prepareKnown(dataset: KnownDataset, options: PrepareOptions): Promise<PreparedDataset> {
  const { id, title } = dataset;
  const folder = id === 'mnist' ? process.env['LANGBENCH_MNIST_DIR'] : undefined;
  if (folder) return describe(id, title, await prepareChosenFolder(dataset, folder));
  try {
    return describe(id, title, (await findCached(dataset)) ?? (await downloadKnown(dataset, options)));
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    if (id !== 'mnist') {
      throw new DatasetError(
        `${title} could not be downloaded. Get its files in another way and give their folder as the data set.\n${error.message}`,
        { cause: error },
      );
    }
    // One line for each source, which its host names well enough.
    const reason = error.message.replaceAll(/^https?:\/\/([^/\s]+)\/\S*(?=: )/gm, '$1').replaceAll('\n', '; ');
    const prepared = await synthetic(options);
    return { ...prepared, record: { ...prepared.record, standsInFor: { title, reason } } };
  }
}

async function prepareChosenFolder(dataset: KnownDataset, folder: string): Promise<IdxFolder> {
  try {
    return await prepareKnownFolder(dataset, folder);
  } catch (error) {
    if (!(error instanceof IdxError)) throw error;
    const remedy = `LANGBENCH_MNIST_DIR names that folder: correct it, or unset it to download ${dataset.title}.`;
    throw new IdxError(`${error.message.replace(/\.?$/, '.')} ${remedy}`, { cause: error });
  }
}

async function synthetic(options: PrepareOptions): Promise<PreparedDataset> {
  const prepared = describe('synthetic', 'synthetic digits', await prepareSynthetic(options));
  return { ...prepared, record: { ...prepared.record, synthetic: true } };
}

function describe(id: string, title: string, { directory, trainImages, testImages }: IdxFolder): PreparedDataset {
  return { record: { id, title, synthetic: false, testImages }, trainImages, directory };
}
