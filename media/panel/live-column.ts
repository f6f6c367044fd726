import type { PhaseSpan } from '../../src/core/model/run.js';
import type { MeasureId } from '../../src/core/report/index.js';
import type { RunSnapshot } from '../../src/protocol/live-run.js';

/** What the trial under way has told of its measures, in the column of its implementation. */
export interface LiveColumn {
  readonly index: number;
  readonly seconds: ReadonlyMap<MeasureId, number>;
}

/** The measures that are one phase each. */
function measureOf({ phase, epoch }: PhaseSpan): MeasureId | undefined {
  switch (phase) {
    case 'import':
    case 'preprocessing':
    case 'build':
    case 'evaluation':
      return phase;
    case 'epoch':
      return epoch === 1 ? 'first-epoch' : undefined;
    case 'training':
    case 'prediction':
      return undefined;
  }
}

export function isSameColumn(one: LiveColumn | undefined, other: LiveColumn | undefined): boolean {
  const told = (column: LiveColumn | undefined): string => [...(column?.seconds ?? [])].join();
  return one?.index === other?.index && told(one) === told(other);
}

export function liveColumn({ run, current }: RunSnapshot): LiveColumn | undefined {
  if (!current) return undefined;
  const seconds = new Map<MeasureId, number>();
  for (const span of current.phases) {
    const measure = measureOf(span);
    if (measure === undefined) continue;
    const before = seconds.get(measure) ?? 0;
    // A program that trains twice has two first epochs, of which the first one counts.
    seconds.set(measure, measure === 'first-epoch' && before > 0 ? before : before + span.seconds);
  }
  return { index: run.implementations.findIndex(({ id }) => id === current.implementation), seconds };
}
