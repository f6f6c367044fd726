import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { findJsonFault } from '../core/json-fault.js';
import { ExperimentSchema, languages, type Experiment, type Implementation } from '../core/model/experiment.js';
import { joined, sentence, type Sentence } from '../core/model/sentence.js';
import { compilePattern } from '../core/parse/custom.js';
import { describeIssue } from '../core/schema-issue.js';
import { ToldError, toldBy } from '../core/told-error.js';
import { isVersionRange } from '../core/toolchain/version-range.js';
import { countParameters } from '../core/work/weights.js';

/** They are drawn and held in memory, at 4 bytes each. */
const MOST_PARAMETERS = 2 ** 28;

/** An experiment and where its manifest lies. */
export interface LoadedExperiment {
  readonly experiment: Experiment;
  /** Absolute path of the manifest. */
  readonly file: string;
  /** Absolute path of an implementation's program. */
  programPath(implementation: Implementation): string;
}

/** A manifest that cannot be used; the message names the file, the place in it and what was expected there. */
export class ManifestError extends ToldError {
  override readonly name = 'ManifestError';
}

/** Reads and checks a `*.langbench.json` manifest. Throws {@link ManifestError}. */
export async function loadExperiment(file: string): Promise<LoadedExperiment> {
  const path = resolve(file);
  const experiment = withFolders(parseManifest(path, await readManifest(path)), dirname(path));
  return {
    experiment,
    file: path,
    programPath: (implementation) => resolve(dirname(path), implementation.program),
  };
}

/** Folders of data that are told relative to the manifest, wherever LangBench is started. */
function withFolders(experiment: Experiment, base: string): Experiment {
  const located = (dataset: string): string => (/^\.{1,2}\//.test(dataset) ? resolve(base, dataset) : dataset);
  const { defaults, datasets } = experiment;
  return {
    ...experiment,
    defaults: { ...defaults, dataset: located(defaults.dataset) },
    datasets: datasets.map(located),
  };
}

/** The experiments that come with LangBench, by file name. `root` is the folder that holds `experiments/`. */
export async function bundledExperiments(root: string): Promise<LoadedExperiment[]> {
  const files = await manifestsIn(join(root, 'experiments'));
  return Promise.all(files.map((file) => loadExperiment(file)));
}

/** What the manifests of a folder describe, by file name, and those that cannot be used with the reason. */
export interface ExperimentListing {
  readonly experiments: readonly LoadedExperiment[];
  readonly unreadable: readonly { readonly file: string; readonly message: string | Sentence }[];
}

/** Looks into the folder itself and not into those below. */
export async function experimentsIn(folder: string): Promise<ExperimentListing> {
  const experiments: LoadedExperiment[] = [];
  const unreadable: { file: string; message: string | Sentence }[] = [];
  const files = await manifestsIn(folder).catch((error: unknown) => {
    unreadable.push({ file: folder, message: sentence('Experiments cannot be looked for here: {0}', toldBy(error)) });
    return [];
  });
  for (const file of files) {
    await loadExperiment(file).then(
      (loaded) => experiments.push(loaded),
      (error: unknown) => unreadable.push({ file, message: toldBy(error) }),
    );
  }
  return { experiments, unreadable };
}

/** Nothing but files: reading a pipe would never end. */
async function manifestsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.name.endsWith('.langbench.json') && (entry.isFile() || entry.isSymbolicLink()))
    .map(({ name }) => join(folder, name))
    .sort();
}

async function readManifest(path: string): Promise<string> {
  try {
    // Some editors begin a file with a byte order mark.
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ManifestError(sentence('Cannot read the experiment {0}: {1}', path, toldBy(error)), { cause: error });
  }
}

/** @param path names the file in error messages */
function parseManifest(path: string, text: string): Experiment {
  const fault = findJsonFault(text);
  if (fault) {
    const { line, column, found } = fault;
    throw new ManifestError(sentence('{0}:{1}:{2}: this is not JSON; unexpected {3}', path, line, column, found));
  }
  const result = v.safeParse(ExperimentSchema, JSON.parse(text));
  const faults = result.success ? inconsistencies(result.output) : result.issues.map(describeIssue);
  if (!result.success || faults.length > 0) {
    throw new ManifestError(sentence('{0} is not a valid experiment:\n  {1}', path, joined(faults, '\n  ')));
  }
  return result.output;
}

/** What a schema cannot say. */
function inconsistencies({ implementations, weights }: Experiment): Sentence[] {
  const ids = implementations.map(({ id }) => id);
  const parameters = countParameters(weights);
  const tooMany = sentence('weights: expected at most {0} numbers in all, found {1}', MOST_PARAMETERS, parameters);
  const faults = implementations.flatMap((implementation, index) => {
    const { id } = implementation;
    const faults = [
      ...(ids.indexOf(id) === index ? [] : [sentence('id: "{0}" is used twice', id)]),
      ...launchFaults(implementation),
      ...needsFaults(implementation),
      ...patternFaults(implementation),
    ];
    return faults.map((fault) => ({ text: 'implementations[{0}].{1}', values: [index, fault] }));
  });
  return parameters > MOST_PARAMETERS ? [tooMany, ...faults] : faults;
}

function launchFaults({ language, executable, arguments: words }: Implementation): Sentence[] {
  if (executable !== undefined) return [];
  if (!languages.some((each) => each === language)) {
    return [
      sentence(
        'executable: expected, since the language is "{0}"; for {1} alone it is found',
        language,
        sentence('{0} and {1}', ...languages),
      ),
    ];
  }
  return words.some((word) => word.includes('{program}'))
    ? []
    : [sentence('arguments: expected {0} in one of them, else nothing would run', '{program}')];
}

function needsFaults({ needs, executable }: Implementation): Sentence[] {
  const { version, packages, environment } = needs;
  if (executable !== undefined && (version !== undefined || packages.length > 0 || environment !== undefined)) {
    return [sentence('needs: there is no way to check it where "executable" says what is launched')];
  }
  return version === undefined || isVersionRange(version)
    ? []
    : [sentence('needs.version: expected a range such as ">=1.5 <2", found "{0}"', version)];
}

function patternFaults({ patterns = [] }: Implementation): Sentence[] {
  return patterns.flatMap((pattern, index) => {
    try {
      compilePattern(pattern);
      return [];
    } catch (error) {
      return [{ text: 'patterns[{0}]: {1}', values: [index, toldBy(error)] }];
    }
  });
}
