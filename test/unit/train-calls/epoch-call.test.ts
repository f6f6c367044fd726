import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Language } from '../../../src/core/model/experiment.js';
import { epochCall } from '../../../src/core/train-calls/index.js';

it.each<[string, Language, RegExp]>([
  ['python/mnist_tensorflow.py', 'python', /model\.fit\(/],
  ['python/mnist_numpy.py', 'python', /train_epoch\(/],
  ['julia/mnist_flux.jl', 'julia', /@time .*train!\(/],
  ['julia/mnist_plain.jl', 'julia', /@time .*train_epoch!\(/],
])('finds where %s trains an epoch, among what it times and the steps that it makes', async (file, language, line) => {
  const source = await readFile(file, 'utf8');
  const call = epochCall(source, language);
  expect(source.split('\n')[call?.start.line ?? -1]).toMatch(line);
});
