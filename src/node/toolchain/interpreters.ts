import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve, sep } from 'node:path';
import type { Language } from '../../core/model/experiment.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';

/** Interpreters that somebody chose, as paths or names on the PATH. */
export interface ChosenInterpreters {
  readonly python?: string;
  readonly julia?: string;
}

/** An interpreter that somebody chose, and how. */
export interface Choice {
  readonly command: string;
  readonly by: string | Sentence;
}

const variables = { python: 'LANGBENCH_PYTHON', julia: 'LANGBENCH_JULIA' } as const;
const names: Readonly<Record<Language, readonly string[]>> = {
  python: process.platform === 'win32' ? ['python', 'python3', 'py'] : ['python3', 'python'],
  julia: ['julia'],
};

/** The interpreter that was chosen by an option or setting or, failing that, by an environment variable. */
export async function chosenInterpreter(language: Language, chosen: ChosenInterpreters): Promise<Choice | undefined> {
  const option = chosen[language];
  const variable = process.env[variables[language]];
  if (option) return { command: await locate(option), by: sentence('option or setting') };
  if (variable) return { command: await locate(variable), by: variables[language] };
  return undefined;
}

/** All interpreters of a language on the PATH and where its installer puts them, each once, first come first. */
export async function installedInterpreters(language: Language): Promise<string[]> {
  const folders = searchPath();
  if (language === 'julia') folders.push(join(homedir(), '.juliaup', 'bin'));
  const found = new Map<string, string>();
  for (const name of names[language]) {
    for (const folder of folders) {
      const path = await executableIn(folder, name);
      if (path === undefined) continue;
      // Where a link leads may be hidden from us though it can be run.
      const real = await realpath(path).catch(() => path);
      if (!found.has(real)) found.set(real, path);
    }
  }
  return [...found.values()];
}

/** What cannot be found is given back as it is, but where it was looked for. */
async function locate(command: string): Promise<string> {
  return (await findExecutable(command, process.cwd())) ?? (isPath(command) ? resolve(command) : command);
}

/** A name is looked up on the PATH, a path from `base` on. Undefined when there is nothing that can be run. */
export async function findExecutable(command: string, base: string): Promise<string | undefined> {
  for (const folder of isPath(command) ? [base] : searchPath()) {
    const path = await executableIn(folder, command);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Whether it says where a program lies, and is not to be looked up on the PATH. */
export const isPath = (command: string): boolean => command.includes('/') || command.includes(sep);

function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}

async function executableIn(folder: string, name: string): Promise<string | undefined> {
  const path = resolve(folder, process.platform === 'win32' && !name.endsWith('.exe') ? `${name}.exe` : name);
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
