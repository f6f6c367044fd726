import type { Browser, Frame, Locator, Page } from 'playwright-core';
import type { VsCodeServer } from './vscode-server.js';

/** A list of commands or files is filtered again as more is known; then it stays as it is. */
const SETTLING_MILLISECONDS = 400;

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
    await this.page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
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

  /** Shows the lower panel, or hides it. */
  async togglePanel(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+J');
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
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    const wanted = first.filter({ hasText: new RegExp(lookedFor, 'i') });
    // A window that has just opened does not know its extensions' commands yet, and lists what it knew when asked.
    // What it restores may take the focus away from the list, too, which closes it.
    const offer = async (): Promise<void> => {
      await page.keyboard.press(key);
      await page.locator('.quick-input-widget input[type="text"]').fill(typed, { timeout: 3000 });
      await wanted.waitFor({ timeout: 3000 });
    };
    for (let tries = 0; tries < 20; tries++) {
      const found = await offer().then(
        () => true,
        () => false,
      );
      if (found) {
        await page.waitForTimeout(SETTLING_MILLISECONDS);
        const title = await first.innerText();
        await page.keyboard.press('Enter');
        return title;
      }
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
    await box.press('Enter');
  }

  /** Leaves such a box without an answer. */
  async leave(proposed: RegExp): Promise<void> {
    const box = await this.#box(proposed);
    await this.page.waitForTimeout(SETTLING_MILLISECONDS);
    await box.press('Escape');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  async #box(proposed: RegExp): Promise<Locator> {
    const box = this.page.locator('.quick-input-widget input[type="text"]');
    for (let tries = 0; !proposed.test(await box.inputValue()); tries++) {
      if (tries === 100) throw new Error(`No box proposes ${String(proposed)}.`);
      await this.page.waitForTimeout(100);
    }
    return box;
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
    const text = await this.page.locator('.terminal-wrapper.active .xterm-rows').innerText();
    return text.replaceAll('\u00a0', ' ');
  }

  /** What the notifications in view say. */
  async notifications(): Promise<string> {
    return (await this.page.locator('.notifications-toasts .notification-list-item').allInnerTexts()).join('\n');
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
