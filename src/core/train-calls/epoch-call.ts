import { languages } from '../model/experiment.js';
import { findTrainCalls } from './find.js';
import type { TrainCall } from './types.js';

const TRAINS_EPOCH = /\b(?:fit|train(?:_(?!step)\w+)?)!?\(/;

/**
 * The call that trains an epoch: a program also calls what trains a step, and may time its preprocessing with `@time`.
 * Undefined when there is none, and in languages whose train calls are not known.
 */
export function epochCall(source: string, language: string): TrainCall | undefined {
  const known = languages.find((each) => each === language);
  return known && findTrainCalls(source, known).find(({ text }) => TRAINS_EPOCH.test(text));
}
