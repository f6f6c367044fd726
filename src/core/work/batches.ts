import { Random } from '../random.js';

/**
 * The order in which training meets its images: for each epoch a permutation of 0 … images − 1, epoch after epoch.
 * Batches are consecutive stretches of it. More epochs only append, so an epoch's order does not depend on how many follow.
 */
export function batchOrder(images: number, epochs: number, seed: number): Uint32Array {
  const order = new Uint32Array(images * epochs);
  const random = new Random(seed, 'batches');
  for (let epoch = 0; epoch < epochs; epoch++) {
    const indices = order.subarray(epoch * images, (epoch + 1) * images);
    for (let i = 0; i < images; i++) indices[i] = i;
    random.shuffle(indices);
  }
  return order;
}
