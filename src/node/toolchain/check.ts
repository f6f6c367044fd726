import { access } from 'node:fs/promises';
import { interpretedLanguage, type Implementation, type Language } from '../../core/model/experiment.js';
import type { Readiness } from '../../core/model/readiness.js';
import type { Problem } from '../../core/model/run.js';
import { sentence } from '../../core/model/sentence.js';
import {
  judge,
  launchRemedy,
  missingInterpreter,
  missingProgram,
  nearestProblem,
  setUpRemedy,
} from '../../core/toolchain/judge.js';
import type { LoadedExperiment } from '../experiments.js';
import { isSetUp } from '../../core/report/remedy.js';
import { attempts, type Attempt } from './attempts.js';
import { WantedEnvironment } from './environments.js';
import type { ChosenInterpreters } from './interpreters.js';
import { findNamed } from './named-tools.js';
import { Prober, type FailedProbe } from './probe.js';
import { describeWrongChoice } from './wrong-choice.js';

export interface ReadinessOptions {
  /** Chosen by a person; else `LANGBENCH_PYTHON` and `LANGBENCH_JULIA`, the environments of `setup`, and the PATH count. */
  readonly interpreters?: ChosenInterpreters;
  readonly signal?: AbortSignal;
}

/** Tells for each implementation, in the manifest's order, whether it can run here now, or what is missing. */
export async function checkReadiness(
  experiment: LoadedExperiment,
  options: ReadinessOptions = {},
): Promise<Readiness[]> {
  const { implementations } = experiment.experiment;
  const signal = options.signal ?? new AbortController().signal;
  signal.throwIfAborted();
  const prober = new Prober({ python: packagesOf('python'), julia: packagesOf('julia') }, signal);
  return Promise.all(implementations.map((each) => check(experiment, each, options.interpreters ?? {}, prober)));

  function packagesOf(language: Language): string[] {
    const all = implementations.filter((each) => each.language === language).flatMap(({ needs }) => needs.packages);
    return [...new Set(all)];
  }
}

async function check(
  experiment: LoadedExperiment,
  implementation: Implementation,
  chosen: ChosenInterpreters,
  prober: Prober,
): Promise<Readiness> {
  const { id } = implementation;
  const program = experiment.programPath(implementation);
  if (!(await exists(program))) {
    return { state: 'not-ready', implementation: id, problem: missingProgram(implementation, program) };
  }
  const named = await findNamed(experiment, implementation);
  if (named.problem) return { state: 'not-ready', implementation: id, problem: named.problem };
  if (named.executable !== undefined) {
    const { executable: interpreter } = named;
    return { state: 'ready', implementation: id, interpreter, version: '', packages: {}, environment: {} };
  }
  const problems: Problem[] = [];
  for await (const attempt of attempts(experiment, implementation, chosen, prober)) {
    const { answer } = attempt.probe;
    const problem = answer
      ? judge(implementation, answer)
      : await unusable(implementation, attempt, attempt.probe, prober);
    if (problem) {
      problems.push(ofChoice(problem, implementation, attempt));
    } else if (answer) {
      const packages = Object.fromEntries(
        implementation.needs.packages.map((name) => [name, answer.packages[name] ?? '']),
      );
      const { executable: interpreter, version } = answer;
      return { state: 'ready', implementation: id, interpreter, version, packages, environment: attempt.environment };
    }
  }
  const problem = nearestProblem(problems) ?? missingInterpreter(implementation);
  return { state: 'not-ready', implementation: id, problem: await sinceSetUp(problem, experiment, implementation) };
}

/** What setting up has failed to mend, it will not mend: then the reason of that is the one to tell. */
async function sinceSetUp(
  problem: Problem,
  experiment: LoadedExperiment,
  implementation: Implementation,
): Promise<Problem> {
  const failure = isSetUp(problem.remedy)
    ? await WantedEnvironment.of(experiment, implementation)?.lastFailure()
    : undefined;
  if (!failure) return problem;
  const message = sentence('When it was last set up: {0}', failure.message);
  return { ...problem, message, ...(failure.remedy !== undefined && { remedy: failure.remedy }) };
}

/** An interpreter that does not even tell its version. */
async function unusable(
  implementation: Implementation,
  { isSetUp, chosenBy }: Attempt,
  probe: FailedProbe,
  prober: Prober,
): Promise<Problem> {
  const { command, fault } = probe;
  if (isSetUp) {
    // It can be made anew, which is as near to being ready as a missing package.
    return {
      kind: 'missing-package',
      message: sentence('{0}, made by LangBench, does not work: {1}', command, fault),
      remedy: setUpRemedy(implementation),
    };
  }
  const message =
    chosenBy === undefined
      ? sentence('{0} does not work: {1}', command, fault)
      : ((await describeWrongChoice(implementation, probe, chosenBy, prober)) ??
        sentence('{0}, chosen by {1}, does not work: {2}', command, chosenBy, fault));
  return {
    kind: probe.isThere ? 'crash' : 'missing-interpreter',
    message,
    remedy: launchRemedy(implementation),
  };
}

/** What setting up does not mend in an interpreter that somebody chose, another choice does. */
function ofChoice(problem: Problem, implementation: Implementation, { chosenBy }: Attempt): Problem {
  const language = interpretedLanguage(implementation);
  return chosenBy === undefined || language === undefined || problem.kind === 'missing-package'
    ? problem
    : { ...problem, remedy: { kind: 'choose-interpreter', language } };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
