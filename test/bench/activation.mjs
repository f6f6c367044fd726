// How long the extension takes to activate, by VS Code's own figure: `node test/bench/activation.mjs [windows]`.
//
// Installs the package, opens a Python file in a new window each time, and reads what "Show Running Extensions" says. It needs
// `npm run package`.
import { build } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge, median } from './support/figures.mjs';

const MOST_MILLISECONDS = 15;
const root = fileURLToPath(new URL('../..', import.meta.url));
const windows = Number(process.argv[2] ?? 10);

const { openBrowser, startVsCodeServer, Workbench } = await bundleSupport();
const workspace = await mkdtemp(join(tmpdir(), 'langbench-bench-'));
await writeFile(join(workspace, 'train.py'), 'model.fit(x, y)\n');
const server = await startVsCodeServer({ extensions: [join(root, 'dist', 'langbench.vsix')] });
const browser = await openBrowser();
try {
  const milliseconds = [];
  for (let window = 0; window < windows; window += 1) milliseconds.push(await activation());
  const range = `${Math.min(...milliseconds)} to ${Math.max(...milliseconds)} ms in ${windows} windows`;
  judge('activation', median(milliseconds), MOST_MILLISECONDS, { digits: 1, unit: ' ms', detail: range });
} finally {
  await browser.close();
  await server.stop();
  await rm(workspace, { recursive: true, force: true });
}

async function activation() {
  const workbench = await Workbench.open(browser, server, workspace);
  await workbench.openFile('train.py');
  await workbench.page.locator('.codelens-decoration a').first().waitFor({ timeout: 60_000 });
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .extension', { hasText: 'LangBench' });
  const said = await row.locator('.activation-time').innerText();
  await workbench.close();
  const found = /(\d+)\s*ms/.exec(said);
  if (found === null) throw new Error(`VS Code tells no activation time: ${said}`);
  return Number(found[1]);
}

async function bundleSupport() {
  // As deep in the checkout as the files that it is made of, which find the checkout by that.
  const outfile = join(root, 'build', 'bench', 'support.mjs');
  await build({
    stdin: {
      contents: `
        export { openBrowser } from './test/support/browser.js';
        export { startVsCodeServer } from './test/support/vscode-server.js';
        export { Workbench } from './test/support/workbench.js';`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return import(outfile);
}
