import { execa } from 'execa';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadExperiment, type LoadedExperiment } from '../../src/node/experiments.js';
import { checkReadiness, setUp } from '../../src/node/toolchain/index.js';
import { inEnglish } from '../support/in-english.js';

/** A port on which nothing listens. */
const NOWHERE = 'http://127.0.0.1:1/';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langbench-toolchain-'));
  vi.stubEnv('LANGBENCH_CACHE_DIR', join(folder, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function experimentWith(language: 'python' | 'julia', needs: object): Promise<LoadedExperiment> {
  const file = join(folder, 'own.langbench.json');
  await writeFile(join(folder, 'program'), '');
  const implementation = {
    id: 'own',
    title: 'Own program',
    language,
    framework: 'none',
    program: 'program',
    arguments: ['{program}'],
    needs,
    parsers: ['marker'],
  };
  const manifest = {
    version: 1,
    id: 'own',
    title: 'Own',
    description: 'An experiment of a user.',
    defaults: { epochs: 1, batchSize: 1, dataset: 'mnist' },
    datasets: ['mnist'],
    weights: [],
    implementations: [implementation],
  };
  await writeFile(file, JSON.stringify(manifest));
  return loadExperiment(file);
}

/** A package of one module, built by hand so that no server is needed. */
async function makeWheel(): Promise<string> {
  const info = join(folder, 'scales-1.5.dist-info');
  await mkdir(info);
  await writeFile(join(folder, 'scales.py'), 'colour = "green"\n');
  await writeFile(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: scales\nVersion: 1.5\n');
  await writeFile(
    join(info, 'WHEEL'),
    'Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  );
  await writeFile(join(info, 'RECORD'), '');
  const wheel = 'scales-1.5-py3-none-any.whl';
  await execa('python3', ['-m', 'zipfile', '-c', wheel, 'scales.py', 'scales-1.5.dist-info'], { cwd: folder });
  return join(folder, wheel);
}

const options = { signal: new AbortController().signal, onProgress: () => undefined };

describe('the real Python', () => {
  it('gets an environment with its requirements, which is found again and works', async () => {
    const experiment = await experimentWith('python', { packages: ['scales'], environment: 'requirements.txt' });
    await writeFile(join(folder, 'requirements.txt'), `scales @ file://${await makeWheel()}\n`);
    vi.stubEnv('PIP_INDEX_URL', NOWHERE);
    expect(inEnglish(await checkReadiness(experiment))).toMatchObject([{ problem: { kind: 'missing-package' } }]);
    const [made] = await setUp(experiment, ['own'], options);
    expect(made).toMatchObject({ state: 'ready', packages: { scales: '1.5' } });
    expect(await checkReadiness(experiment)).toEqual([made]);
    const python = made?.state === 'ready' ? made.interpreter : '';
    expect((await execa(python, ['-c', 'import scales; print(scales.colour)'])).stdout).toBe('green');
  });

  it('tells that the package index cannot be reached', async () => {
    vi.stubEnv('PIP_INDEX_URL', NOWHERE);
    vi.stubEnv('PIP_RETRIES', '1');
    await writeFile(join(folder, 'requirements.txt'), 'a-package-of-nobody==1\n');
    const experiment = await experimentWith('python', { packages: ['nobody'], environment: 'requirements.txt' });
    expect(inEnglish(await setUp(experiment, ['own'], options))).toMatchObject([
      { problem: { message: expect.stringContaining('package index cannot be reached') as unknown } },
    ]);
  });
});

describe('the real Julia', () => {
  it("finds a package of the user's own environment, with its version", async () => {
    const source = join(folder, 'packages', 'Facets', 'src');
    await mkdir(source, { recursive: true });
    await writeFile(join(source, 'Facets.jl'), 'module Facets end\n');
    await writeFile(join(source, '..', 'Project.toml'), 'name = "Facets"\nversion = "0.9.1"\n');
    const experiment = await experimentWith('julia', { version: '>=1.5 <2', packages: ['Facets'] });
    expect(inEnglish(await checkReadiness(experiment))).toMatchObject([
      { problem: { kind: 'missing-package', message: expect.stringContaining('has no Facets') as unknown } },
    ]);
    vi.stubEnv('JULIA_LOAD_PATH', `@:${join(folder, 'packages')}:@stdlib`);
    expect(inEnglish(await checkReadiness(experiment))).toMatchObject([
      { state: 'ready', packages: { Facets: '0.9.1' }, environment: {} },
    ]);
  });

  it('tells that its package server cannot be reached', async () => {
    vi.stubEnv('JULIA_PKG_SERVER', NOWHERE);
    await mkdir(join(folder, 'facets'));
    await writeFile(join(folder, 'facets', 'Project.toml'), '[deps]\n');
    const experiment = await experimentWith('julia', { packages: ['Facets'], environment: 'facets' });
    expect(inEnglish(await setUp(experiment, ['own'], options))).toMatchObject([
      {
        problem: {
          message: expect.stringMatching(
            /^Julia's package server cannot be reached from here; Facets cannot be installed/,
          ) as unknown,
        },
      },
    ]);
  });
});
