import { interpretedLanguage, type Implementation } from '../model/experiment.js';
import { MARKER_PREFIX } from '../model/marker.js';
import type { Problem } from '../model/run.js';
import { sentence, type Sentence } from '../model/sentence.js';
import { shellWord } from '../shell-word.js';
import { launchRemedy, setUpRemedy } from '../toolchain/judge.js';

/** How a trial's process ended by itself, and where to read more. */
export interface ExitFacts {
  readonly implementation: Implementation;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last lines of stderr or, when there are none, of stdout. */
  readonly lastLines: readonly string[];
  /** The log's path, as a person can find it. */
  readonly log?: string;
}

/** Of other languages too little is known. */
type ByLanguage = Readonly<Record<string, RegExp>>;

/** Characters of what a program said last that are told. */
const LONGEST_CAUSE = 300;

/** With this code the bundled programs say that a package is missing. */
const MISSING_PACKAGE_EXIT_CODE = 3;

const MISSING_PACKAGE: ByLanguage = {
  python: /^(?:ModuleNotFoundError|ImportError): No module named '?(?<name>[\w.]+)/,
  julia: /\bPackage (?<name>\w+)(?: \[[\da-f]+\])? (?:not found in current path|is required but does not seem)/,
};

/** What programs say that find the interpreter too old or too new for them. */
const WRONG_VERSION: ByLanguage = {
  python: /\brequires (?:a different )?Python\b/i,
  julia: /\brequires Julia\b/i,
};

/** The line that tells most: Julia's is followed by the stack, Python's comes after it. */
const ERROR_LINE: ByLanguage = {
  python: /^[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit)\b/,
  julia: /^ERROR: /,
};

/** What compilers and other languages' programs begin it with; what follows is where. */
const OTHER_ERROR_LINE = /\berror\b|^panic: |\bpanicked at\b|^Exception in thread |^terminate called |^ {2}what\(\): /i;

/** Why a program ended otherwise than it should, and what to do. Whoever shows it says of which program it speaks. */
export function explainExit(facts: ExitFacts): Problem {
  const { implementation, exitCode, signal, lastLines } = facts;
  const { language } = implementation;
  if (signal !== null) {
    return {
      kind: 'crash',
      message: sentence('It was ended by {0}{1}', signal, sentenceEnd(complaintOf(facts))),
      remedy: signalRemedy(signal, facts),
    };
  }
  const cause = sentenceEnd(complaintOf(facts) ?? lastSaid(facts));
  const missing = firstMatch(lastLines, MISSING_PACKAGE[language])?.groups?.['name'];
  const saysSo = exitCode === MISSING_PACKAGE_EXIT_CODE && interpretedLanguage(implementation) !== undefined;
  if (missing !== undefined || saysSo) {
    return {
      kind: 'missing-package',
      message:
        missing === undefined
          ? sentence('It lacks a package{0}', cause)
          : sentence('It lacks the package {0}.', missing),
      remedy: setUpRemedy(implementation),
    };
  }
  const kind = firstMatch(lastLines, WRONG_VERSION[language]) ? 'wrong-version' : 'crash';
  return {
    kind,
    message: sentence('It ended with exit code {0}{1}', exitCode ?? 'unknown', cause),
    remedy: kind === 'wrong-version' ? launchRemedy(implementation) : readMore(facts),
  };
}

/** Why there is no program to run: the first complaint of a compiler tells most. */
export function explainFailedBuild(facts: ExitFacts): Problem {
  const { lastLines, exitCode, signal } = facts;
  const line = lastLines.find((each) => OTHER_ERROR_LINE.test(each)) ?? lastLines.at(-1);
  return {
    kind: 'missing-program',
    message:
      signal === null
        ? sentence('Its build ended with exit code {0}{1}', exitCode ?? 'unknown', sentenceEnd(line))
        : sentence('Its build was ended by {0}{1}', signal, sentenceEnd(line)),
    remedy: readMore(facts),
  };
}

export function explainSlowBuild(timeoutSeconds: number): Problem {
  return {
    kind: 'missing-program',
    message: sentence('Its build was ended because it took longer than {0} s.', timeoutSeconds),
    remedy: sentence('Build it by hand once, or give it a longer time limit.'),
  };
}

/** A program that ended well but did not tell what it should. */
export function explainSilence(facts: ExitFacts): Problem {
  const { implementation } = facts;
  return {
    kind: 'bad-output',
    message: implementation.parsers.includes('marker')
      ? sentence(
          'It ended with exit code 0 but did not print the marker line `end`, by which it tells that all was done.',
        )
      : sentence(
          'It ended with exit code 0 but printed no time that its parsers ({0}) can read.',
          implementation.parsers.join(', '),
        ),
    remedy: readMore(facts),
  };
}

export function explainTimeout(timeoutSeconds: number): Problem {
  return {
    kind: 'crash',
    message: sentence('It was ended because it took longer than {0} s.', timeoutSeconds),
    remedy: { kind: 'longer-timeout' },
  };
}

/** @param code why the system could not launch it, e.g. `ENOENT` */
export function explainUnstarted(
  implementation: Implementation,
  interpreter: string,
  error: { readonly code?: string | undefined; readonly message: string | Sentence },
): Problem {
  const isMissing = error.code === 'ENOENT';
  return {
    kind: isMissing ? 'missing-interpreter' : 'crash',
    message: isMissing
      ? sentence('It could not be launched: {0} is not there.', interpreter)
      : sentence('It could not be launched by {0}: {1}', interpreter, error.message),
    remedy: launchRemedy(implementation),
  };
}

function firstMatch(lines: readonly string[], pattern: RegExp | undefined): RegExpExecArray | undefined {
  return lines.map((line) => pattern?.exec(line) ?? undefined).find((match) => match);
}

/** The last line that is an error's. */
function complaintOf({ implementation, lastLines }: ExitFacts): string | undefined {
  return lastLines.filter((line) => (ERROR_LINE[implementation.language] ?? OTHER_ERROR_LINE).test(line)).at(-1);
}

function lastSaid({ lastLines }: ExitFacts): string | undefined {
  return lastLines.filter((line) => !line.startsWith(MARKER_PREFIX)).at(-1);
}

/** Ends a sentence with what a program said, which can be of any length. */
function sentenceEnd(line: string | undefined): string {
  if (line === undefined) return '.';
  const text = line.trim();
  return text.length > LONGEST_CAUSE ? `: ${text.slice(0, LONGEST_CAUSE)}…` : `: ${text}`;
}

function signalRemedy(signal: string, facts: ExitFacts): Sentence {
  return signal === 'SIGKILL'
    ? sentence('The system may have run out of memory: train on fewer images, or close other programs.')
    : readMore(facts);
}

function readMore({ log }: ExitFacts): Sentence {
  return log === undefined
    ? sentence('Run it by hand to see more.')
    : sentence('Read what it printed: gzip -dc {0}', shellWord(log));
}
