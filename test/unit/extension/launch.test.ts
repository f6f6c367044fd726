import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (name: string): Promise<string> => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

it('debugs the suites where the build puts them, after a build that makes them', async () => {
  const folder = /outdir: '(build\/[\w-]+)'/.exec(await read('scripts/build.mjs'))?.[1];
  const { configurations } = JSON.parse(await read('.vscode/launch.json')) as {
    configurations: { args: string[]; preLaunchTask: string }[];
  };
  const tests = configurations.find(({ args }) => args.some((each) => each.startsWith('--extensionTestsPath')));
  expect(tests?.args).toContain(`--extensionTestsPath=\${workspaceFolder}/${folder ?? ''}/index.cjs`);
  const { tasks } = JSON.parse(await read('.vscode/tasks.json')) as { tasks: { label: string; command?: string }[] };
  const before = tasks.find(({ label }) => label === tests?.preLaunchTask);
  expect(before?.command).toBe('node scripts/build.mjs --tests');
});
