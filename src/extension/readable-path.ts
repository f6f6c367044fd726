import { homedir } from 'node:os';
import { sep } from 'node:path';

/** A path for people: their home folder is `~`, as in the editor's own lists. */
export function readablePath(path: string): string {
  const home = homedir();
  return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}
