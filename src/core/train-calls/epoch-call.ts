import type { TrainCall } from './types.js';

const TRAINS_EPOCH = /\b(?:fit|train(?:_(?!step)\w+)?)!?\(/;

/** The call that trains an epoch: a program also calls what trains a step, and may time its preprocessing with `@time`. */
export function epochCall(calls: readonly TrainCall[]): TrainCall | undefined {
  return calls.find(({ text }) => TRAINS_EPOCH.test(text));
}
