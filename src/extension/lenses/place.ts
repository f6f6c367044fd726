import type { TrainCall } from '../../core/train-calls/index.js';
import type { CallAnnotation } from './annotation.js';

/** A train call of the text as it is now, with what was measured of it. */
export interface PlacedCall {
  readonly call: TrainCall;
  readonly annotation: CallAnnotation | undefined;
  /** The call's text has changed since. */
  readonly isStale: boolean;
}

/**
 * Finds the annotations' calls again in a text that may have been edited since: first calls of the very same text,
 * then, in the order of those, calls of the same name whose text has changed. An annotation whose call is gone is left
 * out.
 */
export function place(calls: readonly TrainCall[], annotations: readonly CallAnnotation[]): readonly PlacedCall[] {
  const placed = new Map(pair(calls, annotations, ({ text }) => text));
  const known = new Set(placed.values());
  const settled = [...placed].map(([call, { call: then }]) => [call.ordinal, then.ordinal] as const);
  const keepsOrder = (call: TrainCall, { call: then }: CallAnnotation): boolean =>
    settled.every(([nowOrdinal, thenOrdinal]) => call.ordinal < nowOrdinal === then.ordinal < thenOrdinal);
  const edited = pair(
    calls.filter((call) => !placed.has(call)),
    annotations.filter((annotation) => !known.has(annotation)),
    ({ callee }) => callee,
  );
  for (const [call, annotation] of edited) {
    if (keepsOrder(call, annotation)) placed.set(call, annotation);
  }
  return calls.map((call) => {
    const annotation = placed.get(call);
    return { call, annotation, isStale: annotation !== undefined && annotation.call.text !== call.text };
  });
}

/**
 * Pairs what has the same key: in order where there are as many calls as annotations, else every annotation with the
 * nearest call.
 */
function pair(
  calls: readonly TrainCall[],
  annotations: readonly CallAnnotation[],
  keyOf: (call: Pick<TrainCall, 'text' | 'callee'>) => string,
): [TrainCall, CallAnnotation][] {
  const keys = new Set(annotations.map(({ call }) => keyOf(call)));
  return [...keys].flatMap((key) => {
    const now = calls.filter((call) => keyOf(call) === key);
    const then = annotations.filter(({ call }) => keyOf(call) === key);
    return now.length === then.length ? inOrder(now, then) : byDistance(now, then);
  });
}

function inOrder(calls: readonly TrainCall[], annotations: readonly CallAnnotation[]): [TrainCall, CallAnnotation][] {
  return annotations.flatMap((annotation, index) => {
    const call = calls[index];
    return call === undefined ? [] : [[call, annotation]];
  });
}

function byDistance(
  calls: readonly TrainCall[],
  annotations: readonly CallAnnotation[],
): [TrainCall, CallAnnotation][] {
  const free = new Set(calls);
  return annotations.flatMap((annotation): [TrainCall, CallAnnotation][] => {
    const distance = (call: TrainCall): number => Math.abs(call.start.line - annotation.call.line);
    const [nearest] = [...free].sort((a, b) => distance(a) - distance(b));
    if (nearest === undefined) return [];
    free.delete(nearest);
    return [[nearest, annotation]];
  });
}
