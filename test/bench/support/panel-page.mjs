// The panel's page in a browser of its own, as the build makes it, without VS Code around it.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { panelBundle } from '../../../scripts/panel-bundle.mjs';

const ORIGIN = 'http://panel.test';

async function bundle(options) {
  const { outputFiles } = await build({ bundle: true, write: false, outdir: 'out', logLevel: 'error', ...options });
  return outputFiles;
}

const page = await bundle({ ...panelBundle, minify: true });
/** The page's bundled files, as esbuild gives them. */
export const [script, styles] = ['.js', '.css'].map((end) => page.find(({ path }) => path.endsWith(end)));

const [runs] = await bundle({ entryPoints: ['test/support/invented-runs/index.ts'], format: 'esm', platform: 'node' });
/** Runs that nobody measured, to be shown. */
export const inventedRuns = await import(
  `data:text/javascript;base64,${Buffer.from(runs.contents).toString('base64')}`
);

const html = `<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="/panel.css"></head>
<body class="vscode-dark"><main id="page"></main><script src="/panel.js"></script></body></html>`;
const served = {
  '/': ['text/html', html],
  '/panel.js': ['text/javascript', script.text],
  '/panel.css': ['text/css', styles.text],
};

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (file) => file && existsSync(file),
);

export function launchBrowser() {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-sync'] });
}

/** A tab with the page, which has not been told of a run yet. */
export async function openPanel(browser) {
  const tab = await browser.newPage({ viewport: { width: 1180, height: 900 } });
  await tab.route(`${ORIGIN}/**`, (route) => {
    const [contentType, body] = served[new URL(route.request().url()).pathname] ?? ['text/plain', ''];
    return route.fulfill({ contentType, body });
  });
  await tab.addInitScript(() => {
    globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
  });
  await tab.goto(`${ORIGIN}/`);
  return tab;
}
