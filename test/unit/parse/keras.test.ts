import { expect, test } from 'vitest';
import { timingsOf } from './collect.js';

const BAR = '[==============================]';

test.each([
  ['standalone 1', `60000/60000 ${BAR} - 12s - loss: 0.2614 - acc: 0.9200`, 12, 1],
  ['standalone 2.3', `60000/60000 ${BAR} - 4s 63us/step - loss: 0.2614 - accuracy: 0.9200`, 4, 1],
  ['standalone 2.3, verbose=2', ' - 4s - loss: 0.2614 - accuracy: 0.9200', 4, 1],
  ['standalone 2.1, verbose=2', '10s 160us/step - loss: 0.0483 - acc: 0.9861', 10, 1],
  ['standalone, verbose=2, another metric first', ' - 4s - accuracy: 0.9200 - f1: [0.1 0.2]', 4, 1],
  ['TF 2.1', `960/960 ${BAR} - 1s 800us/sample - loss: 0.6931 - accuracy: 0.5000`, 1, 1],
  ['TF 2.1, verbose=2', '960/960 - 1s - loss: 0.6931 - accuracy: 0.5000', 1, 1],
  ['TF 2.0, unknown size', '     30/Unknown - 2s 50ms/step - loss: 0.6931', 2, 1],
  ['TF 2.6', `3/3 ${BAR} - 0s 21ms/step - loss: 1.2000e-04`, 0, 1],
  ['TF 2.15, verbose=2', '469/469 - 31s - loss: 0.1234 - accuracy: 0.9612 - 31s/epoch - 66ms/step', 31, 1],
  ['TF 2.15, verbose=2, fast', '3/3 - 0s - loss: 0.1234 - accuracy: 0.9612 - 60ms/epoch - 20ms/step', 0.06, 1e-3],
  ['Keras 3', '30/30 ━━━━━━━━━━━━━━━━━━━━ 2s 55ms/step - accuracy: 0.5958 - loss: nan', 2, 1],
  ['Keras 3 without the glyph', '30/30 ==================== 2s 55ms/step - loss: 0.6655', 2, 1],
  [
    'Keras 3, pasted without its escape characters',
    '[1m30/30[0m [32m━━━━━━━━━━━━━━━━━━━━[0m[37m[0m [1m2s[0m 55ms/step - loss: 0.6655',
    2,
    1,
  ],
  ['Keras 3, verbose=2', '30/30 - 2s - 55ms/step - loss: 0.6655', 2, 1],
])('%s', (_version, line, seconds, resolutionSeconds) => {
  expect(timingsOf(`Epoch 2/5\n${line}\n`)).toMatchObject([
    { seconds, resolutionSeconds, source: 'keras', phase: 'epoch', epoch: 2, line: 2 },
  ]);
});

test('updates that come as lines of their own, as on Windows pipes, are not epochs', () => {
  const output = `Epoch 1/2

 1/30 [>.............................] - ETA: 8s - loss: 0.7183
30/30 ${BAR} - ETA: 0s - loss: 0.6751
30/30 ${BAR} - 2s 55ms/step - loss: 0.6750
`;
  expect(timingsOf(output.replaceAll('\n', '\r\n'))).toMatchObject([{ seconds: 2, epoch: 1, line: 5 }]);
});

test('with Keras 3 such an update shows the time left where the time passed will stand', () => {
  const output = `Epoch 1/2

 1/30 ━━━━━━━━━━━━━━━━━━━━ 23s 804ms/step - loss: 0.7492
30/30 ━━━━━━━━━━━━━━━━━━━━ 0s 55ms/step - loss: 0.6656
30/30 ━━━━━━━━━━━━━━━━━━━━ 2s 55ms/step - loss: 0.6655
Epoch 2/2

30/30 ━━━━━━━━━━━━━━━━━━━━ 0s 1ms/step - loss: 0.6655
`;
  expect(timingsOf(output)).toMatchObject([
    { seconds: 2, epoch: 1, line: 5 },
    { seconds: 0, epoch: 2, line: 8 },
  ]);
});

test('updates of an unknown size count once', () => {
  const output = `Epoch 1/2
      1/Unknown - 0s 292ms/step - loss: 0.8803
     17/Unknown - 1s 50ms/step - loss: 0.8803
     30/Unknown - 2s 50ms/step - loss: 0.8803
Epoch 2/2
30/30 ${BAR} - 1s 20ms/step - loss: 0.8803
`;
  expect(timingsOf(output)).toMatchObject([
    { seconds: 2, epoch: 1, fields: { steps: 30 } },
    { seconds: 1, epoch: 2 },
  ]);
});

test('a prediction between an epoch and its line does not take its place', () => {
  const output = `Epoch 1/2
1/1 ${BAR} - 0s 76ms/step
30/30 ${BAR} - 2s 55ms/step - loss: 0.6750
`;
  expect(timingsOf(output).map(({ phase }) => phase)).toEqual([undefined, 'epoch']);
});

test('an evaluation amid an epoch, as a callback or TensorFlow 1 makes it, does not take its place', () => {
  const output = `Epoch 1/2
\r 1/30 [>.............................] - ETA: 8s - loss: 0.7183\r30/30 ${BAR} - ETA: 0s - loss: 0.6751\r 1/10 [==>...........................] - ETA: 0s - loss: 0.5\r10/10 ${BAR} - 1s 100ms/step - loss: 0.5
30/30 ${BAR} - 12s 400ms/step - loss: 0.6750
`;
  expect(timingsOf(output)).toMatchObject([
    { seconds: 1, phase: 'evaluation' },
    { seconds: 12, phase: 'epoch', epoch: 1 },
  ]);
});

test('a generator may give more than it was asked for', () => {
  expect(timingsOf(`Epoch 1/2\n2048/2000 ${BAR} - 10s - loss: 0.5\n`)).toMatchObject([{ seconds: 10, epoch: 1 }]);
});

test('a single epoch is known by its validation', () => {
  expect(timingsOf('30/30 - 2s - 55ms/step - loss: 0.5 - val_loss: 0.6\n')).toMatchObject([
    { phase: 'epoch', epoch: 1 },
  ]);
});

test.each([
  'Epoch 3: val_loss improved from 0.50 to 0.40, saving model to m.keras',
  'Epoch 00003: early stopping',
  'Train on 60000 samples, validate on 10000 samples',
  ' 1/30 [>.............................] - ETA: 8s - loss: 0.7183',
  '12/30 ━━━━━━━━━━━━━━━━━━━━ 1s 55ms/step - loss: 0.5',
  '2/3 - 4/5',
  ' - 4s - accuracy: 0.9200',
])('no timing: %s', (line) => {
  expect(timingsOf(`${line}\n`)).toEqual([]);
});

test.each([
  `11490434/11490434 ${BAR} - 0s 0us/step`,
  '11490434/11490434 ━━━━━━━━━━━━━━━━━━━━ 0s 0us/step',
  `    8192/11490434 [..............................] - ETA: 0s\n11493376/11490434 ${BAR} - 1s 0us/step`,
])('a download is no prediction: %s', (bar) => {
  const output = `Downloading data from https://example.org/mnist.npz\n${bar}\n313/313 ${BAR} - 1s 3ms/step\n`;
  expect(timingsOf(output)).toMatchObject([{ seconds: 1, fields: { steps: 313 } }]);
});

test('a download is known by its bytes where the line before it was lost', () => {
  expect(timingsOf(`11490434/11490434 ${BAR} - 0s 0us/step\n`)).toEqual([]);
});
