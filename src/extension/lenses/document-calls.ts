import type * as vscode from 'vscode';
import type { Language } from '../../core/model/experiment.js';
import { findTrainCalls, type TrainCall } from '../../core/train-calls/index.js';
import type { TrainCallPatterns } from '../train-call-patterns.js';

/** Documents that have lenses. */
export const LENS_DOCUMENTS: readonly vscode.DocumentFilter[] = [
  { language: 'python', scheme: 'file' },
  { language: 'julia', scheme: 'file' },
];

export function languageOf({ languageId }: vscode.TextDocument): Language | undefined {
  return languageId === 'python' || languageId === 'julia' ? languageId : undefined;
}

/** The train calls of open documents, found once per version of the text. */
export class DocumentCalls {
  readonly #found = new WeakMap<vscode.TextDocument, { version: number; patterns: string; calls: TrainCall[] }>();
  readonly #patterns: TrainCallPatterns;

  constructor(patterns: TrainCallPatterns) {
    this.#patterns = patterns;
  }

  of(document: vscode.TextDocument): readonly TrainCall[] {
    const language = languageOf(document);
    if (language === undefined) return [];
    const own = this.#patterns.of(language, document.uri);
    const key = own.patterns.join('\n');
    const known = this.#found.get(document);
    if (known?.version === document.version && known.patterns === key) return known.calls;
    const calls = findTrainCalls(document.getText(), language, own);
    this.#found.set(document, { version: document.version, patterns: key, calls });
    return calls;
  }
}
