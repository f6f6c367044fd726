import type path from 'node:path';
import { expect, it, vi } from 'vitest';
import { findJuliaProject } from '../../../src/extension/julia-project.js';
import { readablePath } from '../../../src/extension/readable-path.js';

const looked = vi.hoisted(() => [] as string[]);
vi.mock('node:path', async (original) => (await original<typeof path>()).win32);
vi.mock('node:os', () => ({ homedir: () => String.raw`C:\Users\Ada` }));
vi.mock('node:fs/promises', () => ({
  access: (file: string) => {
    looked.push(file);
    return Promise.reject(new Error('not there'));
  },
}));

// VS Code writes the drive in small letters.
it('shortens the home folder however its drive is written', () => {
  expect(readablePath(String.raw`c:\Users\Ada\src\train.py`)).toBe(String.raw`~\src\train.py`);
  expect(readablePath(String.raw`c:\Users\Adam\train.py`)).toBe(String.raw`c:\Users\Adam\train.py`);
  expect(readablePath(String.raw`D:\train.py`)).toBe(String.raw`D:\train.py`);
});

it('looks for no Julia project above the home folder', async () => {
  expect(await findJuliaProject(String.raw`c:\Users\Ada\src`)).toBeUndefined();
  expect(looked.at(-1)).toBe(String.raw`c:\Users\Ada\Project.toml`);
});
