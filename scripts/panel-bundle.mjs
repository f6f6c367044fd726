import { readFile } from 'node:fs/promises';

/**
 * chart.js sets some defaults of its scales by reading a property, which esbuild must take for something that may have an
 * effect: the scales that no chart uses would stay, 16 KB of them. Behind a getter the read waits until it is asked for.
 */
const readDefaultsLater = {
  name: 'read-defaults-later',
  setup(build) {
    build.onLoad({ filter: /[\\/]chart\.js[\\/]dist[\\/]chart\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replace(/\bcallback: (Ticks\.formatters\.\w+)/g, 'get callback() { return $1; }')
        .replace(/\bstatic defaults = (\w+\.defaults);/g, 'static get defaults() { return $1; }'),
    }));
  },
};

/** Under the pointer chart.js darkens a point's colour, which takes 7 KB; the panel's points grow instead. */
const leaveColors = {
  name: 'leave-colors',
  setup(build) {
    build.onLoad({ filter: /[\\/]@kurkle[\\/]color[\\/]/ }, () => ({
      contents: `export class Color {
        constructor(color) { this.color = color; }
        saturate() { return this; }
        darken() { return this; }
        hexString() { return this.color; }
      }`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} How the panel's page is bundled: its script and, beside it, its styles. */
export const panelBundle = {
  entryPoints: { panel: 'media/panel.ts' },
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  plugins: [readDefaultsLater, leaveColors],
};
