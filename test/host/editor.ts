/** What the suites inside VS Code use to look at it and to wait for it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

export const EXTENSION_ID = 'langbench.langbench';

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(EXTENSION_ID);
  if (found === undefined) throw new Error(`${EXTENSION_ID} is not installed.`);
  return found;
}

/** The folder that the window is open on. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The window is not open on a folder.');
  return folder.uri.fsPath;
}

/** Waits until `probe` gives something; rejects with `what` when it takes too long. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  seconds = 120,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sets settings for the duration of `work`. */
export async function withSettings<T>(settings: Record<string, unknown>, work: () => Promise<T>): Promise<T> {
  const change = async (values: Record<string, unknown>): Promise<void> => {
    for (const [id, value] of Object.entries(values)) {
      await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
    }
  };
  await change(settings);
  try {
    return await work();
  } finally {
    await change(Object.fromEntries(Object.keys(settings).map((id) => [id, undefined])));
  }
}

/** Everything that terminals with a pty print from now on, by terminal name. */
export class TerminalTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable[] = [];

  constructor() {
    this.#subscriptions.push(
      vscode.window.onDidOpenTerminal((terminal) => {
        this.#listen(terminal);
      }),
    );
    for (const terminal of vscode.window.terminals) this.#listen(terminal);
  }

  of(name: string): string {
    return this.#texts.get(name) ?? '';
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #listen(terminal: vscode.Terminal): void {
    if (!('pty' in terminal.creationOptions)) return;
    this.#subscriptions.push(
      terminal.creationOptions.pty.onDidWrite((text) => {
        this.#texts.set(terminal.name, this.of(terminal.name) + text);
      }),
    );
  }
}

export function terminalNamed(name: string): vscode.Terminal | undefined {
  return vscode.window.terminals.find((terminal) => terminal.name === name);
}

/** The part of a saved run that the suites read. */
export interface SavedRun {
  readonly id: string;
  readonly state: string;
  readonly startedAt: string;
  readonly trials: readonly {
    readonly implementation: string;
    readonly state: string;
    readonly measurements?: { readonly phases: readonly { readonly phase: string; readonly seconds: number }[] };
  }[];
}

/** The window's saved runs, newest first. */
export async function savedRuns(): Promise<SavedRun[]> {
  const folder = path.join(workspaceFolder(), '.langbench', 'runs');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json'));
  const runs = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as SavedRun),
  );
  return runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** Command lines of this machine's processes that contain `text`. */
export async function processesWith(text: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    ids.map(async (id) => (await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')),
  );
  return lines.filter((line) => line.includes(text));
}

/** The titles above a document's lines, as `line: title`. */
export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ''}`);
}
