import type { Run } from '../../../src/core/model/run.js';
import { applyEvent, isSnapshotEvent, type RunSnapshot } from '../../../src/protocol/live-run.js';
import {
  cancelledRun,
  completedRun,
  differentWorkRun,
  eventsOf,
  failedRun,
  oneBlockRun,
  syntheticRun,
} from '../../support/invented-runs/index.js';

/** The run after a number of its events. */
export function underWay(run: Run, events: number): RunSnapshot {
  let snapshot: RunSnapshot | undefined;
  for (const event of [...eventsOf(run)].slice(0, events)) {
    if (isSnapshotEvent(event)) snapshot = applyEvent(snapshot, event);
  }
  if (!snapshot) throw new Error('The run has not begun.');
  return snapshot;
}

/** What a panel may be asked to show, by name. */
export const STATES: Readonly<Record<string, () => RunSnapshot | null>> = {
  complete: () => ({ run: completedRun() }),
  'one block': () => ({ run: oneBlockRun() }),
  running: () => underWay(completedRun({ blocks: 2 }), 330),
  'just begun': () => underWay(completedRun({ blocks: 2 }), 3),
  failed: () => ({ run: failedRun() }),
  cancelled: () => ({ run: cancelledRun() }),
  'different work': () => ({ run: differentWorkRun() }),
  'synthetic digits': () => ({ run: syntheticRun() }),
  'ten implementations': () => ({ run: completedRun({ implementations: 10, epochs: 12 }) }),
  empty: () => null,
};
