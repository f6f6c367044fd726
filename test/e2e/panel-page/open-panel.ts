import type { Browser } from 'playwright-core';
import type * as vscode from 'vscode';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { pageHtml } from '../../../src/extension/panel/page-html.js';
import { openBrowser } from '../../support/browser.js';
import { smallVscode } from '../../unit/extension/small-vscode.js';
import { bundlePage, ORIGIN, PanelPage, type Bundle, type PanelOptions } from './harness.js';

vi.mock('vscode', async () => (await import('../../unit/extension/small-vscode.js')).smallVscode);

let browser: Browser;
let bundle: Bundle;
let frame: string;
let open: PanelPage | undefined;

beforeAll(async () => {
  [browser, bundle] = await Promise.all([openBrowser(), bundlePage()]);
  const webview = {
    cspSource: ORIGIN,
    asWebviewUri: ({ path }: vscode.Uri) => ({ toString: () => `${ORIGIN}/${path.split('/').at(-1) ?? ''}` }),
  };
  frame = pageHtml(webview as unknown as vscode.Webview, smallVscode.Uri.file('/extension') as unknown as vscode.Uri);
});

afterAll(async () => {
  await browser.close();
});

afterEach(async () => {
  const { faults } = open ?? {};
  await open?.close();
  open = undefined;
  // Neither a violation of the policy nor an error of the page, whatever a test did.
  expect(faults ?? []).toEqual([]);
});

/** Opens the panel's page in a browser; after the test it is closed, and must have found no fault. */
export async function openPanel(options?: PanelOptions): Promise<PanelPage> {
  open = await PanelPage.open(browser, bundle, frame, options);
  return open;
}
