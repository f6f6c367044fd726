import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Problem, Remedy } from '../core/model/run.js';
import { english, isWords, tell } from '../core/report/translate.js';
import { shellWord } from '../core/shell-word.js';
import type { ChosenInterpreters } from '../node/toolchain/index.js';
import { DEFAULT_EXPERIMENT } from './default-experiment.js';
import { packageRoot } from './package-root.js';

/** What `setup` must be told to mean what another command was told. */
export interface SetUpTarget extends ChosenInterpreters {
  /** Id or path. */
  readonly experiment: string;
}

/** What to do next, as a person can type it here. */
export function remedyText(remedy: Remedy, target: SetUpTarget): string {
  if (isWords(remedy)) return tell(remedy, english);
  switch (remedy.kind) {
    case 'set-up':
      return [commandName(), 'setup', remedy.implementation, ...optionsFor(remedy.language, target)].join(' ');
    case 'longer-timeout':
      return 'Give it more time with --timeout, or less to do with --images or --epochs.';
    case 'choose-interpreter':
      return `Leave out --${remedy.language} (and unset LANGBENCH_${remedy.language.toUpperCase()}), or name one that works.`;
  }
}

/** A problem's message, for people at a terminal. */
export const messageText = ({ message }: Problem): string => tell(message, english);

function optionsFor(language: string, { experiment, ...interpreters }: SetUpTarget): string[] {
  const options = {
    experiment: experiment === DEFAULT_EXPERIMENT ? undefined : experiment,
    python: language === 'python' ? interpreters.python : undefined,
    julia: language === 'julia' ? interpreters.julia : undefined,
  };
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, shellWord(value)],
  );
}

/** In a checkout the command is on nobody's PATH, and npx finds it there alone. */
function commandName(): string {
  const root = packageRoot();
  if (!existsSync(join(root, 'src'))) return 'langbench';
  const isBelow = !relative(root, process.cwd()).startsWith('..');
  return isBelow ? 'npx langbench' : `node ${shellWord(join(root, 'dist', 'cli', 'langbench.cjs'))}`;
}
