import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { IMAGE_SIDE, idxFiles, toIdx, type IdxRole } from '../../core/dataset/idx.js';
import { sentence } from '../../core/model/sentence.js';
import { Random } from '../../core/random.js';
import { drawRandomDigit, SYNTHETIC_VERSION } from '../../core/synthetic/digits.js';
import { datasetsDirectory } from '../paths.js';
import { writeAtomically } from '../write-atomically.js';
import type { OnDataProgress } from './data-progress.js';
import { idxPaths, readIdxFolder, type IdxFolder } from './folder.js';
import { isStamped, putStamp, statesOf } from './stamp.js';

const TRAIN_IMAGES = 60_000;
const TEST_IMAGES = 10_000;
/** So many pictures are drawn before others get their turn on the event loop: some 20 ms. */
const CHUNK = 1000;

interface Options {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnDataProgress;
}

/** The synthetic digits, drawn into the cache if they are not there. They are the same on every machine. */
export async function prepareSynthetic(options: Options): Promise<IdxFolder> {
  const directory = join(datasetsDirectory(), `synthetic-${SYNTHETIC_VERSION}`);
  const stamp = join(directory, 'drawn.json');
  const isWhole = await isStamped(stamp, await statesOf(idxPaths(directory)).catch(() => []));
  const cached = isWhole ? await readIdxFolder(directory).catch(() => undefined) : undefined;
  if (cached) return cached;
  await mkdir(directory, { recursive: true });
  await drawSet(directory, 'test', TEST_IMAGES, 0, options);
  await drawSet(directory, 'train', TRAIN_IMAGES, TEST_IMAGES, options);
  await putStamp(stamp, await statesOf(idxPaths(directory)));
  return readIdxFolder(directory);
}

async function drawSet(
  directory: string,
  set: 'train' | 'test',
  count: number,
  drawnBefore: number,
  { signal, onProgress }: Options,
): Promise<void> {
  const random = new Random(0, `synthetic ${set}`);
  const size = IMAGE_SIDE * IMAGE_SIDE;
  const pixels = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    if (image % CHUNK === 0) {
      await setImmediate();
      signal?.throwIfAborted();
      onProgress?.({
        message: sentence('Drawing the synthetic digits'),
        fraction: (drawnBefore + image) / (TRAIN_IMAGES + TEST_IMAGES),
      });
    }
    labels[image] = drawRandomDigit(random, pixels.subarray(image * size, (image + 1) * size));
  }
  const write = (role: IdxRole, data: Uint8Array): Promise<void> =>
    writeAtomically(join(directory, idxFiles[role].name), Buffer.from(toIdx(idxFiles[role].holds, data).buffer));
  await write(`${set}Images`, pixels);
  await write(`${set}Labels`, labels);
}
