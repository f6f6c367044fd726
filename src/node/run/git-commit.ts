import { execFile } from 'node:child_process';

/** A repository so large that git needs longer than this goes without its commit. */
const GIT_MILLISECONDS = 2000;
/** More changes than fit are changes all the same. */
const MOST_BYTES = 2 ** 24;

/** The commit that a folder is at, with `-dirty` behind it when files differ; undefined where there is none. */
export function gitCommitOf(folder: string): Promise<string | undefined> {
  const words = ['status', '--porcelain=v2', '--branch', '--untracked-files=no', '--no-ahead-behind'];
  const options = {
    cwd: folder,
    // Reads only: no lock that a person's own git would meet. (`git describe --dirty` takes it all the same.)
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    timeout: GIT_MILLISECONDS,
    maxBuffer: MOST_BYTES,
  };
  return new Promise((resolve) => {
    execFile('git', words, options, (error, stdout) => {
      const commit = /^# branch\.oid (?<commit>[\da-f]{40,})$/m.exec(stdout)?.groups?.['commit'];
      const isDirty = /^[^#]/m.test(stdout);
      resolve(error !== null || commit === undefined ? undefined : `${commit}${isDirty ? '-dirty' : ''}`);
    });
  });
}
