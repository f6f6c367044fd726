import type { Browser, Frame, Locator, Page } from 'playwright-core';
import type { VsCodeServer } from './vscode-server.js';

/** A list of commands or files is filtered again as more is known; then it stays as it is. */
const SETTLING_MILLISECONDS = 400;
/** How long an editor may take over one thing on a busy machine. */
export const PATIENCE_MILLISECONDS = 120_000;

export interface WindowLook {
  /** In the page's pixels. */
  readonly width?: number;
  readonly height?: number;
  /** How many of the screen's pixels each of the page's has across. */
  readonly scale?: number;
}

/** VS Code in a browser window, used as a person uses it: by keyboard, and by looking. */
export class Workbench {
  private constructor(readonly page: Page) {}

  /** Opens a window on a folder and waits until it can be used. */
  static async open(
    browser: Browser,
    server: VsCodeServer,
    folder: string,
    { width = 1600, height = 1000, scale = 1 }: WindowLook = {},
  ): Promise<Workbench> {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
    page.setDefaultTimeout(PATIENCE_MILLISECONDS);
    // Leaving while something is still being saved asks whether to leave all the same.
    page.on('dialog', (dialog) => void dialog.accept());
    const workbench = new Workbench(page);
    await page.goto(`${server.url}/?folder=${encodeURIComponent(folder)}`);
    await workbench.#ready();
    return workbench;
  }

  /** Loads the window again by the editor's own command, which lets it save its state first. */
  async reloadByCommand(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  /** Loads the page again, as a person does to whom it seems stuck. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.page.waitForSelector('.monaco-workbench .part.statusbar');
  }

  /** Types into the command palette and takes the first command offered, whose full title is returned. */
  async runCommand(typed: string): Promise<string> {
    return this.#pick('F1', `>${typed}`, typed);
  }

  /** Opens a file of the window's folder. */
  async openFile(name: string): Promise<void> {
    await this.#pick('ControlOrMeta+P', name, name);
    await this.page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
  }

  /** The commands that the palette offers for what is typed. */
  async offered(typed: string): Promise<string[]> {
    const { page } = this;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type="text"]').fill(`>${typed}`);
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    await page.waitForTimeout(SETTLING_MILLISECONDS);
    const titles = await rows.locator('.label-name').allInnerTexts();
    await page.keyboard.press('Escape');
    return titles.filter((title) => title.startsWith(typed));
  }

  /** Puts the cursor of the active editor there; both count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#pick('ControlOrMeta+P', `:${line}:${column}`, `line ${line}`);
  }

  /** Hides the lower panel, which covers lines of the editor. The key shows it where it is hidden already. */
  async hidePanel(): Promise<void> {
    const panel = this.page.locator('.part.panel');
    const until = Date.now() + PATIENCE_MILLISECONDS;
    while (await panel.isVisible()) {
      if (Date.now() > until) throw new Error('The lower panel stays in view.');
      await this.page.keyboard.press('ControlOrMeta+J');
      await panel.waitFor({ state: 'hidden', timeout: 10_000 }).catch(() => undefined);
    }
  }

  /**
   * What stands above the lines of the editor in view: the number of the line below each group of lenses, and what the
   * lenses say.
   */
  async lenses(): Promise<[line: number, titles: string[]][]> {
    return this.page.evaluate(() => {
      const editor = document.querySelector('.editor-group-container.active .monaco-editor');
      const numbers = [...(editor?.querySelectorAll('.line-numbers') ?? [])].map((element) => ({
        line: Number(element.textContent),
        top: element.getBoundingClientRect().top,
      }));
      return [...(editor?.querySelectorAll('.codelens-decoration') ?? [])]
        .map((group): [number, string[]] => {
          const { bottom } = group.getBoundingClientRect();
          const below = numbers.filter(({ top }) => top > bottom - 4).sort((a, b) => a.top - b.top)[0];
          const titles = [...group.querySelectorAll('a')].map(({ textContent }) => textContent);
          return [below?.line ?? 0, titles.map((title) => title.replace(/\s+/gu, ' ').trim())];
        })
        .filter(([, titles]) => titles.length > 0)
        .sort(([a], [b]) => a - b);
    });
  }

  /** Opens a quick input by a key, types, and takes the first row once it shows what was looked for. */
  async #pick(key: string, typed: string, lookedFor: string): Promise<string> {
    const { page } = this;
    const input = page.locator('.quick-input-widget input[type="text"]');
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    const wanted = first.filter({ hasText: new RegExp(lookedFor, 'i') });
    // A window that has just opened does not know its extensions' commands yet, and lists what it knew when asked.
    // What it restores may take the focus away from the list, too, which closes it.
    const take = async (timeout: number): Promise<string> => {
      await page.keyboard.press(key);
      await input.fill(typed, { timeout });
      await wanted.waitFor({ timeout });
      await page.waitForTimeout(SETTLING_MILLISECONDS);
      const title = await wanted.innerText({ timeout });
      await input.press('Enter', { timeout });
      return title;
    };
    for (let tries = 1; tries <= 20; tries++) {
      // A machine that is too busy for the first time-outs gets longer ones.
      const title = await take(2000 + 1000 * tries).catch(() => undefined);
      if (title !== undefined) return title;
      await page.keyboard.press('Escape');
    }
    throw new Error(`${key} never offered "${lookedFor}" first.`);
  }

  /** Takes a row of the list in which the editor asks for something. */
  async choose(row: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
  }

  /** Answers the box in which the editor asks for something; it is known by the text that it proposes. */
  async answer(proposed: RegExp, text: string): Promise<void> {
    const box = await this.#box(proposed);
    await box.fill(text);
    await this.page.waitForTimeout(SETTLING_MILLISECONDS);
    await this.#closeBy(box, 'Enter');
  }

  /** Leaves such a box without an answer. */
  async leave(proposed: RegExp): Promise<void> {
    const box = await this.#box(proposed);
    await this.page.waitForTimeout(SETTLING_MILLISECONDS);
    await this.#closeBy(box, 'Escape');
  }

  /** Presses a key until the box is gone: while something is still looked up for its text, it may swallow one. */
  async #closeBy(box: Locator, key: string): Promise<void> {
    const until = Date.now() + PATIENCE_MILLISECONDS;
    do {
      if (Date.now() > until) throw new Error(`${key} does not close the box.`);
      await box.press(key, { timeout: 5000 }).catch(() => undefined);
    } while (await this.#quickInputStaysOpen());
  }

  #quickInputStaysOpen(): Promise<boolean> {
    const closed = this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: 2000 });
    return closed.then(
      () => false,
      () => true,
    );
  }

  async #box(proposed: RegExp): Promise<Locator> {
    const box = this.page.locator('.quick-input-widget input[type="text"]');
    const until = Date.now() + PATIENCE_MILLISECONDS;
    while (!proposed.test(await box.inputValue())) {
      if (Date.now() > until) throw new Error(`No box proposes ${String(proposed)}.`);
      await this.page.waitForTimeout(100);
    }
    return box;
  }

  /** The document of the webview that holds `selector`. */
  async webview(selector: string): Promise<Frame> {
    const until = Date.now() + PATIENCE_MILLISECONDS;
    while (Date.now() < until) {
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
    const text = await this.page.locator('.terminal-wrapper.active .xterm-rows').innerText();
    return text.replaceAll('\u00a0', ' ');
  }

  /** Presses a button of a notification, also of one that has gone out of view: an editor shows them for seconds. */
  async pressInNotification(text: string, button: string): Promise<void> {
    await this.runCommand('Notifications: Show Notifications');
    const told = this.page.locator('.notifications-center .notification-list-item', { hasText: text });
    await told.locator('a.monaco-button, .monaco-button', { hasText: button }).first().click();
  }

  /** What the notifications in view say. */
  async notifications(): Promise<string> {
    return (await this.page.locator('.notifications-toasts .notification-list-item').allInnerTexts()).join('\n');
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
