import type { Problem, Remedy } from '../model/run.js';
import { english, isWords, tell, type Translate } from './translate.js';

/** Settings of the extension that can stand in a program's way. */
export const remedySettings = ['pythonPath', 'juliaPath', 'timeoutMinutes'] as const;
export type RemedySetting = (typeof remedySettings)[number];

/** What to do next, in the words of VS Code's commands and settings. */
export function remedyInEditor(remedy: Remedy, say: Translate = english): string {
  if (isWords(remedy)) return tell(remedy, say);
  switch (remedy.kind) {
    case 'set-up':
      return say('Run the command "LangBench: Set Up Environments".');
    case 'longer-timeout':
      return say('Give trials more time in the settings of LangBench, or less to do: fewer images or epochs.');
    case 'choose-interpreter':
      return say('Choose one that works in the settings of LangBench, or none.');
  }
}

/** What is wrong, and what to do next if that is known. */
export function problemLines({ message, remedy }: Problem, say: Translate): string[] {
  return [tell(message, say), ...(remedy === undefined ? [] : [remedyInEditor(remedy, say)])];
}

/** Whether setting up mends it. */
export function isSetUp(remedy: Remedy | undefined): boolean {
  return remedy !== undefined && !isWords(remedy) && remedy.kind === 'set-up';
}

/** The setting that is to be changed, by its name without `langbench.`; undefined where none mends it. */
export function settingOf(remedy: Remedy | undefined): RemedySetting | undefined {
  if (remedy === undefined || isWords(remedy)) return undefined;
  switch (remedy.kind) {
    case 'set-up':
      return undefined;
    case 'longer-timeout':
      return 'timeoutMinutes';
    case 'choose-interpreter':
      return `${remedy.language}Path`;
  }
}
