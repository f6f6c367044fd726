import { interpretedLanguage, type Implementation } from '../../core/model/experiment.js';
import type { Readiness } from '../../core/model/readiness.js';
import type { Problem } from '../../core/model/run.js';
import type { Sentence } from '../../core/model/sentence.js';
import { judge, setUpRemedy } from '../../core/toolchain/judge.js';
import type { ProbeAnswer } from '../../core/toolchain/probe.js';
import type { LoadedExperiment } from '../experiments.js';
import { checkReadiness } from './check.js';
import { WantedEnvironment } from './environments.js';
import { chosenInterpreter, installedInterpreters, type ChosenInterpreters } from './interpreters.js';
import { Prober } from './probe.js';
import { SetUpError } from './set-up-error.js';
import { makeJuliaProject } from './set-up-julia.js';
import { makePythonEnvironment } from './set-up-python.js';

export interface SetUpProgress {
  readonly implementation: string;
  /** A sentence, or a line that a tool printed. */
  readonly message: string | Sentence;
}

export interface SetUpOptions {
  /** Stops what is under way; nothing half-made stays. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SetUpProgress) => void;
  readonly interpreters?: ChosenInterpreters;
}

/**
 * Makes implementations ready: environments in the user's cache folder, which later calls reuse as long as what they are made
 * from stays the same. What cannot be made ready is told in the result, and the others go on.
 *
 * @param ids of the implementations, or none for all of the experiment
 * @returns the readiness of each, in the order of the ids
 */
export async function setUp(
  experiment: LoadedExperiment,
  ids: readonly string[],
  options: SetUpOptions,
): Promise<Readiness[]> {
  const all = experiment.experiment.implementations;
  const wanted = ids.length === 0 ? all : ids.map((id) => find(all, id));
  const results: Readiness[] = [];
  let readiness = await checkReadiness(experiment, options);
  for (const { id } of wanted) {
    let result = of(readiness, id);
    if (result.state === 'not-ready') {
      const problem = await setUpOne(experiment, find(all, id), options);
      // Several implementations can share an environment, and what was found before no longer holds.
      if (!problem) readiness = await checkReadiness(experiment, options);
      result = problem ? { state: 'not-ready', implementation: id, problem } : of(readiness, id);
    }
    results.push(result);
  }
  return results;
}

function of(readiness: readonly Readiness[], id: string): Readiness {
  const found = readiness.find(({ implementation }) => implementation === id);
  if (!found) throw new Error(`The readiness of "${id}" is not known`);
  return found;
}

function find(all: readonly Implementation[], id: string): Implementation {
  const found = all.find((each) => each.id === id);
  if (!found)
    throw new Error(`There is no implementation "${id}"; there are ${all.map((each) => each.id).join(', ')}.`);
  return found;
}

/** Gives the problem that came up, if one did. */
async function setUpOne(
  experiment: LoadedExperiment,
  implementation: Implementation,
  options: SetUpOptions,
): Promise<Problem | undefined> {
  try {
    await makeEnvironment(experiment, implementation, options);
    return undefined;
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof SetUpError)) throw error;
    const { kind, told: message, remedy } = error;
    await WantedEnvironment.of(experiment, implementation)?.keepFailure({ message, remedy });
    return { kind, message, remedy: remedy ?? setUpRemedy(implementation) };
  }
}

async function makeEnvironment(
  experiment: LoadedExperiment,
  implementation: Implementation,
  { signal, onProgress, interpreters = {} }: SetUpOptions,
): Promise<void> {
  const { id, language, needs } = implementation;
  const environment = WantedEnvironment.of(experiment, implementation);
  const base = await findBase(implementation, interpreters, signal);
  // Without either, what readiness says is all there is to say.
  if (!environment || !base) return;
  const build = language === 'python' ? makePythonEnvironment : makeJuliaProject;
  await environment.make(async (directory) => {
    await build(directory, base, environment.source, needs.packages, {
      signal,
      onLine: (message) => {
        onProgress({ implementation: id, message });
      },
    });
    return { interpreter: base.executable, version: base.version };
  });
}

/** The interpreter that an environment is made with: the chosen one, or the first on the PATH that fits but for packages. */
async function findBase(
  implementation: Implementation,
  interpreters: ChosenInterpreters,
  signal: AbortSignal,
): Promise<ProbeAnswer | undefined> {
  const { needs } = implementation;
  const language = interpretedLanguage(implementation);
  if (!language) return undefined;
  const choice = await chosenInterpreter(language, interpreters);
  const prober = new Prober({ python: [], julia: [] }, signal);
  for (const command of choice ? [choice.command] : await installedInterpreters(language)) {
    const { answer } = await prober.ask(language, command);
    if (answer && !judge({ ...implementation, needs: { ...needs, packages: [] } }, answer)) return answer;
  }
  return undefined;
}
