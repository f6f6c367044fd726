import { summarizeTrial } from '../compare/index.js';
import type { Run, Trial } from '../model/run.js';
import type { ColumnState, ReportColumn } from './table.js';
import { tell, type Translate } from './translate.js';

/** One column for each implementation that was asked for, in the run's order. */
export function reportColumns(run: Run, say: Translate): ReportColumn[] {
  return run.implementations.map(({ id, title, language, framework }) => {
    const trials = run.trials.filter(({ implementation }) => implementation === id);
    const note = noteOn(trials, run, say);
    const remedy = trials
      .flatMap((trial) => ('problem' in trial ? [trial.problem.remedy] : []))
      .find((each) => each !== undefined);
    return {
      implementation: id,
      title,
      language,
      framework,
      state: stateOf(trials, run),
      completedTrials: trials.filter(({ state }) => state === 'completed').length,
      ...(note === undefined ? {} : { note }),
      ...(remedy === undefined ? {} : { remedy }),
    };
  });
}

function stateOf(trials: readonly Trial[], run: Run): ColumnState {
  const states = new Set(trials.map(({ state }) => state));
  if (states.has('completed')) return states.size === 1 ? 'completed' : 'partial';
  if (states.has('failed') || states.has('timed-out') || states.has('not-started')) return 'failed';
  return run.state === 'running' ? 'waiting' : 'cancelled';
}

/** Why not all is there; the first reason met. */
function noteOn(trials: readonly Trial[], run: Run, say: Translate): string | undefined {
  const incomplete = trials.find(({ state }) => state !== 'completed');
  if (incomplete === undefined) {
    if (trials.length > 0) return undefined;
    return run.state === 'running' ? say('not measured yet') : say('the run ended before its turn came');
  }
  const done = 'measurements' in incomplete ? summarizeTrial(incomplete).epochSeconds.length : 0;
  const reason =
    'problem' in incomplete
      ? tell(incomplete.problem.message, say)
      : run.state === 'interrupted'
        ? say('LangBench was ended while it ran')
        : say('cancelled');
  if (done === 0) return reason;
  return say('{0} (after {1} of {2} epochs)', reason.replace(/[.。]$/, ''), done, run.settings.epochs);
}
