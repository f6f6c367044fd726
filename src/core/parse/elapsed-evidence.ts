import type { FoundDuration } from './duration.js';
import {
  isDoneIn,
  isElapsedBehind,
  isFinishedIn,
  isNamedElapsed,
  isNamedTime,
  isNamedTimedelta,
  isNamedTimeSurely,
  isNamedWork,
  isOfParts,
  isTold,
} from './elapsed-names.js';
import { isNamedMeasure, isNamedOtherwise, isOtherBehind, isOtherTime } from './elapsed-others.js';
import { isAlone, isBracketed, isDoneAtEnd, isEpochs, isFramed, isLogClock, isLogOf } from './elapsed-places.js';
import type { Surroundings } from './elapsed-statement.js';

/** How surely a printed figure is a time that has passed; 0: it is not, or nobody can tell. */
export type Strength = 0 | 1 | 2 | 3;

/** The first rule that holds decides. */
type Rules<Figure> = readonly (readonly [Strength, (around: Surroundings, figure: Figure) => boolean])[];

/** For a duration that is printed with units or as a clock. */
const RULES: Rules<FoundDuration> = [
  [0, isOtherBehind],
  [0, isNamedOtherwise],
  [0, isLogClock],
  [3, isDoneIn],
  [3, isTold],
  [0, isNamedMeasure],
  [3, isNamedElapsed],
  [3, (around, figure) => isElapsedBehind(around) && !isLogOf(around.after, figure)],
  [2, isNamedTimedelta],
  // `02:05` may be a time of day, which is named `time` as well.
  [0, (_, { form }) => form === 'clock'],
  [2, isNamedTime],
  // `5m` may be metres.
  [0, (_, { form }) => form === 'letter'],
  [2, isFramed],
  [1, isBracketed],
  [1, (around, { isExact }) => isExact && isAlone(around)],
  [0, isOtherTime],
  [1, isNamedWork],
  [1, isEpochs],
  [1, isDoneAtEnd],
];

/** For a figure without a unit, which needs a name that says all. */
const BARE_RULES: Rules<{ readonly isWhole: boolean }> = [
  [0, isNamedOtherwise],
  [0, isOfParts],
  [3, isTold],
  [2, isFinishedIn],
  [0, isNamedMeasure],
  [3, isNamedElapsed],
  [2, isNamedTimeSurely],
];

export const strengthOf = (figure: FoundDuration, around: Surroundings): Strength => decide(RULES, around, figure);

export const strengthOfBare = (around: Surroundings, figure: { readonly isWhole: boolean }): Strength =>
  decide(BARE_RULES, around, figure);

function decide<Figure>(rules: Rules<Figure>, around: Surroundings, figure: Figure): Strength {
  return rules.find(([, holds]) => holds(around, figure))?.[0] ?? 0;
}
