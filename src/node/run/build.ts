import { dirname, join } from 'node:path';
import type { Implementation } from '../../core/model/experiment.js';
import type { Problem } from '../../core/model/run.js';
import { sentence } from '../../core/model/sentence.js';
import { buildCommand } from '../../core/trial/command.js';
import { explainFailedBuild, explainSlowBuild, explainUnstarted } from '../../core/trial/failure.js';
import type { LoadedExperiment } from '../experiments.js';
import { launch } from '../process/index.js';

/** Where a run builds, and how long it may take. */
export interface BuildPlace {
  readonly work: string;
  readonly logFolder: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** Builds what an implementation launches, if its manifest says how, and keeps what that prints. Gives the problem if it fails. */
export async function build(
  experiment: LoadedExperiment,
  implementation: Implementation,
  { work, logFolder, timeoutSeconds, signal }: BuildPlace,
): Promise<Problem | undefined> {
  const command = buildCommand(implementation, { program: experiment.programPath(implementation), work });
  if (!command) return undefined;
  const log = join(logFolder, `${implementation.id}-build.log.gz`);
  const end = await launch(command, {
    cwd: dirname(experiment.file),
    env: process.env,
    signal,
    timeoutSeconds,
    logFile: log,
    onOutput: () => undefined,
  });
  switch (end.cause) {
    case 'not-started':
      return explainUnstarted(
        implementation,
        command[0] ?? '',
        end.error ?? { message: sentence('the system does not say why') },
      );
    case 'timed-out':
      return explainSlowBuild(timeoutSeconds);
    case 'cancelled':
      return undefined;
    case 'exited':
      return end.exitCode === 0
        ? undefined
        : explainFailedBuild({ implementation, ...end, ...(!end.logError && { log }) });
  }
}
