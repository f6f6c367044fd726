import { type EndedTrial, hasEnded, type Run } from '../model/run.js';
import { epochsOf } from './summary.js';

/** How far first-step losses may differ, relative to the larger. */
export const LOSS_TOLERANCE = 1e-3;
/** How far final test accuracies may differ: one percentage point. */
export const ACCURACY_TOLERANCE = 0.01;

export type WorkAspect =
  'parameters' | 'data' | 'batch-size' | 'epochs' | 'steps-per-epoch' | 'first-step-loss' | 'accuracy';

/** Something in which two implementations did not do the same work, or do not tell whether they did. */
export type WorkDifference =
  | {
      readonly aspect: WorkAspect;
      readonly kind: 'differs';
      readonly values: readonly [string | number, string | number];
    }
  | { readonly aspect: WorkAspect; readonly kind: 'untold'; readonly implementations: readonly string[] };

/** One implementation in one run, as a side of a comparison. */
export interface Side {
  readonly run: Run;
  readonly implementation: string;
}

type Value = string | number;

interface Check {
  readonly aspect: WorkAspect;
  readonly read: (trial: EndedTrial, run: Run) => Value | undefined;
  /** What LangBench itself prepared, where it knows. */
  readonly prepared?: (run: Run) => Value | undefined;
  readonly agree: (a: Value, b: Value) => boolean;
}

const equal = (a: Value, b: Value): boolean => a === b;
const within =
  (tolerance: number, relative: boolean) =>
  (a: Value, b: Value): boolean => {
    const [x, y] = [Number(a), Number(b)];
    return Math.abs(x - y) <= tolerance * (relative ? Math.max(Math.abs(x), Math.abs(y)) : 1);
  };

const CHECKS: readonly Check[] = [
  {
    aspect: 'parameters',
    read: ({ measurements }) => measurements.parameters,
    prepared: ({ experiment }) => experiment.parameters,
    agree: equal,
  },
  {
    aspect: 'data',
    read: ({ measurements }) => measurements.dataSha256,
    prepared: ({ dataset }) => dataset.sha256,
    agree: equal,
  },
  { aspect: 'batch-size', read: (_, { settings }) => settings.batchSize, agree: equal },
  { aspect: 'epochs', read: ({ measurements }) => epochsOf(measurements).length, agree: equal },
  { aspect: 'steps-per-epoch', read: ({ measurements }) => measurements.stepsPerEpoch, agree: equal },
  {
    aspect: 'first-step-loss',
    read: ({ measurements }) => measurements.firstStepLoss,
    agree: within(LOSS_TOLERANCE, true),
  },
  { aspect: 'accuracy', read: ({ measurements }) => measurements.accuracy, agree: within(ACCURACY_TOLERANCE, false) },
];

/**
 * The same-work gate: in what two sides differ over all their completed trials. No speed is compared unless the list is
 * empty. A side without a completed trial has nothing to be compared and yields an empty list.
 */
export function workDifferences(a: Side, b: Side): WorkDifference[] {
  return CHECKS.flatMap((check): WorkDifference[] => {
    const [ofA, ofB] = [valuesOf(a, check), valuesOf(b, check)];
    if (ofA.length === 0 || ofB.length === 0) return [];
    const untold = [...(isTold(ofA) ? [] : [a.implementation]), ...(isTold(ofB) ? [] : [b.implementation])];
    if (!isTold(ofA) || !isTold(ofB)) return [{ aspect: check.aspect, kind: 'untold', implementations: untold }];
    const pair = firstDisagreement(ofA, ofB, check) ?? strayFrom(a, check) ?? strayFrom(b, check);
    return pair ? [{ aspect: check.aspect, kind: 'differs', values: pair }] : [];
  });
}

const isTold = (values: readonly (Value | undefined)[]): values is readonly Value[] => !values.includes(undefined);

/** In what an implementation did other work than LangBench prepared for it, in any of its completed trials. */
export function strayAspects(side: Side): WorkAspect[] {
  return CHECKS.filter((check) => strayFrom(side, check) !== undefined).map(({ aspect }) => aspect);
}

/** The first value that is told but is not what was prepared, and that. */
function strayFrom(side: Side, check: Check): [Value, Value] | undefined {
  const prepared = check.prepared?.(side.run);
  if (prepared === undefined) return undefined;
  const told = valuesOf(side, check).filter((value) => value !== undefined);
  return firstDisagreement(told, [prepared], check);
}

function valuesOf({ run, implementation }: Side, check: Check): (Value | undefined)[] {
  return run.trials
    .filter((trial) => trial.implementation === implementation && trial.state === 'completed')
    .filter(hasEnded)
    .map((trial) => check.read(trial, run));
}

function firstDisagreement(ofA: readonly Value[], ofB: readonly Value[], { agree }: Check): [Value, Value] | undefined {
  for (const a of ofA) {
    for (const b of ofB) {
      if (!agree(a, b)) return [a, b];
    }
  }
  return undefined;
}

/**
 * Implementations of a run that completed a trial, grouped by having done the same work as the group's first; the largest
 * group first.
 */
export function sameWorkGroups(run: Run): string[][] {
  const groups: string[][] = [];
  for (const { id } of run.implementations) {
    if (!run.trials.some((trial) => trial.implementation === id && trial.state === 'completed')) continue;
    const group = groups.find(
      ([first]) =>
        first !== undefined &&
        workDifferences({ run, implementation: first }, { run, implementation: id }).length === 0,
    );
    if (group) group.push(id);
    else groups.push([id]);
  }
  return groups.sort((a, b) => b.length - a.length);
}
