import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Implementation } from '../../../src/core/model/experiment.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { useScratchFolder } from '../dataset/tiny-data.js';

/** A scratch folder for each test whose `bin` comes first on the PATH, before a few folders with sh and the like. */
export function useFakeTools(): { readonly path: string; readonly bin: string; readonly cache: string } {
  const scratch = useScratchFolder();
  const tools = { path: '', bin: '', cache: '' };
  const names = ['PATH', 'LANGBENCH_PYTHON', 'LANGBENCH_JULIA', 'HTTPS_PROXY', 'https_proxy', 'JULIA_PROJECT'] as const;
  const before = names.map((name) => process.env[name]);
  beforeEach(async () => {
    Object.assign(tools, { path: scratch.path, bin: join(scratch.path, 'bin'), cache: scratch.cache });
    await mkdir(tools.bin);
    for (const name of names) Reflect.deleteProperty(process.env, name);
    process.env['PATH'] = tools.bin;
  });
  afterEach(() => {
    names.forEach((name, index) => {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    });
  });
  return tools;
}

/** Writes a shell script that plays an interpreter. */
export async function fake(path: string, body: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

/** The part of a script that answers a probe. */
export function answers(version: string, packages: Record<string, string> = {}): string {
  const facts = [
    ['version', version],
    ['exceptions', 'survived'],
    ...Object.entries(packages).map(([name, each]) => ['package', name, each]),
  ];
  const lines = facts.map((fact) => `printf '%s\\n' '${['LANGBENCH-PROBE', ...fact].join('\t')}'`);
  return [...lines, `printf 'LANGBENCH-PROBE\\texecutable\\t%s\\n' "$0"`].join('\n');
}

/** An experiment of two implementations whose programs are there. */
export async function fakeExperiment(folder: string): Promise<LoadedExperiment> {
  const implementation = (
    id: string,
    language: 'python' | 'julia',
    needs: Implementation['needs'],
  ): Implementation => ({
    id,
    title: `The ${id}`,
    language,
    framework: 'none',
    program: `${id}.txt`,
    arguments: ['{program}'],
    threadEnvironment: {},
    needs,
    parsers: ['marker'],
  });
  const implementations = [
    implementation('snake', 'python', { version: '>=3.8', packages: ['scales'], environment: 'requirements.txt' }),
    implementation('jewel', 'julia', { version: '>=1.5 <2', packages: ['Facets'], environment: 'facets' }),
  ];
  for (const { program } of implementations) await writeFile(join(folder, program), '');
  await writeFile(join(folder, 'requirements.txt'), 'scales==1\n');
  await mkdir(join(folder, 'facets'));
  await writeFile(join(folder, 'facets', 'Project.toml'), '[deps]\n');
  return {
    file: join(folder, 'fake.langbench.json'),
    programPath: ({ program }) => join(folder, program),
    experiment: {
      version: 1,
      id: 'fake',
      title: 'Fake',
      description: '',
      defaults: { epochs: 1, batchSize: 1, dataset: 'mnist' },
      datasets: ['mnist'],
      weights: [],
      implementations,
    },
  };
}
