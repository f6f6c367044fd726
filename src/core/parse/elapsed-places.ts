import type { FoundDuration } from './duration.js';
import { isOfMedia } from './elapsed-others.js';
import type { Surroundings } from './elapsed-statement.js';
import {
  DONE,
  FUTURE,
  isDone,
  isWorkNoun,
  MEASURES,
  METRICS,
  NEVER,
  SEEN,
  STATISTICS,
  TICKS,
} from './elapsed-words.js';

// What the place of a figure in its line says of it.

const LOG_BEGIN = /^[\s[(\d/.,:T-]*$/;
/** A clock is a log's, and the words behind it concern the next figure, unless they are no more than these. */
const ONLY_ELAPSED =
  /^ ?[)\]]? ?(?:has )?(?:elapsed|passed|taken|spent|used|total(?: time)?|in total)[.!]?\s*(?:$|[,;|])/i;
const DIGIT = /\d/;
const FRAMED_BEFORE = /^[\s\-=*#>~_·:+.…]*$/;
const FRAMED_AFTER = /^[\s\-=*#<~_·:+.!]*$/;
/** `INFO --- 12.3 seconds ---`. */
const FRAME_BEGIN = /(?:^|[\s:])[-=*#>~_]{2,20}\s*$/;
const FRAME_END = /^\s*[-=*#<~_]{2,}\s*$/;
const DECORATION = /[-=*#>~_]{2}/;
/** Nothing but a separator, a number or an opening bracket stands directly before the figure. */
const UNNAMED = /(?:^|[\d)\]%|│,;:[(–-])\s*$/;
const OPENED = /[([](?:t ?= ?|~)?$/;
const AT = /t ?= ?$/;
/** A line of `(in 12 ms)` alone. */
const IN_BRACKETS = /^\s*[([]in $/;
/** Before the bracket's end may stand a rate, or the limit that was kept. */
const CLOSED = /^(?:, ~?\d[\d.,]{0,15} ?[a-z]{1,9}\/[a-z]{1,15}| [<≤]=? ?\d[\d.]{0,15} ?m?s)? ?[)\]]/i;
const CLOSED_LINE = /^ ?[)\]]{1,2}[\s.!]*$/;
/** What it says of many figures, since the one before this. */
const isStatistic = (word: string): boolean => STATISTICS.has(word) || MEASURES.has(word);
/** How far a loop has come, at the line's begin: `[3/10] `, `step 1,200/5,000 `. */
const COUNTED = /^\W{0,9}(?:[a-z]{2,12} {1,3})?\[?\d[\d,]{0,11}\/\d[\d,]{0,11}[\]:|,; ]/i;
/** Set off at the end of a line. */
const GAP = /(?:[,;|] |\s[-–—] |\s\s|\t|[✓✔✅] )$/;
/** Behind a rate, or the same in another unit. */
const LINE_END = /^(?:, \d[\d.]{0,15} ?[a-z]{1,9}(?:\/s)?)?[\s.!]*$/i;
/** A figure that work has had as its result, `12,345` or `12,345 rows`, but no figure of time. */
const RESULT = /(?<!:\d?)[\d%](?: (?!m?s\b|sec|min|hour|day)[a-z]{1,20}| *[|,:;.)\]]+)?\s*[([]$/;

export const placePatterns = [
  LOG_BEGIN,
  ONLY_ELAPSED,
  FRAMED_BEFORE,
  FRAMED_AFTER,
  FRAME_BEGIN,
  FRAME_END,
  DECORATION,
  UNNAMED,
  OPENED,
  AT,
  IN_BRACKETS,
  CLOSED,
  CLOSED_LINE,
  COUNTED,
  GAP,
  LINE_END,
  RESULT,
];

/** `12:03:44 loading data`. */
export function isLogClock({ lineBefore, after }: Surroundings, figure: FoundDuration): boolean {
  return figure.hasColons && LOG_BEGIN.test(lineBefore) && isLogOf(after, figure);
}

/** Whether the words behind a clock are about another figure, or about none. */
export function isLogOf(after: string, { form, hasColons }: FoundDuration): boolean {
  return hasColons && !ONLY_ELAPSED.test(after) && (form === 'clock' || DIGIT.test(after));
}

/** `--- 12.3 seconds ---`. */
export function isFramed(around: Surroundings): boolean {
  const { lineBefore, after } = around;
  return (
    (FRAME_BEGIN.test(lineBefore) && FRAME_END.test(after)) || (isAlone(around) && DECORATION.test(lineBefore + after))
  );
}

/** Nothing else is on the line. */
export function isAlone({ lineBefore, after }: Surroundings): boolean {
  return FRAMED_BEFORE.test(lineBefore) && FRAMED_AFTER.test(after);
}

/** `Epoch 3: 5.1 s`, `Epoch 3, loss 0.5, 5.1 s`. */
export const isEpochs = ({ hasEpoch, before }: Surroundings): boolean => hasEpoch && UNNAMED.test(before);

/** `Saved the model (5.1 s)`, `Data loading (5.1 s)`, `Done (t=5.1s)`, `auc = 0.91 (12s)`. */
export function isBracketed(around: Surroundings, { isExact, resolutionSeconds }: FoundDuration): boolean {
  const { lineBefore, lineWords, lastWords, after, hasEpoch } = around;
  return (
    (IN_BRACKETS.test(lineBefore) && CLOSED_LINE.test(after)) ||
    (OPENED.test(lineBefore) &&
      CLOSED.test(after) &&
      !isOfMedia(around) &&
      !lineWords.some((word) => NEVER.has(word)) &&
      !lastWords.some(isStatistic) &&
      // `Peak detected at (t = 1.2 s)`.
      !(AT.test(lineBefore) && lineWords.some((word) => SEEN.has(word))) &&
      (hasEpoch ||
        lineWords.some((word) => (isDone(word) && !SEEN.has(word)) || TICKS.has(word)) ||
        (CLOSED_LINE.test(after) &&
          // `500 (5 min)` is planned.
          ((RESULT.test(lineBefore) && (isExact || resolutionSeconds <= 1)) || lineWords.some(isWorkNoun)))))
  );
}

/** `Export done, 5.1 s`, `✓ a.jpg  5.1 s`, `step 3, loss 0.5, 5.1 s`. */
export function isDoneAtEnd(around: Surroundings, { isExact }: FoundDuration): boolean {
  const { lineBefore, lineWords, lastWords, after } = around;
  const last = lastWords.at(-1) ?? '';
  const isBehindDone = isDone(last) || TICKS.has(last);
  return (
    (isExact || isBehindDone) &&
    GAP.test(lineBefore) &&
    LINE_END.test(after) &&
    (isBehindDone ||
      COUNTED.test(lineBefore) ||
      lineWords.some((word) => DONE.has(word) || TICKS.has(word) || METRICS.has(word))) &&
    !isOfMedia(around) &&
    !lineWords.some((word) => NEVER.has(word) || FUTURE.has(word)) &&
    !lastWords.some(isStatistic)
  );
}
