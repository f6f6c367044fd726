// Makes what cannot be drawn by hand out of media/icons/*.svg: the Marketplace's PNG and the font with Julia's icon.
// `node scripts/icons.mjs`, after an icon was changed; needs Chromium (CHROMIUM names one).
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import svg2ttf from 'svg2ttf';

const SIZE = 256;
const EM = 1024;
const JULIA_CHARACTER = 0xe001;
const icons = new URL('../media/icons/', import.meta.url);

const logo = await readFile(new URL('logo.svg', icons), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
await page.setContent(`<style>body { margin: 0 }</style>${logo}`);
await page.screenshot({ path: new URL('langbench.png', icons).pathname, omitBackground: true });
await browser.close();

/** A path of moves and curves in a 16-pixel square with y downwards, in a font's units with y upwards. */
function toGlyph(path) {
  const scale = EM / 16;
  let isRelative = false;
  let isY = false;
  return path.replace(/[A-Za-z]|-?[\d.]+/g, (token) => {
    if (/[A-Za-z]/.test(token)) {
      [isRelative, isY] = [token === token.toLowerCase(), false];
      return token;
    }
    const value = Number(token) * scale;
    const placed = !isY ? value : isRelative ? -value : EM - value;
    isY = !isY;
    return ` ${placed}`;
  });
}

const julia = await readFile(new URL('julia.svg', icons), 'utf8');
const paths = [...julia.matchAll(/\sd="([^"]+)"/g)].map(([, path]) => toGlyph(path));
const font = `<svg xmlns="http://www.w3.org/2000/svg"><defs><font id="langbench" horiz-adv-x="${EM}">
<font-face font-family="langbench" units-per-em="${EM}" ascent="${EM}" descent="0"/><missing-glyph horiz-adv-x="${EM}"/>
<glyph glyph-name="julia" unicode="&#x${JULIA_CHARACTER.toString(16)};" horiz-adv-x="${EM}" d="${paths.join('')}"/>
</font></defs></svg>`;
// A fixed time, so that the same drawing gives the same file.
await writeFile(new URL('langbench.ttf', icons), svg2ttf(font, { ts: 0 }).buffer);
