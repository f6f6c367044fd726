import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/** Runs a bundled program with Julia's standard library alone, whatever packages this machine has. */
function run(program: string, options: readonly string[]) {
  const file = path.join(ROOT, 'julia', program);
  return execa(julia, ['--startup-file=no', file, ...options], { reject: false, env: { JULIA_LOAD_PATH: '@stdlib' } });
}

function lossOf(run: ProgramRun) {
  const end = run.markers.find((marker) => marker.event === 'end');
  if (end === undefined) throw new Error(`The program did not end well:\n${run.stderr}`);
  return end.last_loss ?? NaN;
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
