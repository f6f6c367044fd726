import type * as vscode from 'vscode';

/** What an extension has registered with the fake editor. */
export interface Registered {
  readonly commands: string[];
  readonly views: string[];
  readonly viewTypes: string[];
  readonly taskTypes: string[];
  readonly tools: string[];
}

interface FakeVscode {
  /** Stands in for the module `vscode`. */
  readonly api: object;
  readonly registered: Registered;
  readonly extensionContext: vscode.ExtensionContext;
}

/** An editor of which only registrations are real: whatever else is asked of it gives something that does nothing. */
export function fakeVscode(): FakeVscode {
  const registered: Registered = { commands: [], views: [], viewTypes: [], taskTypes: [], tools: [] };
  const into = (list: string[]) => (id: string) => {
    list.push(id);
    return nothing;
  };
  const api = {
    Disposable: nothing,
    EventEmitter: nothing,
    CodeLens: nothing,
    RelativePattern: nothing,
    ThemeIcon: nothing,
    ThemeColor: nothing,
    StatusBarAlignment: nothing,
    Uri: nothing,
    commands: { registerCommand: into(registered.commands), executeCommand: async () => Promise.resolve() },
    env: nothing,
    extensions: nothing,
    l10n: nothing,
    languages: nothing,
    lm: { registerTool: into(registered.tools) },
    tasks: { registerTaskProvider: into(registered.taskTypes) },
    window: new Proxy(
      {
        createTreeView: into(registered.views),
        registerWebviewPanelSerializer: into(registered.viewTypes),
      },
      withNothing,
    ),
    workspace: nothing,
  };
  const extensionContext = {
    extensionPath: '/extension',
    globalStorageUri: { fsPath: '/storage' },
    subscriptions: [],
    workspaceState: { get: (_key: string, initial: unknown) => initial },
  } as unknown as vscode.ExtensionContext;
  return { api, registered, extensionContext };
}

/** Can be called and made anew, takes whatever is set, and has whatever property is asked for: nothing again. */
const nothing: object = new Proxy(
  function () {
    return undefined;
  },
  {
    get: (_target, key) => (key === Symbol.toPrimitive ? () => '' : nothing),
    set: () => true,
    apply: () => nothing,
    construct: () => nothing,
  },
);

const withNothing: ProxyHandler<Record<string, unknown>> = {
  get: (target, key) => target[String(key)] ?? nothing,
};
