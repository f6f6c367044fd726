import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const PROJECT_FILES = ['JuliaProject.toml', 'Project.toml'] as const;

/**
 * The folder of the nearest Julia project from `folder` upwards, as Julia's own `--project=@.` finds it from where it is
 * started: it looks no higher than the home folder.
 */
export async function findJuliaProject(folder: string): Promise<string | undefined> {
  if (await hasProject(folder)) return folder;
  const parent = dirname(folder);
  // Windows has paths of one folder that differ in letters' case.
  return relative(folder, homedir()) === '' || parent === folder ? undefined : findJuliaProject(parent);
}

async function hasProject(folder: string): Promise<boolean> {
  const found = await Promise.allSettled(PROJECT_FILES.map(async (name) => access(join(folder, name))));
  return found.some(({ status }) => status === 'fulfilled');
}
