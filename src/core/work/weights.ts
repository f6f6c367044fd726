import type { Weight } from '../model/experiment.js';
import { Random } from '../random.js';

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

/** How many numbers the network has to learn. */
export function countParameters(weights: readonly Weight[]): number {
  return weights.reduce((sum, { shape }) => sum + product(shape), 0);
}

/**
 * Half the width of Glorot's uniform distribution, √(6 / (fanIn + fanOut)) (Glorot & Bengio, AISTATS 2010).
 * A kernel [out, in, height, width] has fanIn = in·height·width and fanOut = out·height·width; a matrix [in, out] its sides.
 */
export function glorotLimit(shape: readonly number[]): number {
  const [first = 1, second = 1, ...window] = shape;
  return Math.sqrt(6 / ((first + second) * product(window)));
}

/**
 * Initial weights of all tensors in manifest order, each row-major. The same seed gives the same bytes on every machine.
 */
export function initialWeights(weights: readonly Weight[], seed: number): Float32Array {
  const values = new Float32Array(countParameters(weights));
  const random = new Random(seed, 'weights');
  let at = 0;
  for (const { shape, initializer } of weights) {
    const end = at + product(shape);
    if (initializer === 'glorot-uniform') {
      const limit = glorotLimit(shape);
      for (; at < end; at++) values[at] = random.between(-limit, limit);
    }
    at = end;
  }
  return values;
}
