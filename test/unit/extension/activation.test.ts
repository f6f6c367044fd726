import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('evaluates nothing of npm to activate: what checks and runs is loaded at first need', async () => {
  const { metafile } = await build({
    entryPoints: ['src/extension/extension.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    supported: { 'dynamic-import': false },
    external: ['vscode', './bundle.js'],
  });
  expect(Object.keys(metafile.inputs).filter((file) => file.includes('node_modules'))).toEqual([]);
});
