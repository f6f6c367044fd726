import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { findJsonFault } from '../core/json-fault.js';
import { ExperimentSchema, type Experiment, type Implementation } from '../core/model/experiment.js';
import { parserNames } from '../core/parse/index.js';
import { isVersionRange } from '../core/toolchain/version-range.js';

/** An experiment and where its manifest lies. */
export interface LoadedExperiment {
  readonly experiment: Experiment;
  /** Absolute path of the manifest. */
  readonly file: string;
  /** Absolute path of an implementation's program. */
  programPath(implementation: Implementation): string;
}

/** A manifest that cannot be used; the message names the file, the place in it and what was expected there. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** Reads and checks a `*.langbench.json` manifest. Throws {@link ManifestError}. */
export async function loadExperiment(file: string): Promise<LoadedExperiment> {
  const path = resolve(file);
  const experiment = parseManifest(path, await readManifest(path));
  return {
    experiment,
    file: path,
    programPath: (implementation) => resolve(dirname(path), implementation.program),
  };
}

/** The experiments that come with LangBench, by file name. `root` is the folder that holds `experiments/`. */
export async function bundledExperiments(root: string): Promise<LoadedExperiment[]> {
  const folder = join(root, 'experiments');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.langbench.json')).sort();
  return Promise.all(names.map((name) => loadExperiment(join(folder, name))));
}

async function readManifest(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ManifestError(`Cannot read the experiment ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** @param path names the file in error messages */
function parseManifest(path: string, text: string): Experiment {
  const fault = findJsonFault(text);
  if (fault) {
    throw new ManifestError(`${path}:${fault.line}:${fault.column}: this is not JSON; unexpected ${fault.found}`);
  }
  const result = v.safeParse(ExperimentSchema, JSON.parse(text));
  const faults = result.success ? inconsistencies(result.output) : result.issues.map(describeIssue);
  if (!result.success || faults.length > 0) {
    throw new ManifestError(`${path} is not a valid experiment:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
  return result.output;
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = jsonPath(issue.path?.map((item) => item.key as string | number) ?? []);
  if (issue.type === 'strict_object' && issue.path) {
    return `${place}: ${issue.expected === 'never' ? 'there is no such property' : 'expected, but missing'}`;
  }
  return `${place}: ${issue.expected === null ? issue.message : `expected ${issue.expected}, found ${issue.received}`}`;
}

/** `implementations[0].parsers`; `(the whole file)` for the root. */
function jsonPath(keys: readonly (string | number)[]): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || '(the whole file)';
}

/** What a schema cannot say. */
function inconsistencies(experiment: Experiment): string[] {
  const ids = experiment.implementations.map(({ id }) => id);
  return experiment.implementations.flatMap((implementation, index) => {
    const { id, arguments: words, parsers, needs } = implementation;
    const place = `implementations[${index}]`;
    const unknown = parsers.filter((name) => !parserNames.some((each) => each === name));
    return [
      ...(ids.indexOf(id) === index ? [] : [`${place}.id: "${id}" is used twice`]),
      ...(words.some((word) => word.includes('{program}'))
        ? []
        : [`${place}.arguments: expected {program} in one of them, else nothing would run`]),
      ...unknown.map((name) => `${place}.parsers: expected some of ${parserNames.join(', ')}, found "${name}"`),
      ...(needs.version === undefined || isVersionRange(needs.version)
        ? []
        : [`${place}.needs.version: expected a range such as ">=1.5 <2", found "${needs.version}"`]),
    ];
  });
}
