import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledExperiments, loadExperiment, ManifestError } from '../../../src/node/experiments.js';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'langbench-experiments-'))));
afterEach(() => rm(folder, { recursive: true }));

const minimal = {
  version: 1,
  id: 'tiny',
  title: 'Tiny',
  description: 'A job.',
  defaults: { epochs: 1, batchSize: 8, dataset: 'mnist' },
  datasets: ['mnist'],
  weights: [],
  implementations: [
    {
      id: 'python-tiny',
      title: 'Python',
      language: 'python',
      framework: 'none',
      program: 'tiny.py',
      arguments: ['{program}'],
      parsers: ['marker'],
    },
  ],
};

async function load(manifest: unknown) {
  const file = join(folder, 'x.langbench.json');
  await writeFile(file, typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return loadExperiment(file);
}

async function messageOf(manifest: unknown): Promise<string> {
  const error = await load(manifest).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ManifestError);
  return (error as Error).message;
}

const withImplementation = (change: object) => ({
  ...minimal,
  implementations: [{ ...minimal.implementations[0], ...change }],
});

describe('loadExperiment', () => {
  it('fills in what may be left out, and finds programs beside the manifest', async () => {
    const loaded = await load(minimal);
    const [implementation] = loaded.experiment.implementations;
    expect(implementation?.needs).toEqual({ packages: [] });
    expect(implementation && loaded.programPath(implementation)).toBe(join(folder, 'tiny.py'));
  });

  it('names line and column where a manifest is not JSON', async () => {
    expect(await messageOf('{\n  "version": 1,\n  "id": oops\n}')).toContain(
      'x.langbench.json:3:9: this is not JSON; unexpected "oops"',
    );
    expect(await messageOf('{"version": 1,}')).toContain(':1:15: this is not JSON; unexpected "}"');
    expect(await messageOf('{"version": 1')).toContain(':1:14: this is not JSON; unexpected the end of the file');
  });

  it('refuses what could not be held in memory, or name a file', async () => {
    const weight = { name: 'kernel', shape: [70_000, 70_000], initializer: 'zeros' };
    expect(await messageOf({ ...minimal, weights: [weight] })).toContain(
      'weights: expected at most 268435456 numbers in all, found 4900000000',
    );
    expect(await messageOf({ ...minimal, id: 'x'.repeat(65) })).toContain('id: expected <=64');
  });

  it('names the place and what was expected there', async () => {
    const { defaults } = minimal;
    expect(await messageOf({ ...minimal, defaults: { ...defaults, epochs: '3' } })).toContain(
      'defaults.epochs: expected number, found "3"',
    );
    expect(await messageOf(withImplementation({ parsers: ['marker', 'abacus'] }))).toMatch(
      /implementations\[0\]\.parsers\[1\]: expected \("marker" \| .*\), found "abacus"/,
    );
    expect(await messageOf(withImplementation({ parsers: [] }))).toContain('implementations[0].parsers: expected >=1');
    expect(await messageOf({ ...minimal, surprise: 1 })).toContain('surprise: there is no such property');
    expect(await messageOf({ ...minimal, title: undefined })).toContain('title: expected, but missing');
    expect(await messageOf('3')).toContain('(the whole of it): expected Object, found 3');
  });

  it('finds what no schema can say', async () => {
    const twice = { ...minimal, implementations: [minimal.implementations[0], minimal.implementations[0]] };
    expect(await messageOf(twice)).toContain('implementations[1].id: "python-tiny" is used twice');
    expect(await messageOf(withImplementation({ arguments: ['-u'] }))).toContain('expected {program}');
    expect(await messageOf(withImplementation({ needs: { version: '3.8+' } }))).toContain('found "3.8+"');
    expect(await messageOf(withImplementation({ executable: 'pypy', needs: { version: '>=3' } }))).toContain(
      '.needs: ',
    );
    expect(await messageOf(withImplementation({ language: 'r' }))).toContain('.executable: expected');
    expect(await messageOf(withImplementation({ patterns: ['(?<seconds>\\d', 'took \\d+'] }))).toMatch(
      /\.patterns\[0\]: .*not a regular expression[\s\S]*\.patterns\[1\]: .*name a group/,
    );
  });

  it('looks for data beside the manifest', async () => {
    const { experiment } = await load({
      ...minimal,
      defaults: { ...minimal.defaults, dataset: './data' },
      datasets: ['../data', 'mnist'],
    });
    expect(experiment.defaults.dataset).toBe(join(folder, 'data'));
    expect(experiment.datasets).toEqual([join(folder, '..', 'data'), 'mnist']);
  });

  it('takes a file that begins with a byte order mark', async () => {
    expect((await load(`\uFEFF${JSON.stringify(minimal)}`)).experiment.id).toBe('tiny');
  });

  it('tells which file cannot be read', async () => {
    await expect(loadExperiment(join(folder, 'none.json'))).rejects.toThrow(/none\.json/);
  });
});

describe('the bundled experiments', () => {
  it('are valid, mnist among them with its four implementations', async () => {
    const mnist = (await bundledExperiments(root)).find(({ experiment }) => experiment.id === 'mnist');
    expect(mnist?.experiment.implementations.map(({ id }) => id)).toEqual([
      'python-tensorflow',
      'julia-flux',
      'python-numpy',
      'julia-plain',
    ]);
  });

  it('have a JSON schema that says what the code says', () => {
    execFileSync(process.execPath, [join(root, 'scripts/schema.mjs'), '--check']);
  });
});
