import { describe, expect, test } from 'vitest';
import type { Implementation, Language } from '../../../src/core/model/experiment.js';
import {
  explainExit,
  explainSilence,
  explainTimeout,
  explainUnstarted,
  type ExitFacts,
} from '../../../src/core/trial/failure.js';
import { inEnglish } from '../../support/in-english.js';

const implementation = (language: Language, parsers: Implementation['parsers'] = ['marker']): Implementation => ({
  id: `${language}-x`,
  title: `X in ${language}`,
  language,
  framework: 'X',
  program: 'x',
  arguments: [],
  threadEnvironment: {},
  needs: { packages: [] },
  parsers,
});

const python = (lines: string, more: Partial<ExitFacts> = {}): ExitFacts => ({
  implementation: implementation('python'),
  exitCode: 1,
  signal: null,
  lastLines: lines.split('\n'),
  log: '/runs/1/x.log.gz',
  ...more,
});
const julia = (lines: string): ExitFacts => ({ ...python(lines), implementation: implementation('julia') });

describe('a missing package', () => {
  test.each([
    [python("Traceback (most recent call last):\nModuleNotFoundError: No module named 'tensorflow'"), 'tensorflow'],
    [python("ModuleNotFoundError: No module named 'tensorflow.keras'"), 'tensorflow.keras'],
    [python('ImportError: No module named numpy'), 'numpy'],
    [julia('ERROR: LoadError: ArgumentError: Package Flux not found in current path:\n- Run `import Pkg`'), 'Flux'],
    [
      julia(
        'ERROR: LoadError: ArgumentError: Package Zygote [e88e6eb3] is required but does not seem to be installed:',
      ),
      'Zygote',
    ],
  ])('is named, with the command that mends it', (facts, name) => {
    expect(inEnglish(explainExit(facts))).toEqual({
      kind: 'missing-package',
      message: `It lacks the package ${name}.`,
      remedy: { kind: 'set-up', implementation: facts.implementation.id, language: facts.implementation.language },
    });
  });

  test('is told in the words of a program that found it itself', () => {
    expect(
      inEnglish(explainExit(python('mnist.py needs the package numpy: pip install numpy', { exitCode: 3 }))),
    ).toMatchObject({
      kind: 'missing-package',
      message: 'It lacks a package: mnist.py needs the package numpy: pip install numpy',
    });
  });
});

describe('another version of the language', () => {
  test.each([
    python('RuntimeError: this program requires Python 3.12'),
    julia('ERROR: LoadError: this program requires Julia 1.6 or later'),
  ])('is known by what the program says', (facts) => {
    expect(inEnglish(explainExit(facts))).toMatchObject({
      kind: 'wrong-version',
      remedy: expect.stringMatching(/^Install/) as string,
    });
  });
});

describe('a crash', () => {
  test('is told with the exit code, the line that tells most, and the log', () => {
    expect(inEnglish(explainExit(python('Traceback\nValueError: bad shape\n')))).toEqual({
      kind: 'crash',
      message: 'It ended with exit code 1: ValueError: bad shape',
      remedy: 'Read what it printed: gzip -dc /runs/1/x.log.gz',
    });
  });

  test("has Julia's error, not the stack behind it", () => {
    const facts = julia('ERROR: LoadError: DimensionMismatch("A has 3")\nStacktrace:\n [1] top-level scope at x.jl:3');
    expect(inEnglish(explainExit(facts)).message).toContain('DimensionMismatch("A has 3")');
  });

  test('by a signal has its name', () => {
    const ended = (said: string) => inEnglish(explainExit(python(said, { exitCode: null, signal: 'SIGSEGV' }))).message;
    expect(ended('MemoryError: no room\nbye')).toBe('It was ended by SIGSEGV: MemoryError: no room');
    // What it said last of its work is no reason.
    expect(ended('Epoch 1 took 0.5 seconds')).toBe('It was ended by SIGSEGV.');
  });

  test('by SIGKILL may be for want of memory', () => {
    const { remedy } = inEnglish(explainExit(python('', { exitCode: null, signal: 'SIGKILL', lastLines: [] })));
    expect(remedy).toMatch(/out of memory.*fewer images/);
  });

  test('is not explained by a marker line, which only tells how far it came', () => {
    const lines = 'loading\n:::LANGBENCH {"v":1,"event":"epoch"}';
    expect(inEnglish(explainExit(python(lines))).message).toBe('It ended with exit code 1: loading');
  });

  test('with a line without end is told in short', () => {
    expect(inEnglish(explainExit(python('x'.repeat(10_000)))).message).toMatch(/^It ended with exit code 1: x{300}…$/);
  });

  test('names its log as a shell takes it', () => {
    const { remedy } = inEnglish(explainExit(python('fault', { log: "/home/it's mine/x.log.gz" })));
    expect(remedy).toBe(String.raw`Read what it printed: gzip -dc '/home/it'\''s mine/x.log.gz'`);
  });

  test('without a word is told too', () => {
    const facts = { implementation: implementation('python'), exitCode: 2, signal: null, lastLines: [] };
    expect(inEnglish(explainExit(facts))).toEqual({
      kind: 'crash',
      message: 'It ended with exit code 2.',
      remedy: 'Run it by hand to see more.',
    });
  });
});

describe('a program that ended well but told nothing', () => {
  test.each([
    [['marker', 'elapsed'] as const, /marker line `end`/],
    [['keras'] as const, /no time that its parsers \(keras\) can read/],
  ])('with parsers %j', (parsers, message) => {
    const facts = { ...python(''), exitCode: 0, implementation: implementation('python', [...parsers]) };
    expect(inEnglish(explainSilence(facts))).toMatchObject({
      kind: 'bad-output',
      message: expect.stringMatching(message) as string,
    });
  });
});

test('a time limit is told with what to do about it', () => {
  expect(inEnglish(explainTimeout(600))).toMatchObject({
    message: 'It was ended because it took longer than 600 s.',
    remedy: { kind: 'longer-timeout' },
  });
});

test('an interpreter that is gone is told apart from one that does not start', () => {
  const missing = inEnglish(
    explainUnstarted(implementation('julia'), '/opt/julia', { code: 'ENOENT', message: 'spawn' }),
  );
  expect(missing).toMatchObject({
    kind: 'missing-interpreter',
    message: expect.stringContaining('/opt/julia') as string,
  });
  const denied = inEnglish(
    explainUnstarted(implementation('julia'), '/opt/julia', { code: 'EACCES', message: 'spawn EACCES' }),
  );
  expect(denied).toMatchObject({ kind: 'crash', message: expect.stringContaining('EACCES') as string });
});
