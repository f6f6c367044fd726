import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

const KEPT_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

/** Where removed files wait for a week for somebody to change their mind. */
export class Trash {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Moves those of the paths that exist into the trash, and returns what moves them back. */
  async take(paths: readonly string[]): Promise<() => Promise<void>> {
    await this.#empty();
    const place = join(this.#folder, `${Date.now()}-${basename(paths[0] ?? '')}`);
    await mkdir(place, { recursive: true });
    const moved: { from: string; to: string }[] = [];
    for (const from of paths) {
      const to = join(place, basename(from));
      if (await move(from, to)) moved.push({ from, to });
    }
    return async () => {
      for (const { from, to } of moved) await move(to, from);
      await rm(place, { recursive: true, force: true });
    };
  }

  async #empty(): Promise<void> {
    const entries = await readdir(this.#folder).catch(() => []);
    for (const entry of entries.map((name) => join(this.#folder, name))) {
      const { mtimeMs } = await stat(entry);
      if (Date.now() - mtimeMs > KEPT_MILLISECONDS) await rm(entry, { recursive: true, force: true });
    }
  }
}

/** False when there is nothing to move. */
async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
