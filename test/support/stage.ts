import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.js';
import { ROOT, startVsCodeServer, type VsCodeServer } from './vscode-server.js';
import { Workbench, type WindowLook } from './workbench.js';

export interface StageOptions {
  /** The person's own settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What else is in the environment of the editor and of all that it starts. */
  readonly env?: Readonly<Record<string, string>>;
  /** The workspace's files by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A workspace, an editor in which the packaged extension is installed, and a browser to look at it with. */
export class Stage {
  readonly #temporary: string;
  readonly #browser: Browser;
  readonly #server: VsCodeServer;

  private constructor(
    readonly workspace: string,
    temporary: string,
    browser: Browser,
    server: VsCodeServer,
  ) {
    this.#temporary = temporary;
    this.#browser = browser;
    this.#server = server;
  }

  static async set({ settings, env, files = {} }: StageOptions = {}): Promise<Stage> {
    const extension = path.join(ROOT, 'dist', 'langbench.vsix');
    if (!existsSync(extension))
      throw new Error('There is no dist/langbench.vsix to install: npm run package makes it.');
    const workspace = await mkdtemp(path.join(tmpdir(), 'langbench-workspace-'));
    // Runs elsewhere on the machine take turns by a file in the temporary folder: this editor has one of its own.
    const temporary = await mkdtemp(path.join(tmpdir(), 'langbench-tmp-'));
    const server = await startVsCodeServer({
      extensions: [extension],
      env: { TMPDIR: temporary, ...env },
      ...(settings && { settings }),
    });
    const stage = new Stage(workspace, temporary, await openBrowser(), server);
    for (const [name, text] of Object.entries(files)) await stage.write(name, text);
    return stage;
  }

  /** Opens a window on the workspace. */
  open(look?: WindowLook): Promise<Workbench> {
    return Workbench.open(this.#browser, this.#server, this.workspace, look);
  }

  /** Writes a file of the workspace and tells its path. */
  async write(name: string, text: string): Promise<string> {
    const file = path.join(this.workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  /** Gives the workspace settings, in place of those that it had. */
  async setWorkspaceSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.write('.vscode/settings.json', JSON.stringify(settings));
  }

  async strike(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    for (const folder of [this.workspace, this.#temporary]) await rm(folder, { recursive: true, force: true });
  }
}
