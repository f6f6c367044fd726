import { homedir } from 'node:os';
import { isAbsolute, relative, sep } from 'node:path';

/** A path for people: their home folder is `~`, as in the editor's own lists. */
export function readablePath(path: string): string {
  const inHome = relative(homedir(), path);
  const isInside = inHome !== '' && !isAbsolute(inHome) && inHome.split(sep)[0] !== '..';
  return isInside ? `~${sep}${inHome}` : path;
}
