/**
 * Opens the panel's page in a real browser. The page, its script, its styles and its policy are the real ones; the
 * extension's end of the bridge is a FAKE that keeps what the page sends and delivers what a test gives it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { panelBundle } from '../../../scripts/panel-bundle.mjs';
import type { RunSnapshot } from '../../../src/protocol/live-run.js';
import type { ToHost } from '../../../src/protocol/to-host.js';
import type { ToPage } from '../../../src/protocol/to-page.js';
import { THEMES, type ThemeName } from './themes.js';

/** Where the page comes from; every request to it is answered from memory. */
export const ORIGIN = 'http://panel.test';

/** The page's files, as the build makes them. */
export interface Bundle {
  readonly script: string;
  readonly styles: string;
}

export async function bundlePage(): Promise<Bundle> {
  const outdir = await mkdtemp(path.join(tmpdir(), 'langbench-panel-'));
  try {
    await build({ ...panelBundle, minify: true, outdir });
    const [script, styles] = await Promise.all(
      ['panel.js', 'panel.css'].map((name) => readFile(path.join(outdir, name), 'utf8')),
    );
    return { script: script ?? '', styles: styles ?? '' };
  } finally {
    await rm(outdir, { recursive: true });
  }
}

/** What the fake keeps in the page. */
interface FakeHost {
  readonly sent: unknown[];
  state: unknown;
}
declare global {
  var fakeHost: FakeHost;
  var acquireVsCodeApi: () => unknown;
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What `getState` gives, as after a reload. */
  readonly state?: unknown;
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
}

/** The page under test. */
export class PanelPage {
  /** Violations of the policy and errors of the page; a test wants none. */
  readonly #found: string[];

  private constructor(
    readonly page: Page,
    found: string[],
  ) {
    this.#found = found;
  }

  static async open(browser: Browser, bundle: Bundle, html: string, options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 1180, height = 900, state, reducedMotion, forcedColors } = options;
    const page = await browser.newPage({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      forcedColors: forcedColors ? 'active' : 'none',
    });
    page.setDefaultTimeout(120_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    await page.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const served: Record<string, [type: string, body: string]> = {
        '/': ['text/html', html],
        '/panel.js': ['text/javascript', bundle.script],
        '/panel.css': ['text/css', bundle.styles],
      };
      const found = served[pathname];
      await (found
        ? route.fulfill({ contentType: `${found[0]}; charset=utf-8`, body: found[1] })
        : route.fulfill({ status: 404, body: '' }));
    });
    await page.addInitScript(
      ({ variables, bodyClass, kept }) => {
        globalThis.fakeHost = { sent: [], state: kept };
        globalThis.acquireVsCodeApi = () => ({
          postMessage: (message: unknown) => fakeHost.sent.push(message),
          getState: () => fakeHost.state,
          setState: (next: unknown) => {
            fakeHost.state = next;
          },
        });
        // VS Code sets the theme before the page's own script runs.
        new MutationObserver((_, observer) => {
          const { body, documentElement } = document;
          if (!(body as HTMLElement | null)) return;
          observer.disconnect();
          body.className = bodyClass;
          for (const [name, value] of Object.entries(variables)) documentElement.style.setProperty(name, value);
          documentElement.style.backgroundColor = 'var(--vscode-editor-background)';
        }).observe(document, { childList: true, subtree: true });
      },
      { ...THEMES[theme], kept: state },
    );
    await page.goto(`${ORIGIN}/`);
    return new PanelPage(page, faults);
  }

  /** Delivers a message as the extension would. */
  async deliver(message: ToPage): Promise<void> {
    await this.page.evaluate((data) => {
      postMessage(data, '*');
    }, message);
  }

  async show(snapshot: RunSnapshot | null, more: Partial<Extract<ToPage, { type: 'show' }>> = {}): Promise<void> {
    await this.deliver({ type: 'show', snapshot, translations: {}, ...more });
    await this.page.waitForSelector('h1');
    await this.settle();
  }

  /** Lets the page draw: two frames, and the tasks in which the slower parts follow. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
    await this.page.waitForSelector('[aria-busy]', { state: 'detached' });
  }

  async unfoldAll(): Promise<void> {
    await this.page.evaluate(() => {
      for (const part of document.querySelectorAll('details')) part.open = true;
    });
    await this.settle();
  }

  get faults(): readonly string[] {
    return this.#found;
  }

  /** Leaves out the faults so far, which the test wanted. */
  forgive(): void {
    this.#found.length = 0;
  }

  /** What the page has asked of the extension so far. */
  sent(): Promise<ToHost[]> {
    return this.page.evaluate(() => fakeHost.sent as ToHost[]);
  }

  kept(): Promise<unknown> {
    return this.page.evaluate(() => fakeHost.state);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
