import { Random } from '../random.js';

/** About so many images are ordered at a time, which takes a few milliseconds. */
const STRETCH = 2 ** 16;

/**
 * The order in which training meets its images: for each epoch a permutation of 0 … images − 1, epoch after epoch, in
 * stretches of whole epochs. Batches are consecutive parts of it. More epochs only append, so an epoch's order does not
 * depend on how many follow.
 */
export function* batchOrder(images: number, epochs: number, seed: number): Generator<Uint32Array, void> {
  const random = new Random(seed, 'batches');
  const atOnce = Math.max(1, Math.floor(STRETCH / images));
  for (let epoch = 0; epoch < epochs; epoch += atOnce) {
    const stretch = new Uint32Array(images * Math.min(atOnce, epochs - epoch));
    for (let at = 0; at < stretch.length; at += images) {
      const indices = stretch.subarray(at, at + images);
      for (let i = 0; i < images; i++) indices[i] = i;
      random.shuffle(indices);
    }
    yield stretch;
  }
}
