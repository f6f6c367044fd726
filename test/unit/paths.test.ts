import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test('the cache is the same wherever LangBench runs, also with an empty HOME', async () => {
  vi.stubEnv('HOME', '');
  vi.stubEnv('XDG_CACHE_HOME', '');
  vi.stubEnv('LANGBENCH_CACHE_DIR', '');
  expect(homedir()).toBe('');
  vi.resetModules();
  const { cacheDirectory } = await import('../../src/node/paths.js');
  expect(isAbsolute(cacheDirectory())).toBe(true);
});
