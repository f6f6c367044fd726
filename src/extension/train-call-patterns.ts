import * as vscode from 'vscode';
import { whyEndless } from '../core/guard.js';
import type { Language } from '../core/model/experiment.js';
import { sentence } from '../core/model/sentence.js';
import { english, tell } from '../core/report/translate.js';
import type { OwnPatterns } from '../core/train-calls/index.js';
import { guard } from '../node/guard.js';
import type { Log } from './log.js';
import { offer } from './messages.js';
import { openSetting, trainCallPatterns } from './settings.js';

/** What is a train call, as the settings say it. A pattern that had no end once is not tried again: the editor would wait each time. */
export class TrainCallPatterns {
  readonly #leftOut = new Set<string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  of(language: Language, document: vscode.Uri): OwnPatterns {
    return {
      patterns: trainCallPatterns(language, document).filter((pattern) => !this.#leftOut.has(pattern)),
      guard,
      onLeftOut: (pattern) => {
        this.#leftOut.add(pattern);
        this.#tell(pattern, vscode.workspace.asRelativePath(document));
      },
    };
  }

  #tell(pattern: string, file: string): void {
    const message = sentence(
      'The pattern "{0}" for train calls had come to no end in {1} after {2} s, so it is left out until it is changed. {3}',
      pattern,
      file,
      guard.seconds,
      whyEndless,
    );
    this.#log.warn(tell(message, english));
    offer(
      this.#log,
      vscode.window.showWarningMessage,
      tell(message, vscode.l10n.t),
      vscode.l10n.t('Open Setting'),
      () => openSetting('trainCalls'),
    );
  }
}
