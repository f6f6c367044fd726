import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Flags under which Chromium runs as root without a display and makes no connection of its own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

/** Opens the browser of this machine: CHROMIUM, else the one that the distribution installs. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? CANDIDATES.find((candidate) => existsSync(candidate));
  if (executablePath === undefined) {
    throw new Error('No browser to test in: install Debian\'s "chromium", or name one in CHROMIUM.');
  }
  // A busy machine may start it slowly.
  return chromium.launch({ executablePath, args: FLAGS, timeout: 120_000 });
}
