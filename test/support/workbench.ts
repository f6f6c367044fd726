import type { Browser, Frame, Page } from 'playwright-core';
import type { VsCodeServer } from './vscode-server.js';

/** VS Code in a browser window, used as a person uses it: by keyboard, and by looking. */
export class Workbench {
  private constructor(readonly page: Page) {}

  /** Opens a window on a folder and waits until it can be used. */
  static async open(browser: Browser, server: VsCodeServer, folder: string): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await page.goto(`${server.url}/?folder=${encodeURIComponent(folder)}`);
    await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
    return new Workbench(page);
  }

  /** Types into the command palette and takes the first command offered, whose full title is returned. */
  async runCommand(typed: string): Promise<string> {
    const { page } = this;
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input[type="text"]');
    await input.waitFor();
    await input.fill(`>${typed}`);
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    await first.waitFor();
    // The list is filtered a moment after the last key.
    await page.waitForTimeout(400);
    const title = await first.innerText();
    await page.keyboard.press('Enter');
    return title;
  }

  async openFile(name: string): Promise<void> {
    const { page } = this;
    await page.keyboard.press('ControlOrMeta+P');
    const input = page.locator('.quick-input-widget input[type="text"]');
    await input.fill(name);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.waitForTimeout(400);
    await page.keyboard.press('Enter');
    await page
      .locator(`.tabs-container .tab[aria-label^="${name.split('/').at(-1) ?? name}"]`)
      .first()
      .waitFor();
  }

  /** The document of the webview that holds `selector`. */
  async webview(selector: string, timeoutSeconds = 60): Promise<Frame> {
    for (let tries = 0; tries < timeoutSeconds * 5; tries++) {
      for (const frame of this.page.frames()) {
        const found = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (found > 0) return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error(`No webview shows ${selector}.`);
  }

  /** Text of the terminal in view. */
  async terminalText(): Promise<string> {
    return this.page.locator('.terminal-wrapper.active .xterm-rows').innerText();
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
