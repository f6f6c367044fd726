// How much of a core the panel takes from the program that is being measured: a page with a trial under way that is told a
// sample four times a second, as on Linux, less the same page with nothing under way. All processes of the browser count.
import { setTimeout as wait } from 'node:timers/promises';
import { judge } from './support/figures.mjs';
import { inventedRuns, launchBrowser, openPanel } from './support/panel-page.mjs';

const SECONDS = 20;
/** Half of it is what a message four times a second costs a browser, and how finely it tells its CPU time. */
const MOST_PERCENT = 2;
const SAMPLE_MILLISECONDS = 250;
const CASES = [
  { name: '10 epochs', epochs: 10, samples: 50 },
  { name: '1000 epochs', epochs: 1000, samples: 400 },
  { name: '5000 epochs', epochs: 5000, samples: 2000 },
  { name: '200 samples, their charts in view', epochs: 3, samples: 200, chart: 'memory' },
  { name: '14,400 samples, their charts in view', epochs: 3, samples: 14_400, chart: 'memory' },
];

/** Begins a trial in the page and has it tell what it did so far; a sample every `SAMPLE_MILLISECONDS` follows. */
function beginTrial({ trial, epochs, samples, every }) {
  const tell = (event) => postMessage({ type: 'event', event }, '*');
  tell({ type: 'trial-started', trial, command: [] });
  const length = samples * (every / 1000);
  const seconds = length / (epochs + 1);
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const startSeconds = epoch * seconds;
    const span = { phase: 'epoch', epoch, startSeconds, seconds, source: 'marker', resolutionSeconds: 1e-9 };
    tell({ type: 'phase', trial, span });
  }
  let count = 0;
  const sample = () => {
    count += 1;
    const usage = { coresBusy: 1.5 + Math.sin(count), residentBytes: 5e8 + 1e6 * (count % 97), threads: 9 };
    tell({ type: 'sample', trial, sample: { atSeconds: count * (every / 1000), ...usage } });
  };
  while (count < samples) sample();
  setInterval(sample, every);
}

/** Seconds of CPU that all processes of the browser have used. */
async function cpuSeconds(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** The share of a core that the browser takes with this page. */
async function shareOfCore({ epochs, samples, chart }, live) {
  const browser = await launchBrowser();
  try {
    const session = await browser.newBrowserCDPSession();
    const tab = await openPanel(browser);
    const done = inventedRuns.completedRun({ implementations: 2, blocks: 1, epochs: Math.min(epochs, 10) });
    const settings = { ...done.settings, epochs: 2 * epochs };
    const run = live ? { ...done, state: 'running', trials: [], settings } : done;
    await tab.evaluate((data) => postMessage(data, '*'), { type: 'show', snapshot: { run }, translations: {} });
    await tab.waitForSelector('h1');
    const trial = { implementation: done.implementations[0].id, block: 1, position: 1 };
    if (live) await tab.evaluate(beginTrial, { trial, epochs, samples, every: SAMPLE_MILLISECONDS });
    if (chart) await tab.locator(`[data-chart=${chart}] summary`).scrollIntoViewIfNeeded();
    await wait(2500);
    const before = await cpuSeconds(session);
    const from = performance.now();
    await wait(SECONDS * 1000);
    return ((await cpuSeconds(session)) - before) / ((performance.now() - from) / 1000);
  } finally {
    await browser.close();
  }
}

const idle = await shareOfCore(CASES[0], false);
for (const each of CASES) {
  const share = (await shareOfCore(each, true)) - idle;
  judge(`a panel that grows, ${each.name}`, share * 100, MOST_PERCENT, { digits: 2, unit: ' % of a core' });
}
