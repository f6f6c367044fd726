import { existsSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import { IdxError } from '../../core/dataset/idx.js';
import type { DatasetRecord } from '../../core/model/run.js';
import { joined, sentence, type Sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import { isUnwritable } from '../disk-errors.js';
import { cacheRemedy, datasetsDirectory } from '../paths.js';
import { knownDatasets, type KnownDataset } from './catalog.js';
import type { OnDataProgress } from './data-progress.js';
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
  readonly onProgress?: OnDataProgress;
  /** Replaces the public mirrors. */
  readonly mirrors?: readonly string[];
  /** A mirror that sends nothing for so long is given up. */
  readonly stallSeconds?: number;
}

/** The data cannot be had, or not be kept; the message says what to do. */
export class DatasetError extends ToldError {
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
    throw new DatasetError(sentence('The data cannot be kept in {0}: {1}. {2}', folder, error.message, cacheRemedy), {
      cause: error,
    });
  }
}

/** Throws {@link IdxError} when this is neither a data set known by name nor a folder that is there. */
export function requireDataset(name: string): void {
  const names = [...knownDatasets.map(({ id }) => id), 'synthetic'];
  if (names.includes(name) || existsSync(name)) return;
  throw new IdxError(
    sentence(
      'There is no folder {0} with data, and the data sets known by name are {1}.',
      resolve(name),
      names.join(', '),
    ),
  );
}

/** Whether one path is the other, or lies above or below it: what cannot be made may be a folder far above. */
function isOneWay(one: string, other: string): boolean {
  return `${one}${sep}`.startsWith(`${other}${sep}`) || `${other}${sep}`.startsWith(`${one}${sep}`);
}

async function prepare(name: string, options: PrepareOptions): Promise<PreparedDataset> {
  if (name === 'synthetic') return synthetic(options);
  const known = knownDatasets.find(({ id }) => id === name);
  if (known) return prepareKnown(known, options);
  requireDataset(name);
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
        sentence(
          '{0} could not be downloaded. Get its files in another way and give their folder as the data set.\n{1}',
          title,
          error.told,
        ),
        { cause: error },
      );
    }
    const prepared = await synthetic(options);
    return { ...prepared, record: { ...prepared.record, standsInFor: { title, reason: whyNotHad(title, error) } } };
  }
}

/** Why there is no data set of this title, as the end of a sentence. */
function whyNotHad(title: string, { faults, damaged }: DownloadError): Sentence {
  const sources = joined(
    // Its host names a source well enough.
    faults.map(({ url, reason }) => sentence('{0}: {1}', new URL(url).host, reason)),
    '; ',
  );
  return damaged === undefined
    ? sentence('{0} could not be downloaded ({1})', title, sources)
    : sentence('{0} of {1} is damaged and could not be downloaded again ({2})', damaged, title, sources);
}

async function prepareChosenFolder(dataset: KnownDataset, folder: string): Promise<IdxFolder> {
  try {
    return await prepareKnownFolder(dataset, folder);
  } catch (error) {
    if (!(error instanceof IdxError)) throw error;
    const remedy = sentence(
      'LANGBENCH_MNIST_DIR names that folder: correct it, or unset it to download {0}.',
      dataset.title,
    );
    const both = error.message.endsWith('.') ? '{0} {1}' : '{0}. {1}';
    throw new IdxError({ text: both, values: [error.told, remedy] }, { cause: error });
  }
}

async function synthetic(options: PrepareOptions): Promise<PreparedDataset> {
  const prepared = describe('synthetic', 'synthetic digits', await prepareSynthetic(options));
  return { ...prepared, record: { ...prepared.record, synthetic: true } };
}

function describe(id: string, title: string, { directory, trainImages, testImages }: IdxFolder): PreparedDataset {
  return { record: { id, title, synthetic: false, testImages }, trainImages, directory };
}
