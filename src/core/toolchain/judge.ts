import { interpretedLanguage, type Implementation } from '../model/experiment.js';
import type { FailureKind, Problem, Remedy } from '../model/run.js';
import { sentence, type Sentence } from '../model/sentence.js';
import { languageName } from '../report/words.js';
import type { ProbeAnswer } from './probe.js';
import { inVersionRange } from './version-range.js';

/** What keeps an implementation from running on an interpreter that answered, if anything does. */
export function judge(implementation: Implementation, answer: ProbeAnswer): Problem | undefined {
  const { needs, language } = implementation;
  const interpreter = `${languageName(language)} ${answer.version} (${answer.executable})`;
  if (needs.version !== undefined && !inVersionRange(answer.version, needs.version)) {
    return {
      kind: 'wrong-version',
      message: sentence(
        '{0} does not fit: {1} needs {2} {3}.',
        interpreter,
        implementation.title,
        languageName(language),
        needs.version,
      ),
      remedy: launchRemedy(implementation),
    };
  }
  if (!answer.survivesExceptions) {
    return {
      kind: 'crash',
      message: sentence(
        "{0} dies of any exception. Debian's Julia does so beside a libunwind8 that is newer than the one it was built with.",
        interpreter,
      ),
      remedy: sentence(
        "Install the libunwind8 of Julia's own Debian release (for Julia 1.5.3: apt-get install --allow-downgrades libunwind8=1.3.2-2), or a Julia from https://julialang.org/downloads",
      ),
    };
  }
  const missing = needs.packages.filter((name) => answer.packages[name] === undefined);
  if (missing.length > 0) {
    return {
      kind: 'missing-package',
      message: sentence('{0} has no {1}.', interpreter, missing.join(', ')),
      remedy: setUpRemedy(implementation),
    };
  }
  return undefined;
}

/** Setting up makes an implementation ready. */
export function setUpRemedy({ id, language }: Implementation): Remedy {
  return { kind: 'set-up', implementation: id, language };
}

const installInterpreter = {
  python: sentence(
    'Install Python from https://www.python.org/downloads, or on Debian: apt-get install python3 python3-venv',
  ),
  julia: sentence('Install Julia from https://julialang.org/downloads'),
} as const;

/** What to do when what should be launched is not there, or does not fit. */
export function launchRemedy(implementation: Implementation): Sentence {
  const language = interpretedLanguage(implementation);
  return language === undefined
    ? sentence('Install it, or correct "executable" and "build" in the experiment file.')
    : installInterpreter[language];
}

/** Kinds of problems, from the one that is nearest to being ready. */
const kindsByNearness: readonly FailureKind[] = ['missing-package', 'wrong-version', 'crash', 'missing-interpreter'];

/** Of the problems with several interpreters, the one that is worth telling: the first of those nearest to being ready. */
export function nearestProblem(problems: readonly Problem[]): Problem | undefined {
  return kindsByNearness.flatMap((kind) => problems.filter((problem) => problem.kind === kind))[0];
}

/** What to say when no interpreter of the language was found. */
export function missingInterpreter(implementation: Implementation): Problem {
  const { language, title } = implementation;
  return {
    kind: 'missing-interpreter',
    message: sentence('There is no {0} on the PATH, which {1} needs.', languageName(language), title),
    remedy: launchRemedy(implementation),
  };
}

/** What to say when there is nothing of a name, or at a path, that the manifest gives. */
export function missingTool(implementation: Implementation, name: string): Problem {
  return {
    kind: 'missing-interpreter',
    message: sentence('There is no {0} that can be run, which {1} needs.', name, implementation.title),
    remedy: launchRemedy(implementation),
  };
}

/** What to say when the program itself is not there. */
export function missingProgram({ title }: Implementation, program: string): Problem {
  return {
    kind: 'missing-program',
    message: sentence('The program {0} of {1} is not there.', program, title),
    remedy: sentence('Put it there, or correct "program" in the experiment file.'),
  };
}
