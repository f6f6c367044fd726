import { join } from 'node:path';
import { interpretedLanguage, type Implementation } from '../../core/model/experiment.js';
import type { Sentence } from '../../core/model/sentence.js';
import type { LoadedExperiment } from '../experiments.js';
import { WantedEnvironment } from './environments.js';
import { chosenInterpreter, installedInterpreters, type ChosenInterpreters } from './interpreters.js';
import type { Prober, Probe } from './probe.js';

/** A way to run an implementation that may or may not do. */
export interface Attempt {
  readonly probe: Probe;
  /** Variables that must be set with it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it is an environment that `setup` made, which `setup` can make anew. */
  readonly isSetUp: boolean;
  /** What the interpreter was chosen by, if it was: an option or setting, or the name of a variable. */
  readonly chosenBy?: string | Sentence;
}

/** The executable of a virtual environment. */
export function pythonOf(virtualEnvironment: string): string {
  return process.platform === 'win32'
    ? join(virtualEnvironment, 'Scripts', 'python.exe')
    : join(virtualEnvironment, 'bin', 'python');
}

/**
 * The ways to run an implementation, best first: the interpreter that somebody chose, the environment that `setup` made, the
 * interpreters on the PATH. Nothing but the chosen one, and what `setup` made with it, is tried when there is a choice.
 */
export async function* attempts(
  experiment: LoadedExperiment,
  implementation: Implementation,
  chosen: ChosenInterpreters,
  prober: Prober,
): AsyncGenerator<Attempt> {
  const language = interpretedLanguage(implementation);
  if (!language) return;
  const made = await WantedEnvironment.of(experiment, implementation)?.made();
  const choice = await chosenInterpreter(language, chosen);

  if (language === 'python' && made && !choice) {
    yield { probe: await prober.ask(language, pythonOf(made.directory)), environment: {}, isSetUp: true };
  }
  const commands = choice ? [choice.command] : await installedInterpreters(language);
  for (const command of commands) {
    const probe = await prober.ask(language, command);
    yield { probe, environment: {}, isSetUp: false, ...(choice && { chosenBy: choice.by }) };
    if (!made || !probe.answer) continue;
    if (language === 'python' && choice && probe.answer.executable === made.interpreter) {
      yield { probe: await prober.ask(language, pythonOf(made.directory)), environment: {}, isSetUp: true };
    }
    if (language === 'julia' && series(probe.answer.version) === series(made.version)) {
      const environment = { JULIA_PROJECT: made.directory };
      yield { probe: await prober.ask(language, command, environment), environment, isSetUp: true };
    }
  }
}

/** A Julia project that is instantiated serves all patch releases: 1.10.4 → 1.10. */
const series = (version: string): string => version.split('.').slice(0, 2).join('.');
