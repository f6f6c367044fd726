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
  const keepsOrder = orderOf(calls, placed);
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

/** Tells whether a call and an annotation lie between the same calls, then and now, of those that have been placed. */
function orderOf(
  calls: readonly TrainCall[],
  placed: ReadonlyMap<TrainCall, CallAnnotation>,
): (call: TrainCall, annotation: CallAnnotation) => boolean {
  const lastBefore = new Map<TrainCall, number>();
  const firstAfter = new Map<TrainCall, number>();
  let last = -Infinity;
  for (const call of calls) {
    lastBefore.set(call, last);
    last = Math.max(last, placed.get(call)?.call.ordinal ?? -Infinity);
  }
  let first = Infinity;
  for (const call of calls.toReversed()) {
    firstAfter.set(call, first);
    first = Math.min(first, placed.get(call)?.call.ordinal ?? Infinity);
  }
  return (call, { call: { ordinal } }) =>
    ordinal > (lastBefore.get(call) ?? -Infinity) && ordinal < (firstAfter.get(call) ?? Infinity);
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
  const groups = new Map<string, { readonly now: TrainCall[]; readonly then: CallAnnotation[] }>();
  for (const annotation of annotations) {
    const key = keyOf(annotation.call);
    const group = groups.get(key) ?? { now: [], then: [] };
    group.then.push(annotation);
    groups.set(key, group);
  }
  for (const call of calls) groups.get(keyOf(call))?.now.push(call);
  return [...groups.values()].flatMap(({ now, then }) =>
    now.length === then.length ? inOrder(now, then) : byDistance(now, then),
  );
}

function inOrder(calls: readonly TrainCall[], annotations: readonly CallAnnotation[]): [TrainCall, CallAnnotation][] {
  return annotations.flatMap((annotation, index) => {
    const call = calls[index];
    return call === undefined ? [] : [[call, annotation]];
  });
}

/** @param calls in their order in the text */
function byDistance(
  calls: readonly TrainCall[],
  annotations: readonly CallAnnotation[],
): [TrainCall, CallAnnotation][] {
  const free = [...calls];
  return annotations.flatMap((annotation): [TrainCall, CallAnnotation][] => {
    const place = nearest(free, annotation.call.line);
    return free.splice(place, 1).map((call) => [call, annotation]);
  });
}

/** Where the call nearest to a line is among those in order, the earlier one of two. */
function nearest(calls: readonly TrainCall[], line: number): number {
  const lineOf = (place: number): number => calls[place]?.start.line ?? Infinity;
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lineOf(middle) < line) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || lineOf(low) - line < line - lineOf(low - 1)) return low;
  let place = low - 1;
  while (place > 0 && lineOf(place - 1) === lineOf(place)) place -= 1;
  return place;
}
