import type * as vscode from 'vscode';

/** A webview panel whose page is played by the test. */
export interface FakePanel {
  readonly panel: vscode.WebviewPanel;
  readonly posted: { readonly type: string; readonly [key: string]: unknown }[];
  /** Says something as the page would, and waits until it is answered. */
  say(data: unknown): Promise<void>;
  setVisible(visible: boolean): void;
  close(): void;
  isClosed(): boolean;
}

type Listener = (data?: unknown) => unknown;

export function fakePanel(): FakePanel {
  const on = { message: [] as Listener[], dispose: [] as Listener[], state: [] as Listener[] };
  const listen = (list: Listener[]) => (listener: Listener) => {
    list.push(listener);
    return {
      dispose: () => {
        list.splice(list.indexOf(listener), 1);
      },
    };
  };
  const posted: FakePanel['posted'] = [];
  let closed = false;
  let title = '';
  const state = {
    visible: true,
    iconPath: undefined,
    get title() {
      return title;
    },
    set title(given: string) {
      if (closed) throw new Error('Webview is disposed');
      title = given;
    },
  };
  const webview = {
    html: '',
    options: {},
    cspSource: 'https://page.test',
    asWebviewUri: (uri: vscode.Uri) => ({ toString: () => `https://page.test${uri.path}` }),
    onDidReceiveMessage: listen(on.message),
    postMessage: (message: FakePanel['posted'][number]) => {
      posted.push(message);
      return Promise.resolve(true);
    },
  };
  const panel = Object.assign(state, {
    webview,
    onDidDispose: listen(on.dispose),
    onDidChangeViewState: listen(on.state),
    reveal: () => undefined,
    dispose: () => {
      close();
    },
  });
  const close = (): void => {
    closed = true;
    for (const listener of [...on.dispose]) listener();
  };
  return {
    panel: panel as unknown as vscode.WebviewPanel,
    posted,
    say: async (data) => {
      await Promise.all(on.message.map((listener) => listener(data)));
    },
    setVisible: (visible) => {
      state.visible = visible;
      for (const listener of on.state) listener();
    },
    close,
    isClosed: () => closed,
  };
}

/** What the panel's host does with the editor, for the test to see. */
export const seen = {
  created: [] as FakePanel[],
  clipboard: '',
  saved: new Map<string, string>(),
  /** Where the save dialog leads; undefined when the person thinks better of it. */
  saveTo: undefined as string | undefined,
  errors: [] as string[],
};

const uri = (path: string) => ({ path, toString: () => path });

/** Stands in for the module `vscode`. */
export const editor = {
  Uri: { joinPath: (base: { path: string }, ...parts: string[]) => uri([base.path, ...parts].join('/')), file: uri },
  ViewColumn: { Active: -1 },
  env: {
    language: 'en',
    clipboard: {
      writeText: (text: string) => {
        seen.clipboard = text;
        return Promise.resolve();
      },
    },
  },
  l10n: {
    bundle: { Import: '导入' },
    t: (message: string, ...values: unknown[]) =>
      message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
  },
  window: {
    createWebviewPanel: () => {
      const made = fakePanel();
      seen.created.push(made);
      return made.panel;
    },
    showTextDocument: (): Promise<unknown> => Promise.resolve(undefined),
    showSaveDialog: () => Promise.resolve(seen.saveTo === undefined ? undefined : uri(seen.saveTo)),
    showErrorMessage: (message: string) => {
      seen.errors.push(message);
      return Promise.resolve(undefined);
    },
  },
  workspace: {
    workspaceFolders: undefined,
    asRelativePath: (target: { path: string }) => target.path,
    fs: {
      writeFile: (target: { path: string }, content: Uint8Array) => {
        seen.saved.set(target.path, Buffer.from(content).toString('utf8'));
        return Promise.resolve();
      },
    },
  },
};
