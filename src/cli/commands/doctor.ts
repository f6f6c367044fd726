import type { Readiness } from '../../core/model/readiness.js';
import { checkReadiness, type ChosenInterpreters } from '../../node/toolchain/index.js';
import { cancellable } from '../cancellation.js';
import { ExitCode } from '../exit.js';
import { findExperiment } from '../find-experiment.js';
import { messageText, remedyText, type SetUpTarget } from '../remedy-text.js';
import { readinessText } from '../readiness-text.js';
import { styleFor } from '../style.js';

export interface DoctorOptions extends ChosenInterpreters {
  readonly json?: true;
}

/** `langbench doctor`: what is ready; 1 when something is not. */
export async function doctor(name: string, options: DoctorOptions): Promise<number> {
  const experiment = await findExperiment(name);
  const target = { ...options, experiment: name };
  // Interpreters that do not answer must not outlive this process.
  const { signal, release } = cancellable(() => undefined);
  try {
    const readiness = await checkReadiness(experiment, { interpreters: options, signal });
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ experiment: experiment.experiment.id, implementations: readiness.map((each) => inWords(each, target)) }, null, 2)}\n`
        : readinessText(experiment, readiness, target, styleFor(process.stdout)),
    );
    return readiness.every(({ state }) => state === 'ready') ? ExitCode.done : ExitCode.failed;
  } catch (error) {
    if (!signal.aborted) throw error;
    return ExitCode.cancelled;
  } finally {
    release();
  }
}

/** With the command that mends it, for scripts. */
function inWords(readiness: Readiness, target: SetUpTarget): object {
  if (readiness.state === 'ready') return readiness;
  const { remedy, kind } = readiness.problem;
  const message = messageText(readiness.problem);
  return {
    ...readiness,
    problem: { kind, message, ...(remedy !== undefined && { remedy: remedyText(remedy, target) }) },
  };
}
