import { english, tell } from '../../core/report/index.js';
import { type ChosenInterpreters, setUp } from '../../node/toolchain/index.js';
import { cancellable } from '../cancellation.js';
import { ExitCode } from '../exit.js';
import { findExperiment, restrictTo } from '../find-experiment.js';
import { progressOn, silentProgress } from '../progress/progress-view.js';
import { readinessText } from '../readiness-text.js';
import { styleFor } from '../style.js';

export interface SetupOptions extends ChosenInterpreters {
  readonly experiment: string;
  readonly quiet?: true;
}

/** `langbench setup`: makes ready what can be; 1 when something could not. */
export async function setup(ids: readonly string[], options: SetupOptions): Promise<number> {
  const experiment = restrictTo(await findExperiment(options.experiment), ids);
  const progress = options.quiet ? silentProgress : progressOn(process.stderr, options);
  const { signal, release } = cancellable(() => {
    progress.log('Cancelling. Ctrl+C again ends at once.');
  });
  try {
    const readiness = await setUp(experiment, [], {
      signal,
      interpreters: options,
      onProgress: ({ implementation, message }) => {
        progress.prepare(`${implementation}: ${tell(message, english)}`);
      },
    });
    progress.stop();
    process.stdout.write(readinessText(experiment, readiness, options, styleFor(process.stdout)));
    return readiness.every(({ state }) => state === 'ready') ? ExitCode.done : ExitCode.failed;
  } catch (error) {
    progress.stop();
    if (!signal.aborted) throw error;
    process.stderr.write('Cancelled: nothing half-made is left behind.\n');
    return ExitCode.cancelled;
  } finally {
    release();
  }
}
