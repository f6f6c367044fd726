import type { FoundDuration } from './duration.js';
import {
  isDoneIn,
  isElapsedBehind,
  isFinishedIn,
  isIn,
  isLabelled,
  isForCount,
  isMereDuration,
  isNamedByUnit,
  isNamedElapsed,
  isNamedTime,
  isNamedTimedelta,
  isNamedTimeSurely,
  isNamedWork,
  isOfParts,
  isSetting,
  isTold,
  isWorkDirectly,
  type BareFigure,
} from './elapsed-names.js';
import { isNamedMeasure, isNamedOtherwise, isOtherBehind, isOtherTime } from './elapsed-others.js';
import {
  isAlone,
  isAloneBehind,
  isBracketed,
  isBracketedLast,
  isCountedAtEnd,
  isDoneAtEnd,
  isDoneDirectly,
  isEpochs,
  isFramed,
  isLogClock,
  isLogOf,
  isTagged,
} from './elapsed-places.js';
import type { Surroundings } from './elapsed-statement.js';

/** How surely a printed figure is a time that has passed; 0: it is not, or nobody can tell. */
export type Strength = 0 | 1 | 2 | 3;

/** The first rule that holds decides. */
type Rules<Figure> = readonly (readonly [Strength, (around: Surroundings, figure: Figure) => boolean])[];

/** Whole minutes or more of a mere `time` or `duration` are planned: `Charging time: 45 minutes`. */
const isCoarse = ({ isExact, resolutionSeconds }: FoundDuration): boolean => !isExact && resolutionSeconds > 1;

/** `Duration: 3 seconds`, `1:30:00`, `10 s`: settings are round. */
const isRound = ({ isExact, seconds, resolutionSeconds }: FoundDuration): boolean =>
  !isExact && resolutionSeconds >= 1 && (seconds <= 10 || seconds % 60 === 0 || seconds % 10 === 0);

/** `3:05`, as songs last. */
const isLength = ({ hasColons, isExact, start, end }: FoundDuration): boolean =>
  hasColons && !isExact && end - start <= 5;

/** For a duration that is printed with units or as a clock. */
const RULES: Rules<FoundDuration> = [
  [0, isOtherBehind],
  [0, isNamedOtherwise],
  [0, isLogClock],
  [3, isDoneIn],
  [3, isTold],
  [0, isNamedMeasure],
  // Whole days are a plan's.
  [0, (_, { resolutionSeconds }) => resolutionSeconds >= 86_400],
  [0, (around, figure) => (isCoarse(figure) || isRound(figure) || isLength(figure)) && isMereDuration(around)],
  [3, isNamedElapsed],
  [3, (around, figure) => isElapsedBehind(around) && !isLogOf(around.after, figure)],
  [2, isNamedTimedelta],
  // `02:05` may be a time of day, which is named `time` as well.
  [0, (_, { form }) => form === 'clock'],
  // Hours and minutes are those of a day: `the time is 12 hours 34 minutes`.
  [0, (around, figure) => (isCoarse(figure) || figure.resolutionSeconds >= 60) && isNamedTime(around)],
  [0, (around, figure) => isRound(figure) && isAloneBehind(around) && isNamedTime(around)],
  [2, isNamedTime],
  // `5m` may be metres.
  [0, (_, { form }) => form === 'letter'],
  [2, isFramed],
  [1, isBracketed],
  [1, isBracketedLast],
  [1, isForCount],
  [1, isWorkDirectly],
  [1, isTagged],
  [1, isDoneDirectly],
  [1, (around, { isExact }) => isExact && isAlone(around)],
  [1, isIn],
  [0, isOtherTime],
  [1, isNamedWork],
  [1, isEpochs],
  [1, isDoneAtEnd],
  [1, isCountedAtEnd],
  [1, isLabelled],
];

/** For a figure without a unit, which needs a name that says all. */
const BARE_RULES: Rules<BareFigure> = [
  [0, isNamedOtherwise],
  [0, isSetting],
  [0, isOfParts],
  [3, isTold],
  [2, isFinishedIn],
  [0, isNamedMeasure],
  [3, isNamedElapsed],
  [2, isNamedTimeSurely],
  [1, isNamedByUnit],
];

export const strengthOf = (figure: FoundDuration, around: Surroundings): Strength => decide(RULES, around, figure);

export const strengthOfBare = (around: Surroundings, figure: BareFigure): Strength =>
  decide(BARE_RULES, around, figure);

function decide<Figure>(rules: Rules<Figure>, around: Surroundings, figure: Figure): Strength {
  return rules.find(([, holds]) => holds(around, figure))?.[0] ?? 0;
}
