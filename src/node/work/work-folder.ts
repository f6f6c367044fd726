import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headerBytes, idxFiles, idxRoles, itemBytes, type IdxContent, type IdxRole } from '../../core/dataset/idx.js';
import type { Experiment } from '../../core/model/experiment.js';
import { RunSettingsError } from '../../core/model/run-settings.js';
import { sentence } from '../../core/model/sentence.js';
import type { DatasetRecord, RunSettings } from '../../core/model/run.js';
import { batchOrder } from '../../core/work/batches.js';
import { littleEndianBytes } from '../../core/work/little-endian.js';
import { countParameters, initialWeights } from '../../core/work/weights.js';
import type { PreparedDataset } from '../dataset/prepare.js';

/** Every program holds the order of batches in memory: at 4 bytes each these are 2 GiB. */
const MOST_VISITS = 2 ** 29;

/**
 * Writes the folder from which every program of an experiment reads its data, initial weights and batch order
 * (docs/work-folder.md). The same settings and data give the same bytes.
 *
 * @param target is made if it is not there; files of an earlier work folder in it are replaced
 * @returns what the run's record says of the data
 * @throws the signal's reason when it is aborted meanwhile
 */
export async function writeWorkFolder(
  target: string,
  experiment: Experiment,
  settings: RunSettings,
  dataset: PreparedDataset,
  signal?: AbortSignal,
): Promise<DatasetRecord> {
  const images = settings.images ?? dataset.trainImages;
  if (images > dataset.trainImages) {
    throw new RunSettingsError(
      sentence(
        '{0} training images were asked for, but {1} has {2}. Ask for fewer, or for all.',
        images,
        dataset.record.title,
        dataset.trainImages,
      ),
    );
  }
  const { seed, epochs, batchSize } = settings;
  if (images * epochs > MOST_VISITS) {
    throw new RunSettingsError(
      sentence(
        '{0} epochs of {1} images are too many to order in advance; at most {2} epochs of so many images can be.',
        epochs,
        images,
        Math.floor(MOST_VISITS / images),
      ),
    );
  }
  await mkdir(target, { recursive: true });
  const parameters = countParameters(experiment.weights);
  const description = { v: 1, images, epochs, batchSize, seed, parameters };
  const counts: Record<IdxRole, number> = {
    trainImages: images,
    trainLabels: images,
    testImages: dataset.record.testImages,
    testLabels: dataset.record.testImages,
  };
  // One after the other: what fails or is cancelled leaves nothing at work in a folder that is about to be taken away.
  for (const role of idxRoles) {
    await placeFile(join(dataset.directory, idxFiles[role].name), join(target, idxFiles[role].name));
  }
  await writeFile(join(target, 'weights.f32'), littleEndianBytes(initialWeights(experiment.weights, seed)));
  await writeFile(join(target, 'work.json'), `${JSON.stringify(description, null, 2)}\n`);
  await writeOrder(join(target, 'batches.u32'), batchOrder(images, epochs, seed), signal);
  const sha256 = await hashData(dataset.directory, counts);
  return { ...dataset.record, trainImages: images, sha256 };
}

/** Stretch by stretch: that of thousands of epochs would fill the memory, and let nobody cancel. */
async function writeOrder(path: string, order: Iterable<Uint32Array>, signal?: AbortSignal): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const stretch of order) {
      signal?.throwIfAborted();
      await file.writeFile(littleEndianBytes(stretch));
    }
  } finally {
    await file.close();
  }
}

/** SHA-256 over the pixels and labels in use, without headers, in the order of {@link idxRoles}. */
async function hashData(directory: string, counts: Record<IdxRole, number>): Promise<string> {
  const hash = createHash('sha256');
  for (const role of idxRoles) {
    const { name, holds } = idxFiles[role];
    hash.update(await readItems(join(directory, name), holds, counts[role]));
  }
  return hash.digest('hex');
}

/** The bytes of the first `count` items of a checked IDX file. */
async function readItems(path: string, holds: IdxContent, count: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const items = new Uint8Array(count * itemBytes[holds]);
    await file.read(items, 0, items.length, headerBytes[holds]);
    return items;
  } finally {
    await file.close();
  }
}

/** A copy and no link: a program that writes into the work folder must not change the data themselves. */
async function placeFile(source: string, target: string): Promise<void> {
  await rm(target, { force: true });
  await copyFile(source, target, constants.COPYFILE_FICLONE);
}
