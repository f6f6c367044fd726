import type { Problem, Remedy } from '../model/run.js';
import { sentence, type Sentence } from '../model/sentence.js';
import { isWords, tell, type Translate } from './translate.js';

/** Settings of the extension that can stand in a program's way. */
export const remedySettings = ['pythonPath', 'juliaPath', 'timeoutMinutes'] as const;
export type RemedySetting = (typeof remedySettings)[number];

/** What to do next, in the words of VS Code's commands and settings. */
export function remedyInEditor(remedy: Remedy): Sentence {
  if (isWords(remedy)) return remedy;
  switch (remedy.kind) {
    case 'set-up':
      return sentence('Run the command "LangBench: Set Up Environments".');
    case 'longer-timeout':
      return sentence('Give trials more time in the settings of LangBench, or less to do: fewer images or epochs.');
    case 'choose-interpreter':
      return sentence('Choose one that works in the settings of LangBench, or none.');
  }
}

/** What is wrong, and what to do next if that is known. */
export function problemSentences({ message, remedy }: Problem): Sentence[] {
  return [message, ...(remedy === undefined ? [] : [remedyInEditor(remedy)])];
}

/** {@link problemSentences}, told. */
export function problemLines(problem: Problem, say: Translate): string[] {
  return problemSentences(problem).map((each) => tell(each, say));
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
