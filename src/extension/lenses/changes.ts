import * as vscode from 'vscode';
import { settings } from '../contributions.js';
import type { Annotations } from './annotations.js';

/** Tells when lenses say something else although no text was edited: new results, or other settings. */
export function lensChanges(annotations: Annotations): vscode.Event<void> {
  return (listener, thisArgs, disposables) => {
    const tell = listener.bind(thisArgs) as () => void;
    const subscription = vscode.Disposable.from(
      annotations.onDidChange(tell),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ([settings.codeLens, settings.trainCalls].some((id) => event.affectsConfiguration(id))) tell();
      }),
    );
    disposables?.push(subscription);
    return subscription;
  };
}
