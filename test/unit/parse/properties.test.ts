import { readFileSync } from 'node:fs';
import fc from '../../support/properties.js';
import { expect, test } from 'vitest';
import { timingsOf, timingsOfChunks } from './collect.js';

const encoder = new TextEncoder();

const fragments = fc.constantFrom(
  ...[
    '  0.302744 seconds',
    ' (5 allocations: 144 bytes)',
    'elapsed time (ns): 302744362',
    'label: ',
    'Epoch 1/2',
    'Epoch 2/2',
    '\n',
    '\r\n',
    '\r',
    '\b',
  ],
  ...[
    '30/30',
    ' - 2s - loss: 0.5',
    ' ━━━ 0s 5ms/step',
    ' [====]',
    ' - 0s 5ms/step - loss: 1',
    ':::LANGBENCH ',
    '{"v":1',
    'took ',
    '3.5 s',
    '用时 3 秒',
  ],
  ...[
    'Epoch 3: ',
    '100%|██| 10/10 [00:07<00:00, 1.4it/s]',
    ' 50%|█ | 5/10 [00:03<00:03, 1.4it/s]',
    'real\t0m1.2s',
    '\x1b[1m',
    '\x1b[K',
    '\x1b]0;x\x07',
  ],
  ...[
    'Wall time: 1min 3s',
    '5 loops, best of 3: 1.4 usec per loop',
    '训练',
    '👍',
    ' ',
    '12',
    '.',
    'time: ',
    '1,234.5 s',
    '1.234,5 s',
    '12,345,678 ms',
    '1e400 s',
    '1.2.3 sec per loop',
    'gc time (ns): 1.2.3\n',
    ' ± 1.2.3 ms',
    '0:00:12',
    'ETA',
  ],
);

const outputs = fc.array(fc.oneof({ weight: 8, arbitrary: fragments }, fc.string({ maxLength: 5 })), { maxLength: 40 });

test('where the chunks are cut makes no difference', () => {
  fc.assert(
    fc.property(outputs, fc.array(fc.nat(50), { maxLength: 20 }), (parts, lengths) => {
      const bytes = encoder.encode(parts.join(''));
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const length of lengths) {
        chunks.push(bytes.subarray(at, at + length));
        at += length;
      }
      chunks.push(bytes.subarray(at));
      expect(timingsOfChunks(chunks)).toEqual(timingsOf(bytes));
    }),
    { numRuns: 400 },
  );
});

test('sorting lines out by their bytes loses no timing', () => {
  const withEveryLineRead = { onLine: () => undefined };
  fc.assert(
    fc.property(outputs, (parts) => {
      const text = parts.join('');
      expect(timingsOf(text)).toEqual(timingsOf(text, withEveryLineRead));
    }),
    { numRuns: 400 },
  );
  for (const file of ['elapsed.tsv', 'not-elapsed.txt']) {
    const text = readFileSync(new URL(`../../fixtures/parse/${file}`, import.meta.url), 'utf8').replaceAll(
      /^[\d.]+\t/gm,
      '',
    );
    expect(timingsOf(text)).toEqual(timingsOf(text, withEveryLineRead));
  }
});

test('no bytes make it throw, and every timing is a sound one', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        outputs.map((parts) => encoder.encode(parts.join(''))),
      ),
      (bytes) => {
        for (const { seconds, resolutionSeconds, line, fields = {} } of timingsOf(bytes)) {
          expect(seconds).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(seconds)).toBe(true);
          expect(resolutionSeconds).toBeGreaterThan(0);
          expect(Object.values(fields).every(Number.isFinite)).toBe(true);
          expect(Number.isInteger(line) && line >= 1).toBe(true);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
