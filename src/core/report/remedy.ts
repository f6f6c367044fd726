import type { Remedy } from '../model/run.js';
import { english, type Translate } from './translate.js';

/** What to do next, in the words of VS Code's commands and settings. */
export function remedyInEditor(remedy: Remedy, say: Translate = english): string {
  if (typeof remedy === 'string') return remedy;
  switch (remedy.kind) {
    case 'set-up':
      return say('Run the command "LangBench: Set Up Environments".');
    case 'longer-timeout':
      return say('Give trials more time in the settings of LangBench, or less to do: fewer images or epochs.');
  }
}
