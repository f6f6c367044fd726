import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { interpreterFor } from '../../../src/extension/interpreters.js';
import { installed, settings } from './small-vscode.js';

vi.mock('vscode', async () => (await import('./small-vscode.js')).smallVscode);

const file = { fsPath: '/project/train.py' } as never;
let folder: string;

beforeEach(async () => {
  installed.clear();
  settings.clear();
  folder = await mkdtemp(path.join(tmpdir(), 'langbench-path-'));
  for (const name of ['python3', 'julia']) {
    await writeFile(path.join(folder, name), '#!/bin/sh\n');
    await chmod(path.join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', `/nonexistent${path.delimiter}${folder}`);
  vi.stubEnv('JULIA_PROJECT', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('interpreterFor', () => {
  it("takes the Python extension's choice for the file first", async () => {
    settings.set('langbench.pythonPath', '/setting/python');
    installed.set('ms-python.python', {
      environments: {
        getActiveEnvironmentPath: (resource: unknown) => ({ path: resource === file ? '/env' : '/other' }),
        resolveEnvironment: async (environment: { path: string }) =>
          Promise.resolve({ executable: { uri: { fsPath: `${environment.path}/bin/python` } } }),
      },
    });
    expect(await interpreterFor('python', file)).toEqual({ path: '/env/bin/python', arguments: [] });
  });

  it("takes the Julia extension's choice, with what juliaup puts before the program", async () => {
    installed.set('julialang.language-julia', {
      getJuliaExecutable: async () => Promise.resolve({ command: '/juliaup/julia', args: ['+1.10'] }),
    });
    expect(await interpreterFor('julia', file)).toEqual({ path: '/juliaup/julia', arguments: ['+1.10'] });
  });

  it('goes by the setting when the extension is missing, fails or has no choice', async () => {
    settings.set('langbench.pythonPath', '/setting/python');
    settings.set('langbench.juliaPath', ' /setting/julia ');
    expect((await interpreterFor('python', file))?.path).toBe('/setting/python');
    installed.set('ms-python.python', new Error('it does not start'));
    expect((await interpreterFor('python', file))?.path).toBe('/setting/python');
    installed.set('ms-python.python', {
      environments: {
        getActiveEnvironmentPath: () => ({ path: '/env' }),
        resolveEnvironment: async () => Promise.reject(new Error('the locator has crashed')),
      },
    });
    expect((await interpreterFor('python', file))?.path).toBe('/setting/python');
    installed.set('julialang.language-julia', {
      getJuliaExecutable: async () => Promise.reject(new Error('Julia not installed')),
    });
    expect((await interpreterFor('julia', file))?.path).toBe('/setting/julia');
  });

  it('goes by PATH at last, and finds nothing where there is nothing', async () => {
    expect((await interpreterFor('python', file))?.path).toBe(path.join(folder, 'python3'));
    vi.stubEnv('HOME', folder);
    vi.stubEnv('PATH', '/nonexistent');
    expect(await interpreterFor('julia', file)).toBeUndefined();
  });
});

it('takes no folder for an interpreter', async () => {
  await mkdir(path.join(folder, 'projects', 'python3'), { recursive: true });
  vi.stubEnv('PATH', `${path.join(folder, 'projects')}${path.delimiter}${folder}`);
  expect((await interpreterFor('python', file))?.path).toBe(path.join(folder, 'python3'));
});

describe("a Julia file's project", () => {
  const argumentsFor = async (...names: string[]) =>
    (await interpreterFor('julia', { fsPath: path.join(folder, ...names) } as never))?.arguments;

  it("is the Julia extension's choice, after what juliaup puts before the program", async () => {
    installed.set('julialang.language-julia', {
      getJuliaExecutable: async () => Promise.resolve({ command: '/juliaup/julia', args: ['+1.10'] }),
      getEnvironment: async () => Promise.resolve('/environments/flux'),
    });
    expect(await argumentsFor('train.jl')).toEqual(['+1.10', '--project=/environments/flux']);
  });

  it('is the nearest one above the file, when that extension is missing or has none', async () => {
    await mkdir(path.join(folder, 'inner', 'deep'), { recursive: true });
    expect(await argumentsFor('inner', 'deep', 'train.jl')).toEqual([]);
    await writeFile(path.join(folder, 'Project.toml'), '');
    expect(await argumentsFor('inner', 'deep', 'train.jl')).toEqual([`--project=${folder}`]);
    await writeFile(path.join(folder, 'inner', 'JuliaProject.toml'), '');
    installed.set('julialang.language-julia', {
      getEnvironment: async () => Promise.reject(new Error('Julia not installed')),
    });
    expect(await argumentsFor('inner', 'deep', 'train.jl')).toEqual([`--project=${path.join(folder, 'inner')}`]);
  });

  it('is left to Julia where the environment names one', async () => {
    vi.stubEnv('JULIA_PROJECT', '@flux');
    await writeFile(path.join(folder, 'Project.toml'), '');
    expect(await argumentsFor('train.jl')).toEqual([]);
    vi.stubEnv('JULIA_PROJECT', '');
    expect(await argumentsFor('train.jl')).toEqual([`--project=${folder}`]);
  });
});
