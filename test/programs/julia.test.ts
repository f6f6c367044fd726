import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkReadiness } from '../../src/node/toolchain/index.js';
import { mnist, runProgram, type ProgramRun } from '../support/programs.js';
import { ROOT } from '../support/vscode-server.js';

let folder: string;
let julia: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'langbench-julia-'));
  const readiness = (await checkReadiness(await mnist(), {})).find(
    ({ implementation }) => implementation === 'julia-plain',
  );
  if (readiness?.state !== 'ready') throw new Error('Julia is not ready.');
  julia = readiness.interpreter;
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs a bundled program with Julia's standard library and the given packages alone, whatever this machine has. */
function run(program: string, options: readonly string[], packages: readonly string[] = []) {
  const file = path.join(ROOT, 'julia', program);
  const env = { JULIA_LOAD_PATH: [...packages, '@stdlib'].join(path.delimiter) };
  return execa(julia, ['--startup-file=no', file, ...options], { reject: false, env });
}

function lossOf(run: ProgramRun) {
  const end = run.markers.find((marker) => marker.event === 'end');
  if (end === undefined) throw new Error(`The program did not end well:\n${run.stderr}`);
  return end.last_loss ?? NaN;
}

/** The loss before the first step. */
function firstLossOf(run: ProgramRun) {
  const step = run.markers.find((marker) => marker.event === 'step');
  return step?.loss ?? NaN;
}

describe('mnist_flux.jl', () => {
  it('says that Flux is missing and how to get it, and ends with code 3', async () => {
    const { exitCode, stdout, stderr } = await run('mnist_flux.jl', ['--work', folder]);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^mnist_flux\.jl: the package Flux is not installed/u);
    expect(stderr).toContain("-e 'using Pkg; Pkg.instantiate()'");
    expect(stderr).not.toContain('Stacktrace');
  });

  it('gives Flux 0.13.9 and later what they want: the same images, weights and batches as all others', async () => {
    const settings = { epochs: 2, images: 300, threads: 1 };
    const numpy = await runProgram('python-numpy', settings);
    // Fakes: the real one of these versions needs a newer Julia than the oldest that is supported.
    vi.stubEnv('JULIA_LOAD_PATH', [path.join(ROOT, 'test/fixtures/packages'), '@stdlib'].join(path.delimiter));
    const flux = await runProgram('julia-flux', settings).finally(() => vi.unstubAllEnvs());
    expect(flux).toMatchObject({ exitCode: 0, stderr: '' });
    const told = flux.markers.map(({ event }) => event);
    expect(told).toEqual(['start', 'import', 'data', 'build', 'step', 'epoch', 'epoch', 'eval', 'end']);
    expect(flux.markers[0]).toMatchObject({ framework: 'Flux', framework_version: '0.16.0' });
    expect(Math.abs(firstLossOf(flux) / firstLossOf(numpy) - 1)).toBeLessThan(1e-4);
  });

  it('says that a Flux is too old, before anything else fails', async () => {
    // A fake: a package that has Flux's name and an old version.
    const packages = path.join(folder, 'packages');
    const fake = path.join(packages, 'Flux');
    await mkdir(path.join(fake, 'src'), { recursive: true });
    await writeFile(
      path.join(fake, 'Project.toml'),
      'name = "Flux"\nuuid = "587475ba-b771-5e3f-ad9e-33799f191a9c"\nversion = "0.10.4"\n',
    );
    await writeFile(path.join(fake, 'src', 'Flux.jl'), '__precompile__(false)\nmodule Flux end\n');
    const { exitCode, stderr } = await run('mnist_flux.jl', ['--work', folder], [packages]);
    expect(stderr).toContain('mnist_flux.jl: Flux 0.10.4 is too old: this program needs Flux 0.11 to 0.16.');
    expect(stderr).not.toContain('Stacktrace');
    expect(exitCode).toBe(3);
  });
});

describe('langbench_report.jl', () => {
  it('has in the time of some work what Julia does to compile it', async () => {
    // A loop is compiled before it runs; compiling `slow` takes a second.
    const program = `include(${JSON.stringify(path.join(ROOT, 'julia', 'langbench_report.jl'))})
      using .LangBenchReport
      @generated slow(x) = (Libc.systemsleep(1); :x)
      const watch = Stopwatch(0, 0)
      for i in 1:1
          @stopwatch watch slow(i)
      end
      print((watch.ended_ns - watch.started_ns) / 1e9)`;
    const { stdout } = await execa(julia, ['--startup-file=no', '-e', program], {
      env: { JULIA_LOAD_PATH: '@stdlib' },
    });
    expect(Number(stdout)).toBeGreaterThanOrEqual(1);
  });
});

describe('mnist_plain.jl', () => {
  it.each([
    { title: 'no work folder', options: [], message: '--work DIR is required' },
    { title: 'a folder that is not there', options: ['--work', 'missing'], message: 'there is no folder missing' },
    { title: 'an empty folder', options: ['--work', '.'], message: 'let LangBench write the work folder again' },
    { title: 'an unknown option', options: ['--wrok', '.'], message: 'unknown option --wrok' },
    { title: 'an option without its value', options: ['--work'], message: 'the option --work needs a value' },
    { title: 'no epochs', options: ['--work', '.', '--epochs=0'], message: '--epochs 0: a whole number from 1 on' },
  ])('refuses $title with one clear message and code 2', async ({ options, message }) => {
    const { exitCode, stderr } = await run(
      'mnist_plain.jl',
      options.map((option) => (option === '.' ? folder : option)),
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('Stacktrace');
  });

  it('refuses an image file that is cut short', async () => {
    const header = Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28]);
    await writeFile(path.join(folder, 'train-images-idx3-ubyte'), Buffer.concat([header, Buffer.alloc(28 * 28)]));
    const { exitCode, stderr } = await run('mnist_plain.jl', ['--work', folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('holds 784 bytes of data, but its header says 2 × 28 × 28');
  });

  // The last of these batches has 104 images: six groups of sixteen lanes and a half.
  const settings = { epochs: 3, images: 1000, threads: 1 };

  it('learns the same as NumPy, with one thread and with two, and allocates next to nothing in a later epoch', async () => {
    const numpy = await runProgram('python-numpy', settings);
    for (const threads of [1, 2]) {
      const plain = await runProgram('julia-plain', { ...settings, threads });
      expect(Math.abs(lossOf(plain) / lossOf(numpy) - 1)).toBeLessThan(1e-3);
      const epochs = plain.stdout.split(/^Epoch /mu).slice(2);
      expect(epochs).toHaveLength(2);
      for (const epoch of epochs) expect(epoch).toMatch(/allocations: \d+\.\d+ KiB/u);
    }
  });
});
