import { findTrainCalls } from './find.js';
import { DEFAULT_PATTERNS } from './patterns.js';
import type { TrainCall } from './types.js';

const TRAINS_EPOCH = /\b(?:fit|train(?:_(?!step)\w+)?)!?\(/;

/**
 * The call that trains an epoch: a program also calls what trains a step, and may time its preprocessing with `@time`.
 * Undefined when there is none, and in languages whose train calls are not known.
 */
export function epochCall(source: string, language: string): TrainCall | undefined {
  return hasPatterns(language)
    ? findTrainCalls(source, language).find(({ text }) => TRAINS_EPOCH.test(text))
    : undefined;
}

const hasPatterns = (language: string): language is keyof typeof DEFAULT_PATTERNS =>
  Object.hasOwn(DEFAULT_PATTERNS, language);
