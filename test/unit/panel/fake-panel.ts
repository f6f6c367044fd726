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
