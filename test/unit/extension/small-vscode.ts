import { readFileSync } from 'node:fs';
import { fakePanel, type FakePanel } from '../panel/fake-panel.js';

/** The little of `vscode` that the extension's parts need, working as in the editor. */

type Listener<T> = (value: T) => void;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

class Disposable {
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const each of all) each.dispose();
    });
  }

  constructor(readonly dispose: () => void) {}
}

class Task {
  constructor(
    readonly definition: unknown,
    readonly scope: unknown,
    readonly name: string,
    readonly source: string,
    readonly execution: unknown,
  ) {}
}

class CustomExecution {
  constructor(readonly callback: (definition: unknown) => Promise<unknown>) {}
}

class MarkdownString {
  value: string;

  constructor(value = '') {
    this.value = value;
  }

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }

  appendText(text: string): this {
    return this.appendMarkdown(text.replace(/[\\`*_{}[\]()#+\-!~]/g, String.raw`\$&`));
  }
}

class LanguageModelTextPart {
  constructor(readonly value: string) {}
}

class LanguageModelToolResult {
  constructor(readonly content: readonly LanguageModelTextPart[]) {}
}

class Range {
  constructor(
    readonly startLine: number,
    readonly startColumn: number,
    readonly endLine: number,
    readonly endColumn: number,
  ) {}
}

/** A list of choices or a box to type into, driven by the test as a person would. */
export class QuickInput {
  readonly accepted = new EventEmitter<undefined>();
  readonly hidden = new EventEmitter<undefined>();
  readonly buttonPressed = new EventEmitter<undefined>();
  readonly changed = new EventEmitter<undefined>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidChangeValue = this.changed.event;
  readonly onDidTriggerButton = this.buttonPressed.event;
  step?: number;
  value = '';
  validationMessage: string | undefined;
  items: readonly { readonly label: string }[] = [];
  activeItems: readonly object[] = [];
  selectedItems: readonly object[] = [];
  buttons: readonly unknown[] = [];
  #isDisposed = false;

  show(): void {
    inputs.push(this);
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.hidden.fire(undefined);
  }
}

/** Every input that was shown. */
export const inputs: QuickInput[] = [];

class ThemeIcon {
  constructor(readonly id: string) {}
}

class ThemeColor {
  constructor(readonly id: string) {}
}

class TreeItem {
  constructor(readonly label: string) {}
}

class Uri {
  static file(fsPath: string): Uri {
    return new Uri(fsPath);
  }

  static from({ scheme, path, query }: { scheme: string; path: string; query: string }): Uri {
    return new Uri(path, scheme, query);
  }

  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri([base.path, ...parts].join('/'));
  }

  private constructor(
    readonly path: string,
    readonly scheme = 'file',
    readonly query = '',
  ) {}

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return this.path;
  }
}

class RelativePattern {
  constructor(
    readonly base: Uri,
    readonly pattern: string,
  ) {}
}

class CodeLens {
  command: unknown;
  constructor(readonly range: Range) {}
}

/** Contexts that `when` clauses would read. */
export const contexts = new Map<string, unknown>();
/** Extensions that are installed, by id: what they export, or an error that their start fails with. */
export const installed = new Map<string, unknown>();
/** Settings that differ from package.json's defaults, by their whole id. */
export const settings = new Map<string, unknown>();

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  contributes: { configuration: { properties: Readonly<Record<string, { readonly default: unknown }>> } };
};
const defaults = manifest.contributes.configuration.properties;

/** Messages and titles of choices that the person was shown. */
export const shown: string[] = [];
/** What the person does with the next list of choices; they leave a list without an answer. */
export const answers: ((items: readonly unknown[]) => unknown)[] = [];

/** Every result panel that was opened. */
export const openedPanels: FakePanel[] = [];
/** What the clipboard holds, and where files are saved. */
export const kept = {
  clipboard: '',
  files: new Map<string, string>(),
  /** Where the save dialog leads; undefined when the person thinks better of it. */
  saveTo: undefined as string | undefined,
};

/** What happens in the editor when a test says so. */
export const events = {
  configuration: new EventEmitter<{ affectsConfiguration(id: string): boolean }>(),
  folders: new EventEmitter<undefined>(),
  trust: new EventEmitter<undefined>(),
  fileChanged: new EventEmitter<undefined>(),
};
const watched = {
  onDidCreate: events.fileChanged.event,
  onDidChange: events.fileChanged.event,
  onDidDelete: events.fileChanged.event,
};

/** The buttons that the person presses on the next messages; they leave a message without an answer. */
export const pressed: string[] = [];

const message = async (text: string): Promise<string | undefined> => {
  shown.push(text);
  return Promise.resolve(pressed.shift());
};

export const smallVscode = {
  CodeLens,
  CustomExecution,
  Disposable,
  EventEmitter,
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  Range,
  RelativePattern,
  Task,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  Uri,
  QuickInputButtons: { Back: 'back' },
  ViewColumn: { Active: -1 },
  TaskScope: { Global: 1, Workspace: 2 },
  ProgressLocation: { Window: 10, Notification: 15 },
  commands: {
    executeCommand: async (_command: string, key: string, value: unknown): Promise<void> => {
      contexts.set(key, value);
      return Promise.resolve();
    },
  },
  extensions: {
    getExtension: (id: string) =>
      installed.has(id)
        ? {
            activate: async () => {
              const exported = installed.get(id);
              if (exported instanceof Error) throw exported;
              return Promise.resolve(exported);
            },
          }
        : undefined,
  },
  env: {
    language: 'en',
    clipboard: {
      writeText: async (text: string): Promise<void> => {
        kept.clipboard = text;
        return Promise.resolve();
      },
    },
  },
  l10n: {
    bundle: undefined as Readonly<Record<string, string>> | undefined,
    t: (message: string, ...values: unknown[]) =>
      message.replace(/\{(\d+)\}/g, (_placeholder, index: string) => String(values[Number(index)])),
  },
  window: {
    createInputBox: () => new QuickInput(),
    createQuickPick: () => new QuickInput(),
    createWebviewPanel: () => {
      const made = fakePanel();
      openedPanels.push(made);
      return made.panel;
    },
    createTerminal: (options: object) => ({ ...options, show: () => undefined }),
    activeTextEditor: undefined as { document: unknown } | undefined,
    showTextDocument: async (): Promise<unknown> => Promise.resolve(undefined),
    showSaveDialog: async (): Promise<Uri | undefined> =>
      Promise.resolve(kept.saveTo === undefined ? undefined : Uri.file(kept.saveTo)),
    showOpenDialog: async (): Promise<Uri[] | undefined> => Promise.resolve(undefined),
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    showQuickPick: async (items: readonly unknown[] | Promise<readonly unknown[]>, { title }: { title: string }) => {
      shown.push(title);
      return answers.shift()?.(await items);
    },
    withProgress: (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
      work({ report: () => undefined }, { onCancellationRequested: () => undefined }),
  },
  workspace: {
    isTrusted: true,
    workspaceFolders: [] as { uri: { scheme: string; fsPath: string } }[],
    fs: {
      readFile: async ({ fsPath }: Uri): Promise<Uint8Array> => Promise.reject(new Error(`no ${fsPath}`)),
      writeFile: async ({ fsPath }: Uri, content: Uint8Array): Promise<void> => {
        kept.files.set(fsPath, Buffer.from(content).toString('utf8'));
        return Promise.resolve();
      },
    },
    // The workspace is the folder /project.
    asRelativePath: (file: string | { fsPath: string }) =>
      (typeof file === 'string' ? file : file.fsPath).replace(/^\/project\//, ''),
    getWorkspaceFolder: ({ fsPath }: { fsPath: string }) =>
      fsPath.startsWith('/project/') ? { uri: Uri.file('/project') } : undefined,
    createFileSystemWatcher: () => ({ dispose: () => undefined, ...watched }),
    onDidChangeConfiguration: events.configuration.event,
    onDidChangeWorkspaceFolders: events.folders.event,
    onDidGrantWorkspaceTrust: events.trust.event,
    findFiles: async (): Promise<Uri[]> => Promise.resolve([]),
    getConfiguration: () => ({ get: (id: string) => (settings.has(id) ? settings.get(id) : defaults[id]?.default) }),
  },
};
