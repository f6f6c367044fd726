import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Readiness } from '../../../src/core/model/readiness.js';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { checkReadiness, type ReadinessOptions } from '../../../src/node/toolchain/index.js';
import type { ChosenInterpreters } from '../../../src/node/toolchain/interpreters.js';
import { answers, fake, fakeExperiment, useFakeTools } from './fake-tools.js';
import { inEnglish, type InEnglish } from '../../support/in-english.js';

const realPath = process.env['PATH'];
const tools = useFakeTools();
let experiment: LoadedExperiment;
beforeEach(async () => (experiment = await fakeExperiment(tools.path)));

async function check(options: ReadinessOptions = {}): Promise<Record<'snake' | 'jewel', InEnglish<Readiness>>> {
  const [snake, jewel] = inEnglish(await checkReadiness(experiment, options));
  if (!snake || !jewel) throw new Error('Both implementations should be told of');
  return { snake, jewel };
}

const inBin = (name: string): string => join(tools.bin, name);

describe('checkReadiness', () => {
  it('finds interpreters on the PATH, with the versions of what they have', async () => {
    await fake(inBin('python3'), answers('3.11.2', { scales: '1.2' }));
    await fake(inBin('julia'), answers('1.10.4', { Facets: '0.9' }));
    expect(await check()).toEqual({
      snake: {
        state: 'ready',
        implementation: 'snake',
        interpreter: inBin('python3'),
        version: '3.11.2',
        packages: { scales: '1.2' },
        environment: {},
      },
      jewel: {
        state: 'ready',
        implementation: 'jewel',
        interpreter: inBin('julia'),
        version: '1.10.4',
        packages: { Facets: '0.9' },
        environment: {},
      },
    });
  });

  it('tells that there is no interpreter', async () => {
    const { snake, jewel } = await check();
    expect(snake).toMatchObject({
      problem: {
        kind: 'missing-interpreter',
        message: 'There is no Python on the PATH, which The snake needs.',
        remedy: expect.stringContaining('apt-get install python3') as unknown,
      },
    });
    expect(jewel).toMatchObject({
      problem: { kind: 'missing-interpreter', remedy: expect.stringMatching(/julialang/) as unknown },
    });
  });

  it('tells which package is missing, and the command that mends it', async () => {
    await fake(inBin('python3'), answers('3.11.2'));
    expect((await check()).snake).toEqual({
      state: 'not-ready',
      implementation: 'snake',
      problem: {
        kind: 'missing-package',
        message: `Python 3.11.2 (${inBin('python3')}) has no scales.`,
        remedy: { kind: 'set-up', implementation: 'snake', language: 'python' },
      },
    });
  });

  it('tells that a version does not fit', async () => {
    await fake(inBin('python3'), answers('3.7.17', { scales: '1' }));
    await fake(inBin('julia'), answers('2.0.0', { Facets: '1' }));
    const { snake, jewel } = await check();
    expect(snake).toMatchObject({
      problem: { kind: 'wrong-version', message: expect.stringMatching(/3\.7\.17 .* needs Python >=3\.8/) as unknown },
    });
    expect(jewel).toMatchObject({ problem: { kind: 'wrong-version' } });
  });

  it('passes over interpreters that will not do for one that does, and else tells of the nearest', async () => {
    await fake(inBin('python3'), answers('3.7.17'));
    await fake(inBin('python'), answers('3.12.0'));
    expect((await check()).snake).toMatchObject({ problem: { kind: 'missing-package' } });
    process.env['PATH'] = `${tools.bin}:${join(tools.path, 'other')}`;
    const other = await fake(join(tools.path, 'other', 'python3'), answers('3.10.0', { scales: '' }));
    expect((await check()).snake).toMatchObject({ state: 'ready', interpreter: other, packages: { scales: '' } });
  });

  it('tells of a Julia that dies of any exception, and what to do about it', async () => {
    const untilException = answers('1.5.3', { Facets: '1' })
      .split('\n')
      .filter((line) => !line.includes('exceptions'))
      .join('\n');
    await fake(inBin('julia'), `${untilException}\nkill -SEGV $$`);
    expect((await check()).jewel).toMatchObject({
      problem: {
        kind: 'crash',
        message: expect.stringContaining('dies of any exception') as unknown,
        remedy: expect.stringContaining('libunwind8=1.3.2-2') as unknown,
      },
    });
    // A launcher in between tells of the signal by its exit code.
    await fake(inBin('julia'), `${untilException}\nexit 139`);
    expect((await check()).jewel).toMatchObject({ problem: { kind: 'crash' } });
  });

  it('tells why an interpreter does not work', async () => {
    await fake(inBin('python3'), 'echo "python3: version 3.9.9 is not installed" >&2; exit 127');
    expect((await check()).snake).toMatchObject({
      problem: {
        kind: 'crash',
        message: `${inBin('python3')} does not work: it ended with exit code 127: python3: version 3.9.9 is not installed`,
      },
    });
  });

  it('takes the interpreter that was chosen and no other', async () => {
    await fake(inBin('python3'), answers('3.11.2', { scales: '1' }));
    const chosen = await fake(join(tools.path, 'own', 'python'), answers('3.12.0', { scales: '2' }));
    expect((await check({ interpreters: { python: chosen } })).snake).toMatchObject({ interpreter: chosen });
    process.env['LANGBENCH_PYTHON'] = chosen;
    expect((await check()).snake).toMatchObject({ interpreter: chosen });
    process.env['LANGBENCH_PYTHON'] = join(tools.path, 'nowhere', 'python');
    expect((await check()).snake).toMatchObject({
      problem: {
        kind: 'missing-interpreter',
        message: `${join(tools.path, 'nowhere', 'python')}, chosen by LANGBENCH_PYTHON, does not work: it is not there`,
        remedy: { kind: 'choose-interpreter', language: 'python' },
      },
    });
  });

  it('tells what was chosen where it is no interpreter of the language', async () => {
    // Each language is asked by options of its own, which no other understands.
    const asks = (option: string) => `[ "$1" = ${option} ] || { echo 'unknown option' >&2; exit 2; }`;
    const julia = await fake(join(tools.path, 'own', 'julia'), `${asks('--startup-file=no')}\n${answers('1.10.4')}`);
    const python = await fake(join(tools.path, 'own', 'python'), `${asks('-c')}\n${answers('3.12.0')}`);
    const silent = await fake(join(tools.path, 'own', 'true'), 'exit 0');
    const text = join(tools.path, 'own', 'text');
    await writeFile(text, 'words');
    const messageOf = async (interpreters: ChosenInterpreters, id: 'snake' | 'jewel') => {
      const readiness = (await check({ interpreters }))[id];
      return readiness.state === 'not-ready' ? readiness.problem.message : undefined;
    };
    const by = 'chosen by option or setting';
    expect(await messageOf({ python: julia }, 'snake')).toBe(`${julia}, ${by}, is Julia 1.10.4, and Python is wanted.`);
    expect(await messageOf({ python: julia, julia }, 'snake')).toContain('is Julia 1.10.4, and Python is wanted.');
    expect(await messageOf({ julia: python }, 'jewel')).toContain('is Python 3.12.0, and Julia is wanted.');
    expect(await messageOf({ python: silent }, 'snake')).toBe(
      `${silent}, ${by}, does not answer as Python does: it ended without a word`,
    );
    expect(await messageOf({ python: tools.path }, 'snake')).toContain(
      'is a folder, and an interpreter of Python is wanted.',
    );
    expect(await messageOf({ python: text }, 'snake')).toContain('is no program that can be run');
  });

  it('asks for another choice where the chosen one is too old, and for setting up where it lacks packages alone', async () => {
    const [old, bare] = [join(tools.path, 'old', 'python'), join(tools.path, 'bare', 'python')];
    await fake(old, answers('3.6.1', { scales: '1' }));
    await fake(bare, answers('3.12.0', {}));
    const remedyOf = async (python: string) => {
      const { snake } = await check({ interpreters: { python } });
      return snake.state === 'not-ready' ? snake.problem.remedy : undefined;
    };
    expect(await remedyOf(old)).toEqual({ kind: 'choose-interpreter', language: 'python' });
    expect(await remedyOf(bare)).toEqual({ kind: 'set-up', implementation: 'snake', language: 'python' });
  });

  it('looks up a chosen name on the PATH', async () => {
    const chosen = await fake(inBin('python3.12'), answers('3.12.0', { scales: '2' }));
    expect((await check({ interpreters: { python: 'python3.12' } })).snake).toMatchObject({ interpreter: chosen });
  });

  it('tells of a program that is not there', async () => {
    await rm(join(tools.path, 'snake.txt'));
    expect((await check()).snake).toMatchObject({ problem: { kind: 'missing-program' } });
  });

  it('ends an interpreter that hangs when it is cancelled', async () => {
    await fake(inBin('python3'), 'sleep 600');
    const signal = AbortSignal.timeout(100);
    await expect(checkReadiness(experiment, { signal })).rejects.toThrow(/timeout/i);
  });

  it('asks the real Python', async () => {
    process.env['PATH'] = realPath;
    const [snake] = experiment.experiment.implementations;
    const implementations = snake
      ? [{ ...snake, needs: { version: '>=3.8', packages: ['json', 'no_such_module', 'empty'] } }]
      : [];
    const real = { ...experiment, experiment: { ...experiment.experiment, implementations } };
    const { stdout } = await execa('python3', ['-c', 'import sys; print(sys.executable)']);
    await mkdir(join(tools.path, 'packages', 'empty'), { recursive: true });
    vi.stubEnv('PYTHONPATH', join(tools.path, 'packages'));
    const [readiness] = inEnglish(await checkReadiness(real));
    expect(readiness).toMatchObject({
      problem: {
        kind: 'missing-package',
        message: expect.stringMatching(/^Python 3\.\d+\.\d+ \(.*\) has no no_such_module, empty\.$/) as unknown,
      },
    });
    expect(JSON.stringify(readiness)).toContain(stdout);
    vi.unstubAllEnvs();
  });
});

describe('an implementation whose manifest names what is launched', () => {
  async function checkNamed(named: { build?: string[]; executable: string }): Promise<InEnglish<Readiness>> {
    const [snake] = experiment.experiment.implementations;
    if (!snake) throw new Error('The experiment should have implementations');
    const implementations = [{ ...snake, ...named, language: 'adder', needs: { packages: [] } }];
    const [readiness] = inEnglish(
      await checkReadiness({
        ...experiment,
        experiment: { ...experiment.experiment, implementations },
      }),
    );
    if (!readiness) throw new Error('It should be told of');
    return readiness;
  }

  it('is ready when that is on the PATH, or lies where it says', async () => {
    await fake(inBin('adder'), 'exit 1');
    expect(await checkNamed({ executable: 'adder' })).toMatchObject({ state: 'ready', interpreter: inBin('adder') });
    const program = await fake(join(tools.path, 'snake.txt'), '');
    expect(await checkNamed({ executable: './snake.txt' })).toMatchObject({ state: 'ready', interpreter: program });
    expect(await checkNamed({ executable: '{program}' })).toMatchObject({ state: 'ready', interpreter: program });
  });

  it('needs what builds it, but not yet what that makes', async () => {
    const named = { build: ['adder', '{program}'], executable: '{work}/adder' };
    expect(await checkNamed(named)).toMatchObject({
      problem: { kind: 'missing-interpreter', message: 'There is no adder that can be run, which The snake needs.' },
    });
    await fake(inBin('adder'), '');
    expect(await checkNamed(named)).toMatchObject({ state: 'ready', interpreter: '{work}/adder' });
    const beside = { ...named, executable: './target/adder' };
    expect(await checkNamed(beside)).toMatchObject({ state: 'ready', interpreter: join(tools.path, 'target/adder') });
    expect(await checkNamed({ executable: '{work}/adder' })).toMatchObject({ state: 'not-ready' });
  });

  it('is not ready when that is not there', async () => {
    expect(await checkNamed({ executable: './snake.txt' })).toMatchObject({
      problem: { remedy: expect.stringContaining('"executable"') as unknown },
    });
  });
});
