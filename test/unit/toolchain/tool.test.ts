import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runTool } from '../../../src/node/toolchain/tool.js';
import { useScratchFolder } from '../dataset/tiny-data.js';

const folder = useScratchFolder();
let shared: string;
beforeEach(async () => {
  shared = join(folder.path, 'shared');
  await mkdir(shared);
  vi.stubEnv('TMPDIR', shared);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const importing = (module: string) =>
  runTool(['python3', '-c', `import ${module}; print(${module}.__file__)`], { signal: new AbortController().signal });

test('nothing is run that others put into the folder for temporary files', async () => {
  await writeFile(join(shared, 'email.py'), `open(${JSON.stringify(join(shared, 'ran'))}, 'w')`);
  const { succeeded, stdout } = await importing('email');
  expect(succeeded).toBe(true);
  expect(stdout).not.toContain(shared);
  expect(await readdir(shared)).toEqual(['email.py']);
});

test('what the user put on PYTHONPATH is seen, as in a run', async () => {
  const mine = join(folder.path, 'mine');
  await mkdir(mine);
  await writeFile(join(mine, 'my_module.py'), '');
  vi.stubEnv('PYTHONPATH', mine);
  expect((await importing('my_module')).stdout).toContain(mine);
});

test('tools run also where nothing can be cached', async () => {
  await writeFile(join(folder.path, 'a-file'), '');
  vi.stubEnv('LANGBENCH_CACHE_DIR', join(folder.path, 'a-file'));
  expect(await importing('email')).toMatchObject({ succeeded: true });
});
