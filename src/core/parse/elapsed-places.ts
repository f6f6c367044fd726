import type { FoundDuration } from './duration.js';
import { isOfMedia } from './elapsed-others.js';
import { isNoLabel, isPrecise } from './elapsed-names.js';
import { wordsOf, type Surroundings } from './elapsed-statement.js';
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
import { LETTER } from './letters.js';

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
/** `(120412 bytes, 7.31s)` and `(12M 参数, 12s)`, but not what media hold. */
const OPENED_COUNT = new RegExp(
  String.raw`[([]\d[\d.,]{0,15} ?[kKmMgG]? ?(?!samples|frames?|channels|notes|words|beats|cuts|clips|hz|khz|fps|s\b|ms\b|sec|min|hour|day|秒|分)[${LETTER}]{2,20}, $`,
  'i',
);
/** What was reached, before them: `R²=0.9123 `, `2.1234 BPE `. */
const REACHED = new RegExp(String.raw`[:=] ?-?\d{1,9}\.\d{2,18}(?: [${LETTER}]{1,12})? [([]\d[^()[\]]{0,40}$`);
/** `after 1200 evals, 134s`. */
const AFTER_COUNT = /\bafter \d[\d,]{0,15} (?!fail|error|attempt|tries|missed)[a-z]{1,20}, $/i;
/** `  10,000/123,456 34s`, `n= 12 of 20 t=34s`: nothing else. */
const ONLY_COUNTED = /^\W{0,9}(?:[a-z]{1,12} ?[= ] ?)?\d[\d,]{0,11} ?(?:\/|of) ?\d[\d,]{0,11}\]? {1,3}(?:t=)?$/i;
/** `436684 rows, 761093 cols  3s`, `3 errors + 12 iterations, 1.23 s`, but not what media hold. */
const COUNTS =
  /(?:\d[\d,]{0,12} (?!samples|frames|channels|notes|words|beats|cuts|clips|sec|min|hour|day|ms\b)[a-z]{3,20}(?: [a-z]{2,20}){0,2}(?:, | \+ | {2,3})){2}$/i;
/** `snapshot=ab12 plans=3 (1.2 s)`. */
const VALUES_OPENED = /=\S{1,40} [\w.-]{1,20}=\S{1,40} [([]$/;
/** `[OK] 1.23s | a.png`, `生成成功: 12.34s`. */
const DONE_DIRECTLY = /(?:\[(?:OK|DONE|PASS(?:ED)?|FAIL(?:ED)?)\]|(?:完成|完了|完毕|成功)[:：]?) ?$/i;
const SET_OFF = /^(?:[\s.!]*$| ?[|(])/;
/** `120 files | improved: 12 | ready: 34 | `. */
const COLUMNS = /\d {1,3}\|[^|:]{1,60}: ?\d[\d.,%]{0,12} {1,3}\| {0,3}$/;
/** `… 123MB `. */
const VALUE = /\d(?:[kmg]i?b)? {1,2}$/i;
/** `[25/120] 1.2 min, 20 OK`. */
const NEXT = /^, \d/;
/** `rendered a.mp4 (12.3 s)`: the file's. */
const MEDIA_OPENED =
  /(?:\.(?:mp4|m4v|mov|mkv|avi|webm|gif|wav|mp3|flac|ogg|opus|aac|m4a|midi?)\W{0,2}|\bsamples=\d{1,12}) [([]$/i;
/** `완료 12,345장 42s`. */
const DONE_COUNT = new RegExp(String.raw`^\W{0,9}(?<done>[${LETTER}]{2,12}) \d[\d,]{0,11} ?[${LETTER}]{1,20} $`);
/** `[LLM] 34ms: `, `[Response] (1.23s): `. */
const TAGGED = /^\s*\[(?<tag>[a-z][\w .-]{0,30})\] \(?$/i;
const TAGGED_END = /^\)?: /;
/** A test's verdict. */
const VERDICT = /^\W{0,9}(?:PASS|FAIL|OK|ERROR)\b/;
/** `cold build (1.23s)`. */
const LABEL_OPENED = new RegExp(String.raw`^[\s>*#•✓✔✅-]{0,12}[${LETTER}_][${LETTER}\w +/-]{0,40} [([]$`);
const AT = /t ?= ?$/;
const NAME_ALONE = /^(?:\[?\d\d:\d\d:\d\d\]?)?\D{0,60}[:=]\s{0,20}$/;
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
const LINE_END = /^(?:, \d[\d.]{0,15} ?[a-z]{1,9}(?:\/s)?)?[\s.!]*(?:[-=*#]{2,20}\s*)?$/i;
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
  OPENED_COUNT,
  REACHED,
  AFTER_COUNT,
  ONLY_COUNTED,
  DONE_COUNT,
  COUNTS,
  VALUES_OPENED,
  NEXT,
  DONE_DIRECTLY,
  SET_OFF,
  COLUMNS,
  VALUE,
  MEDIA_OPENED,
  TAGGED,
  TAGGED_END,
  VERDICT,
  LABEL_OPENED,
  AT,
  NAME_ALONE,
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

/** A name and a figure are all of the line. */
export const isAloneBehind = ({ lineBefore, after }: Surroundings): boolean =>
  FRAMED_AFTER.test(after) && NAME_ALONE.test(lineBefore);

/** `Epoch 3: 5.1 s`, `Epoch 3, loss 0.5, 5.1 s`. */
export const isEpochs = ({ hasEpoch, before }: Surroundings): boolean => hasEpoch && UNNAMED.test(before);

/** `Saved the model (5.1 s)`, `Data loading (5.1 s)`, `Done (t=5.1s)`, `auc = 0.91 (12s)`. */
export function isBracketed(around: Surroundings, figure: FoundDuration): boolean {
  const { isExact, resolutionSeconds } = figure;
  const { lineBefore, lineWords, lastWords, after, hasEpoch } = around;
  return (
    (IN_BRACKETS.test(lineBefore) && CLOSED_LINE.test(after)) ||
    (OPENED.test(lineBefore) &&
      CLOSED.test(after) &&
      !MEDIA_OPENED.test(lineBefore) &&
      !isOfMedia(around) &&
      !lineWords.some((word) => NEVER.has(word)) &&
      !lastWords.some(isStatistic) &&
      // `Peak detected at (t = 1.2 s)`.
      !(AT.test(lineBefore) && lineWords.some((word) => SEEN.has(word))) &&
      (hasEpoch ||
        lineWords.some((word) => (isDone(word) && !SEEN.has(word)) || TICKS.has(word)) ||
        (isExact && (VERDICT.test(lineBefore) || (VALUES_OPENED.test(lineBefore) && CLOSED_LINE.test(after)))) ||
        (CLOSED_LINE.test(after) && LABEL_OPENED.test(lineBefore) && isPrecise(figure) && !lineWords.some(isNoLabel)) ||
        (CLOSED_LINE.test(after) &&
          // `500 (5 min)` is planned.
          ((RESULT.test(lineBefore) && (isExact || resolutionSeconds <= 1)) || lineWords.some(isWorkNoun)))))
  );
}

/** `(120412 bytes, 7.31 s)` behind a result. */
export const isBracketedLast = (around: Surroundings, { resolutionSeconds }: FoundDuration): boolean =>
  resolutionSeconds <= 1 &&
  CLOSED_LINE.test(around.after) &&
  OPENED_COUNT.test(around.lineBefore) &&
  REACHED.test(around.lineBefore) &&
  !isOfMedia(around) &&
  !around.lineWords.some((word) => NEVER.has(word));

/** `new worst after 1200 evals, 134s`, `10,000/123,456 34s`, `완료 12,345장 42s`. */
export function isCountedAtEnd(
  around: Surroundings,
  { isExact, resolutionSeconds, hasColons }: FoundDuration,
): boolean {
  const { lineBefore, lineWords, after } = around;
  return (
    (resolutionSeconds <= 1 || isExact) &&
    !hasColons &&
    (LINE_END.test(after) || (isExact && ONLY_COUNTED.test(lineBefore) && NEXT.test(after))) &&
    (AFTER_COUNT.test(lineBefore) ||
      COLUMNS.test(lineBefore) ||
      (COUNTED.test(lineBefore) && VALUE.test(lineBefore)) ||
      (COUNTS.test(lineBefore) && (isExact || lineBefore.endsWith('  '))) ||
      ONLY_COUNTED.test(lineBefore) ||
      DONE.has(DONE_COUNT.exec(lineBefore)?.groups?.['done']?.toLowerCase() ?? '')) &&
    !isOfMedia(around) &&
    !lineWords.some((word) => NEVER.has(word) || FUTURE.has(word))
  );
}

/** `[OK] 1.23s | a.png`. */
export const isDoneDirectly = (around: Surroundings, { isExact }: FoundDuration): boolean =>
  isExact && DONE_DIRECTLY.test(around.lineBefore) && SET_OFF.test(around.after) && !isOfMedia(around);

/** `[LLM] 34ms: 'hello'`, as nobody writes a time of day. */
export const isTagged = ({ lineBefore, after }: Surroundings, figure: FoundDuration): boolean => {
  const tag = TAGGED.exec(lineBefore)?.groups?.['tag'];
  return (
    tag !== undefined &&
    TAGGED_END.test(after) &&
    (lineBefore.endsWith('(') ? isPrecise(figure) : figure.resolutionSeconds < 0.01) &&
    !wordsOf(tag).some((word) => isNoLabel(word))
  );
};

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
