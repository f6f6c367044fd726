import { wordsOf, type Surroundings } from './elapsed-statement.js';
import {
  AFTER_NOUN_COUNTS,
  DONE,
  ITEM,
  MEASURES,
  MEDIA,
  NEVER,
  NEVER_HAN,
  NOT_WITH_TIME,
  OTHERS_BEHIND,
  OTHERS_BEHIND_HAN,
  OTHER_CLOCKS,
  PART_OF_TIME,
  PER_ITEM,
  STATISTICS,
  TIME,
  WAITS,
  WHOLE,
  isWorkNoun,
} from './elapsed-words.js';
import { LETTER } from './letters.js';

// What says of a figure that it is something else than a time that has passed.

/** A rate, a part of several or of a sum, a range's begin, a wait. */
const OTHER_BEHIND = new RegExp(
  String.raw`^ ?[)\]]?(?: ?(?:[±%]|\*(?!\*)|\+(?:\/-| ?\d(?!\d{0,9}m?s$))|-\d|\/(?!\s*\d))| ?(?:to|\.\.\.?|…|–|[-=]>|→) ?\d| ?(?:${OTHERS_BEHIND})\b| a (?:${ITEM})\b|${OTHERS_BEHIND_HAN})(?! *[:=])`,
  'i',
);
/** A rate's name, or the time that something will take. */
const OTHER_NAME = new RegExp(
  String.raw`\/ ?(?:${ITEM})s?\b|\btime to (?:complet|finish|go\b|wait|live|next|end\b|expir|peak|fail|crossing|collision|impact|event|death)|\btakes (?:about|around|approx|between|~)|\btimed[ -]out\b|время на (?:шаг|итер|эпох|запрос|файл|кадр|товар|элемент|токен|задач|объект|стран)`,
  'i',
);
/** `taking > 2 s` is a limit, `from 2 s to 5 s` a range, `3 × 5 s` a part, `time ~ 5 s` an estimate, `5 s -> 2 s` a change. */
const COMPARED =
  /(?:(?<![-=])>=?|×|±|\+\/?-|\b(?:than|at least|at most|over|under|from|to)(?: [a-z] ?=)?|(?:time|duration)\W{0,3}[~≈]|\d ?m?s {0,2}(?:->|→))\s*$/i;
/** A frame's or a segment's `duration` is none of work. */
const QUALIFIED_DURATION = new RegExp(`(?!info|debug)(?<![${LETTER}])(?<word>[${LETTER}]{1,30})[ _]duration`, 'i');
/** `duration of the signal`. */
const DURATION_OF = /\bduration of (?:the )?(?<what>.{1,40})$/i;
const CAMEL = /(?<=[a-z])(?=[A-Z])/g;

export const otherPatterns = [OTHER_BEHIND, OTHER_NAME, COMPARED, QUALIFIED_DURATION, DURATION_OF, CAMEL, NEVER_HAN];

/** `12 s left`, `12 s per epoch`. */
export const isOtherBehind = ({ after }: Surroundings): boolean => OTHER_BEHIND.test(after);

/** `timeout: 12 s`, `mean time: 12 s`. */
export function isNamedOtherwise({ words, before, lineWords }: Surroundings): boolean {
  return (
    words.some((word, index) => isOtherWord(word, words[index - 1] ?? '', words[index - 2] ?? '')) ||
    OTHER_NAME.test(before) ||
    COMPARED.test(before) ||
    NEVER_HAN.test(before) ||
    lineWords.some((word) => WAITS.has(word))
  );
}

/** `speed: 12 s`, `best time: 12 s`. */
export const isNamedMeasure = ({ words }: Surroundings): boolean => words.some((word) => MEASURES.has(word));

function isOtherWord(word: string, previous: string, earlier: string): boolean {
  return (
    NEVER.has(word) ||
    STATISTICS.has(word) ||
    (TIME.has(word) && ((PER_ITEM.has(previous) && !WHOLE.has(earlier)) || PART_OF_TIME.has(previous))) ||
    (AFTER_NOUN_COUNTS.has(word) && ['time', 'elapsed', 'timer', 'duration'].includes(previous))
  );
}

/** `start time: 12 s`, `segment duration: 12 s`: a point in time, a time to come, or one of something else. */
export function isOtherTime({ words, before }: Surroundings): boolean {
  return (
    isOthersDuration(before) ||
    words.some(
      (word, index) =>
        NOT_WITH_TIME.has(word) || (TIME.has(word) && (isOtherClock(words, index - 1) || isClockOf(words, index))),
    )
  );
}

/** A loop's `data time` has no more words before it, unlike `Construct bin mappers from text data time`. */
const isOtherClock = (words: readonly string[], index: number): boolean =>
  OTHER_CLOCKS.has(words[index] ?? '') && !(words[index] === 'data' && index > 2);

/** `Temps de cycle: `. */
const isClockOf = (words: readonly string[], index: number): boolean =>
  words.length === index + 3 &&
  ['of', 'de', 'di', 'du'].includes(words[index + 1] ?? '') &&
  (OTHER_CLOCKS.has(words[index + 2] ?? '') || words[index + 2] === 'cycle');

export function isOthersDuration(before: string): boolean {
  const what = DURATION_OF.exec(before)?.groups?.['what'];
  if (what !== undefined && !wordsOf(what).some((word) => isWorkNoun(word))) {
    return true;
  }
  const qualifier = QUALIFIED_DURATION.exec(before.replace(CAMEL, ' '))?.groups?.['word']?.toLowerCase();
  return qualifier !== undefined && !isWorkNoun(qualifier) && !DONE.has(qualifier);
}

/** What has a length of its own is on the line. */
export const isOfMedia = ({ lineWords }: Surroundings): boolean => lineWords.some((word) => MEDIA.has(word));
