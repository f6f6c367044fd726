// Softmax regression on digits by stochastic gradient descent.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const now = () => Number(process.hrtime.bigint());
const mark = (event, facts) =>
  process.stdout.write(`:::LANGBENCH ${JSON.stringify({ v: 1, event, t_ns: now(), ...facts })}\n`);

const startedAt = now();
const { values: options } = parseArgs({ options: { work: { type: 'string' }, threads: { type: 'string' } } });
const read = (name) => readFileSync(join(options.work, name));
const requested = options.threads === 'default' ? 'default' : Number(options.threads);
const [language, language_version] = ['JavaScript', process.versions.node];
mark('start', {
  ...{ t_ns: startedAt, language, language_version, framework: language, framework_version: language_version },
  threads: { requested, javascript: 1 },
});

const loadingAt = now();
const { images, epochs, batchSize, parameters } = JSON.parse(read('work.json'));
const trainPixels = read('train-images-idx3-ubyte').subarray(16, 16 + images * 784);
const trainLabels = read('train-labels-idx1-ubyte').subarray(8, 8 + images);
const testPixels = read('t10k-images-idx3-ubyte').subarray(16);
const testLabels = read('t10k-labels-idx1-ubyte').subarray(8);
const order = new Uint32Array(new Uint8Array(read('batches.u32')).buffer);
const scale = (bytes) => Float32Array.from(bytes, (byte) => byte / 255);
const [train, test] = [scale(trainPixels), scale(testPixels)];
mark('data', { duration_ns: now() - loadingAt, train_images: images, test_images: testLabels.length });

const buildingAt = now();
const weights = new Float32Array(new Uint8Array(read('weights.f32')).buffer); // [784, 10], then [10]
const gradient = new Float32Array(weights.length);
mark('build', { duration_ns: now() - buildingAt, parameters });

function scoresOf(pixels, image) {
  const scores = weights.slice(7840);
  for (let i = 0; i < 784; i++) {
    const pixel = pixels[image * 784 + i];
    if (pixel !== 0) for (let k = 0; k < 10; k++) scores[k] += pixel * weights[i * 10 + k];
  }
  return scores;
}

/** Learns from one batch; returns its mean loss before. */
function step(batch) {
  let loss = 0;
  gradient.fill(0);
  for (const image of batch) {
    const scores = scoresOf(train, image);
    const most = Math.max(...scores);
    const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
    loss += (Math.log(total) + most - scores[trainLabels[image]]) / batch.length;
    for (let k = 0; k < 10; k++) {
      const slope = (Math.exp(scores[k] - most) / total - (k === trainLabels[image])) / batch.length;
      for (let i = 0; i < 784; i++) gradient[i * 10 + k] += slope * train[image * 784 + i];
      gradient[7840 + k] += slope;
    }
  }
  for (let i = 0; i < weights.length; i++) weights[i] -= 0.1 * gradient[i];
  return loss;
}

let loss;
const steps = Math.ceil(images / batchSize);
for (let epoch = 1; epoch <= epochs; epoch++) {
  const epochAt = now();
  for (let s = 0; s < steps; s++) {
    const first = (epoch - 1) * images;
    loss = step(order.subarray(first + s * batchSize, first + Math.min((s + 1) * batchSize, images)));
    if (epoch === 1 && s === 0) mark('step', { duration_ns: now() - epochAt, step: 1, loss });
  }
  mark('epoch', { duration_ns: now() - epochAt, epoch, steps, loss });
}

const evaluatingAt = now();
let hits = 0;
for (let image = 0; image < testLabels.length; image++) {
  const scores = scoresOf(test, image);
  if (scores.indexOf(Math.max(...scores)) === testLabels[image]) hits += 1;
}
mark('eval', { duration_ns: now() - evaluatingAt, accuracy: hits / testLabels.length });
const sha256 = createHash('sha256');
for (const bytes of [trainPixels, trainLabels, testPixels, testLabels]) sha256.update(bytes);
mark('end', { last_loss: loss, data_sha256: sha256.digest('hex') });
