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
    return this.pick('F1', `>${typed}`, typed);
  }

  /** Opens a file of the window's folder. */
  async openFile(name: string): Promise<void> {
    await this.pick('ControlOrMeta+P', name, name);
    await this.page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
  }

  /** Opens a quick input by a key, types, and takes the first row once it shows what was looked for. */
  private async pick(key: string, typed: string, lookedFor: string): Promise<string> {
    const { page } = this;
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    const wanted = first.filter({ hasText: new RegExp(lookedFor, 'i') });
    // A window that has just opened does not know its extensions' commands yet, and lists what it knew when asked.
    for (let tries = 0; tries < 20; tries++) {
      await page.keyboard.press(key);
      await page.locator('.quick-input-widget input[type="text"]').fill(typed);
      const found = await wanted.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (found) {
        await page.waitForTimeout(400);
        const title = await first.innerText();
        await page.keyboard.press('Enter');
        return title;
      }
      await page.keyboard.press('Escape');
    }
    throw new Error(`${key} never offered "${lookedFor}" first.`);
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
