import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withoutLogPrefix } from '../../../src/core/parse/log-prefix.js';
import { timingsOf } from './collect.js';

const ROOT = new URL('../../fixtures/recordings/', import.meta.url).pathname;
const recordingsIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:out|raw|txt)$/.test(file))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
const recordings = recordingsIn('');
const keras = recordingsIn('keras');

const PREFIXES = [
  'trainer-1  | ',
  '2024-05-01T10:11:12.123456789Z ',
  '[pod/train-7d9f/main] ',
  'train\tRun python train.py\t2024-05-01T10:11:12.1234567Z ',
  '2024-05-01T10:11:12.123456Z 01O ',
  '2024-05-01T10:11:12.123456789+02:00 stdout F ',
  '[2024-05-01T10:11:12.123Z] ',
  '[12:33:44] ',
  'Jan  2 12:33:44 host python[123]: ',
  '[1,0]<stdout>:',
  '[rank0]: ',
  '(RayTrainWorker pid=1234, ip=192.0.2.1) ',
  'INFO:root:',
  '[2024-01-02 12:33:44,123][__main__][INFO] - ',
  '[2024-01-02, 12:33:44 UTC] {subprocess.py:93} INFO - ',
  '2024-01-02T12:33:44.123456+00:00 app[worker.1]: ',
  '12:33:44 trainer.1 | ',
  '12:33:44 INFO ',
  '2024-01-02 12:33:44,123 [INFO] [train.py:33] ',
  '2024-01-02 12:33:44,123 - __main__ - INFO - ',
  '2024-01-02 12:33:44.123 | INFO     | __main__:main:33 - ',
  'I0517 12:00:03.123456 140735 train.py:201] ',
  '2024-05-01 10:11:12.123456: ',
  '[05/01/24 10:11:12] INFO     ',
  '05/01 10:11:12 - mmengine - INFO - ',
  '[I 2024-05-01 10:11:12,123] ',
  '[I 240501 10:11:12 train:33] ',
  '2024-05-01 10:11:12 [info     ] ',
  '[10:11:12Z] ',
];

describe('what stands before each line of a log makes no difference', () => {
  test.each(PREFIXES)('%s', (prefix) => {
    for (const text of recordings) {
      expect(timingsOf(text.replace(/(?<=^|\n)(?!\n|$)/g, prefix))).toEqual(timingsOf(text));
    }
  });
});

describe('nor does what is no known log, before what Keras prints', () => {
  test.each([
    '(pid=1234) ',
    '(pid=1234, ip=192.0.2.1) ',
    'worker-0 | ',
    'train-7d9f8-x2xkp main | ',
    '[1,mpirank:0,algo-1]<stdout>:',
    '[train] ',
    'gpu01: ',
    '24/05/01 10:11:12 INFO Trainer: ',
    '10:11:12 > ',
  ])('%s', (prefix) => {
    for (const text of keras) {
      expect(timingsOf(text.replace(/(?<=^|\n)(?!\n|$)/g, prefix))).toMatchObject(timingsOf(text));
    }
  });

  test('a header tells it, but for its digits', () => {
    const output = `10:11:12 train Epoch 1/2\n10:11:16 train  - 4s - loss: 0.5\n10:11:16 train Epoch 2/2\n9:11:20 train 30/30 - 3s - loss: 0.5\n`;
    expect(timingsOf(output)).toMatchObject([
      { seconds: 4, source: 'keras', phase: 'epoch', epoch: 1 },
      { seconds: 3, source: 'keras', phase: 'epoch', epoch: 2 },
    ]);
  });

  test.each(['Epoch 20/20 - 12s - loss: 0.5', 'Epoch: 20/20 - 12s - loss: 0.5'])('%s is not by Keras', (line) => {
    expect(timingsOf(`${line}\n`)).toMatchObject([{ seconds: 12, source: 'elapsed', phase: 'epoch', epoch: 20 }]);
  });
});

test.each([
  '3: 0.512345 seconds',
  '12:33:44 elapsed',
  'train | 12.3 s',
  'Epoch 1/3',
  '30/30 - 2s - loss: 0.5',
  '[1] 0.5',
])('%s has none', (line) => {
  expect(withoutLogPrefix(line)).toBe(line);
});
