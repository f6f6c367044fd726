/** The little of `vscode` that sessions, terminals and interpreters need, working as in the editor. */

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

/** Contexts that `when` clauses would read. */
export const contexts = new Map<string, unknown>();
/** Extensions that are installed, by id: what they export, or an error that their start fails with. */
export const installed = new Map<string, unknown>();
/** Settings by their whole id. */
export const settings = new Map<string, unknown>();

export const smallVscode = {
  EventEmitter,
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
  l10n: {
    t: (message: string, ...values: unknown[]) =>
      message.replace(/\{(\d+)\}/g, (_placeholder, index: string) => String(values[Number(index)])),
  },
  workspace: { getConfiguration: () => ({ get: (id: string) => settings.get(id) }) },
};
