import { expect, test } from 'vitest';
import { timingsOfChunks } from '../parse/collect.js';

const TEXT = 'Größe 😀\r\nTime elapsed: 2.5 s\r\n用时 3 秒\r\n';
const littleEndian = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16, as PowerShell writes it', littleEndian],
  ['big-endian UTF-16', Buffer.from(littleEndian).swap16()],
])('%s is read wherever it is cut', (_name, bytes) => {
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(timingsOfChunks([bytes.subarray(0, cut), bytes.subarray(cut)])).toMatchObject([
      { seconds: 2.5, line: 2 },
      { seconds: 3, line: 3 },
    ]);
  }
});

test.each([[[]], [[0xff]], [[0xff, 0xfe]], [[0xff, 0xfe, 0x0a]], [[0xd8, 0x00, 0xff]]])('%j holds no line', (bytes) => {
  expect(timingsOfChunks([Uint8Array.from(bytes)])).toEqual([]);
});
