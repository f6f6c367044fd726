import * as vscode from 'vscode';
import { settings } from '../contributions.js';
import type { Annotations } from './annotations.js';

/** Tells when lenses say something else although no text was edited: new results, or other settings. */
export class LensChanges implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly event = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;

  constructor(annotations: Annotations) {
    const tell = this.#changed.fire.bind(this.#changed, undefined);
    this.#subscriptions = vscode.Disposable.from(
      annotations.onDidChange(tell),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ([settings.codeLens, settings.trainCalls].some((id) => event.affectsConfiguration(id))) tell();
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }
}
