import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { IdxError } from '../../core/dataset/idx.js';
import type { DatasetRecord } from '../../core/model/run.js';
import { knownDatasets, type KnownDataset } from './catalog.js';
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
  /** Set when the synthetic digits stand in for what was asked for: why. */
  readonly fallbackReason?: string;
}

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { message: string; fraction?: number }) => void;
  /** Where the files of a data set known by name are; for MNIST, `LANGBENCH_MNIST_DIR` says the same. */
  readonly folder?: string;
  /** Replaces the public mirrors. */
  readonly mirrors?: readonly string[];
  /** A mirror that sends nothing for so long is given up. */
  readonly stallSeconds?: number;
}

/**
 * Makes a data set ready.
 *
 * A data set known by name comes from the folder given, else the cache, else the public mirrors. When it cannot be had, the
 * synthetic digits stand in: `record.synthetic` is true then and `fallbackReason` says why, and every place that shows a
 * result must say so. A folder that was named and is not right is an error: nothing stands in for it.
 *
 * @param name `mnist`, `fashion-mnist`, `synthetic`, or a folder with IDX files, gzipped or not
 */
export async function prepareDataset(name: string, options: PrepareOptions = {}): Promise<PreparedDataset> {
  options.signal?.throwIfAborted();
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
  const folder = options.folder ?? (dataset.id === 'mnist' ? process.env['LANGBENCH_MNIST_DIR'] : undefined);
  if (folder) return describe(dataset.id, dataset.title, await prepareKnownFolder(dataset, folder));
  try {
    const found = (await findCached(dataset)) ?? (await downloadKnown(dataset, options));
    return describe(dataset.id, dataset.title, found);
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = `${dataset.title} could not be downloaded, so synthetic digits stand in for it:\n${(error as Error).message}`;
    return { ...(await synthetic(options)), fallbackReason: reason };
  }
}

async function synthetic(options: PrepareOptions): Promise<PreparedDataset> {
  const prepared = describe('synthetic', 'synthetic digits', await prepareSynthetic(options));
  return { ...prepared, record: { ...prepared.record, synthetic: true } };
}

function describe(id: string, title: string, { directory, trainImages, testImages }: IdxFolder): PreparedDataset {
  return { record: { id, title, synthetic: false, testImages }, trainImages, directory };
}
