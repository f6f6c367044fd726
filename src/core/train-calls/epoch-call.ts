import type { TrainCall } from './types.js';

const TRAINS = /\b(?:fit|train(?:_\w+)?)!?\(/;

/** The call that trains an epoch: a program may also time its preprocessing and evaluation with `@time`. */
export function epochCall(calls: readonly TrainCall[]): TrainCall | undefined {
  return calls.find(({ text }) => TRAINS.test(text));
}
