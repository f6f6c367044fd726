import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../support/vscode-server.js';
import { asWebp, type Part } from './webp.js';

const PICTURES = path.join(ROOT, 'media', 'walkthrough');
/** Eight pictures must leave room for the rest of the package. */
const MOST_BYTES = 38_000;

/** Keeps a part of a window's picture as that of a step of the walkthrough, for dark or for light themes. */
export async function keepWalkthroughPicture(
  step: 'check' | 'setUp' | 'run' | 'read',
  kind: 'dark' | 'light',
  page: Page,
  png: Buffer,
  part: Part,
  scale?: number,
): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await writeFile(path.join(PICTURES, `${step}-${kind}.webp`), await asWebp(page, png, part, MOST_BYTES, scale));
}
