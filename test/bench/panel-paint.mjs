// How soon the panel shows a run of 10 implementations, 10 blocks and 50 epochs, and how large its script is.
// The first paint is the browser's own figure (first contentful paint: the page is empty before), in which the lanes and the table must be;
// the time until the answer, which needs 90,000 bootstrap samples, and all that is in view stand is told beside it.
import { judge, median } from './support/figures.mjs';
import { inventedRuns, launchBrowser, openPanel, script } from './support/panel-page.mjs';

const PAGES = 7;

const run = inventedRuns.bigRun();

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

const browser = await launchBrowser();
const milliseconds = [];
try {
  for (let i = 0; i < PAGES; i++) {
    const tab = await openPanel(browser);
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
