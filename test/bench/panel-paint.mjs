// How soon the panel shows a run of 10 implementations, 10 blocks and 50 epochs, and how large its script is.
// The first paint is the browser's own figure (first contentful paint: the page is empty before), in which the lanes and the table must be;
// the time until the answer, which needs 90,000 bootstrap samples, and all that is in view stand is told beside it.
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { panelBundle } from '../../scripts/panel-bundle.mjs';
import { judge, median } from './support/figures.mjs';

const PAGES = 7;
const ORIGIN = 'http://panel.test';

async function bundle(options) {
  const { outputFiles } = await build({ bundle: true, write: false, outdir: 'out', logLevel: 'error', ...options });
  return outputFiles;
}

/** The page as the build makes it. */
const page = await bundle({ ...panelBundle, minify: true });
const [script, styles] = ['.js', '.css'].map((end) => page.find(({ path }) => path.endsWith(end)));
const [runs] = await bundle({ entryPoints: ['test/support/invented-runs/index.ts'], format: 'esm', platform: 'node' });
const { bigRun } = await import(`data:text/javascript;base64,${Buffer.from(runs.contents).toString('base64')}`);
const run = bigRun();

const html = `<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="/panel.css"></head>
<body class="vscode-dark"><main id="page"></main><script src="/panel.js"></script></body></html>`;
const served = {
  '/': ['text/html', html],
  '/panel.js': ['text/javascript', script.text],
  '/panel.css': ['text/css', styles.text],
};

/** In the page: milliseconds from the message to the first paint, and until nothing is left to draw. */
async function paint(message) {
  const sent = performance.now();
  /** When a change of the page first makes this true. */
  const whenever = (isTrue) =>
    new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (!isTrue()) return;
        observer.disconnect();
        done(performance.now());
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  const inserted = whenever(() => document.querySelector('table.comparison') && document.querySelector('.segment'));
  const whole = inserted.then(() => whenever(() => !document.querySelector('[aria-busy]')));
  const painted = new Promise((done) => {
    new PerformanceObserver((entries) => {
      const [entry] = entries.getEntriesByName('first-contentful-paint');
      if (entry) done(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  postMessage(message, '*');
  if ((await painted) < (await inserted)) throw new Error('The first paint lacks the lanes or the table.');
  return [(await painted) - sent, (await whole) - sent];
}

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (file) => file && existsSync(file),
);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-sync'] });
const milliseconds = [];
try {
  for (let i = 0; i < PAGES; i++) {
    const tab = await browser.newPage({ viewport: { width: 1180, height: 900 } });
    await tab.route(`${ORIGIN}/**`, (route) => {
      const [contentType, body] = served[new URL(route.request().url()).pathname] ?? ['text/plain', ''];
      return route.fulfill({ contentType, body });
    });
    await tab.addInitScript(() => {
      globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
    });
    await tab.goto(`${ORIGIN}/`);
    milliseconds.push(await tab.evaluate(paint, { type: 'show', snapshot: { run }, translations: {} }));
    await tab.close();
  }
} finally {
  await browser.close();
}

const firsts = milliseconds.map(([first]) => first);
const range = `${Math.min(...firsts).toFixed(0)} to ${Math.max(...firsts).toFixed(0)} ms`;
judge('first paint of 10 x 10 x 50', median(firsts), 500, { unit: ' ms', detail: range });
console.log(`     the answer and all in view after ${median(milliseconds.map(([, all]) => all)).toFixed(0)} ms`);
judge('panel script', script.contents.length / 1000, 250, { digits: 1, unit: ' KB' });
