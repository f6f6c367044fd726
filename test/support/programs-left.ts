import { readdir, readFile } from 'node:fs/promises';

/** Command lines of the measured programs that were started, by whatever way, from an environment with `mark` in it. */
export async function programsOf(mark: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
      if (!environment.includes(mark) || !environment.includes('\0LANGBENCH_PROCESS=')) return '';
      return (await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    }),
  );
  return found.filter((line) => line !== '');
}
