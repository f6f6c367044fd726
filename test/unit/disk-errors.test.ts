import { expect, test } from 'vitest';
import { isUnwritable } from '../../src/node/disk-errors.js';

const errorOf = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });

test.each([
  ['a full disk', errorOf('ENOSPC', 'write'), true],
  ['a folder that cannot be made on a disk that is only to be read', errorOf('ENOENT', 'mkdir'), true],
  ['a file that is not there', errorOf('ENOENT', 'open'), false],
  ['what no disk said', new Error('enough'), false],
])('tells by the error whether the place is the reason: %s', (_, error, expected) => {
  expect(isUnwritable(error)).toBe(expected);
});
