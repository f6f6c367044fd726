// Bundles everything that runs: `node scripts/build.mjs [--production] [--watch] [--tests]`.
// `--tests` adds the suites that run inside VS Code, in build/.
import { readdirSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { panelBundle } from './panel-bundle.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  target: 'node20',
  platform: 'node',
  logLevel: watch ? 'info' : 'warning',
};

/** Leaves the heavy part of an entry point to a bundle of its own, which is loaded at first need. */
const apart = (importedAs, bundle) => ({
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: importedAs }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: bundle, external: true } : undefined,
    );
  },
});

/**
 * esbuild copies the whole `vscode` namespace for every file that imports it: some 40 times as many hundred getters, for
 * which activation would wait. The module itself serves as well.
 */
const vscodeAsItIs = {
  name: 'vscode-as-it-is',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      await mkdir('dist', { recursive: true });
      for (const { path, text } of outputFiles) {
        await writeFile(path, text.replace(/[\w$]+\((require\("vscode"\)), ?1\)/g, '$1'));
      }
    });
  },
};

/** VS Code loads the extension with require(); and Node.js starts one such file sooner than a graph of modules. */
const commonJs = {
  ...common,
  outdir: 'dist',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.dirname': '__dirname' },
  // A dynamic import becomes a require(), which the extension host knows to be quick.
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...commonJs,
    entryPoints: { langbench: 'src/cli/main.ts' },
    outdir: 'dist/cli',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...commonJs, entryPoints: { program: 'src/cli/program.ts' }, outdir: 'dist/cli' },
  {
    ...commonJs,
    entryPoints: { extension: 'src/extension/extension.ts' },
    external: ['vscode'],
    plugins: [apart(/^\.\/bundle\.js$/, './services.cjs'), vscodeAsItIs],
  },
  {
    ...commonJs,
    entryPoints: { services: 'src/extension/services/bundle.ts' },
    external: ['vscode'],
    plugins: [vscodeAsItIs],
  },
  { ...common, ...panelBundle, outdir: 'dist' },
];

if (process.argv.includes('--tests')) {
  bundles.push({
    ...common,
    minify: false,
    entryPoints: ['test/host/index.ts', ...readdirSync('test/host/suite').map((file) => `test/host/suite/${file}`)],
    outdir: 'build/host-tests',
    outbase: 'test/host',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    outExtension: { '.js': '.cjs' },
  });
}

await rm('dist', { recursive: true, force: true });
const contexts = await Promise.all(bundles.map((options) => context(options)));
if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
  await chmod('dist/cli/langbench.cjs', 0o755);
}
