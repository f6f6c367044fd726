import type { RunEvent } from '../../../src/core/model/run-event.js';
import type { Run } from '../../../src/core/model/run.js';

/** What a watcher hears of a run from its start to its end, in order. */
export function* eventsOf(run: Run): Generator<RunEvent> {
  const begun: { -readonly [Key in keyof Run]: Run[Key] } = { ...run, state: 'running', trials: [] };
  delete begun.finishedAt;
  yield { type: 'run-started', run: begun };
  for (const each of run.trials) {
    const { implementation, block, position } = each;
    const key = { implementation, block, position };
    if (each.state !== 'not-started') {
      yield { type: 'trial-started', trial: key, command: each.command };
      const { phases, resources } = each.measurements;
      const later: RunEvent[] = phases.map((span) => ({ type: 'phase', trial: key, span }));
      for (const sample of resources?.samples ?? []) {
        later.push({ type: 'sample', trial: key, sample });
      }
      const at = (event: RunEvent): number =>
        event.type === 'phase'
          ? event.span.startSeconds + event.span.seconds
          : event.type === 'sample'
            ? event.sample.atSeconds
            : 0;
      yield* later.sort((a, b) => at(a) - at(b));
    }
    yield { type: 'trial-finished', trial: each };
  }
  yield { type: 'run-finished', run };
}
