import type { Surroundings } from './elapsed-statement.js';
import {
  AFTER_NOUN_COUNTS,
  AFTER_TIME,
  BEFORE_TIME,
  DONE,
  ELAPSED,
  ELAPSED_HAN,
  FUTURE,
  MEDIA,
  NEVER,
  NEVER_HAN,
  NOT_DONE,
  NOT_WITH_TIME,
  NOT_WORK,
  OTHER_CLOCKS,
  PART_OF_TIME,
  PER_ITEM,
  TIME,
  TIME_HAN,
  VAGUE,
  WAITS,
  WORK_HAN,
} from './elapsed-words.js';
import { LETTER } from './letters.js';

// What the words before a figure, and right behind it, say of it.

/** A rate, a part of several, a wait. */
const OTHER_BEHIND =
  /^ ?[)\]]?(?: ?(?:[±*%]|\+\/-|\/(?! ?\d))| ?(?:per|each|apiece|left|remaining|remain|to go|ago|timeout|limit|delay|interval|until|before|later|old|eta|or less|max|budget|window|long|between|video|audio|of (?:audio|video|speech))\b| a (?:step|batch|piece|sample|frame)\b|[之时]?后|后?重试|超时)(?! *[:=])/i;
const ELAPSED_BEHIND =
  /^ ?[)\]]? ?(?:(?:have |has )?(?:elapsed|passed|taken|spent|used)\b|in total\b|total\b|(?:was|were|is) (?:taken|used|spent|needed)\b|to (?:be )?(?:train|run|complete|finish|load|comput|process|evaluat|execut|fit|read|build|compil|generat|solve|predict|import|preprocess|creat|calculat|sort|test|pars|writ|sav|converg|search|do\b|download|install|render)[a-z]*|for (?:the )?[a-z]+(?:ing|ion)\b|(?:of )?(?:running|run|execution|training|elapsed|wall|computation|processing)[ -]?time\b|\s{0,3}= (?:[a-z]+ ){0,2}(?:run)?time\b)(?! ?[:=])/i;
/** A rate's name, or the time that something will take. */
const OTHER_NAME =
  /\/ ?(?:it|iter|step|batch|sample|epoch|image|img|token|frame|item)s?\b|\btime to (?:complet|finish|go\b|wait|live|next|end\b|expir)|\btakes (?:about|around|approx|between|~)/i;
/** `taking > 2 s` is a limit, not a figure. */
const COMPARED = /(?:(?<![-=])>=?|\b(?:than|at least|at most|up to|over|under))\s*$/i;
/** The line belongs to a loop's own report, whose `time` is that of one round. */
const LOOP_REPORT = /\beta\b|\bdt ?[:=]|\bdata(?:_time)?: ?\d|\b(?:it|iters?)\/s|\biter_time\b|剩余/i;
/** A frame's or a segment's `duration` is none of work. */
const QUALIFIED_DURATION = new RegExp(`(?!info|debug)(?<![${LETTER}])(?<word>[${LETTER}]{1,30})[ _]duration`, 'i');
const LINK_IN = new RegExp(
  String.raw`(?<![${LETTER}])(?:in|after|within|for|em|en|après|nach|за)[ :=]*(?:(?:about|around|approx(?:imately)?\.?|only|just|a total of|total) ?|[~≈<] ?)?$`,
  'i',
);
/** `Loaded 500 rows in`, `(120 primitive calls) in`, `Epoch 3 in`. */
const COUNTED_IN = /(?:(?<![\d.,:])\d[\d.,]* [a-z]+(?: [a-z]+)?\)?|\bepoch \d+:?) in *$/i;
const NAMED = /(?:[:=→]|[-=]>)\s*$/;
const CAMEL = /(?<=[a-z])(?=[A-Z])/g;

export const namePatterns = [
  OTHER_BEHIND,
  ELAPSED_BEHIND,
  OTHER_NAME,
  COMPARED,
  LOOP_REPORT,
  QUALIFIED_DURATION,
  LINK_IN,
  COUNTED_IN,
  NAMED,
  CAMEL,
  ELAPSED_HAN,
  TIME_HAN,
  NEVER_HAN,
  WORK_HAN,
];

/** `12 s left`, `12 s per epoch`. */
export const isOtherBehind = ({ after }: Surroundings): boolean => OTHER_BEHIND.test(after);

/** `12 s elapsed`, `12 s to train`. */
export const isElapsedBehind = ({ after }: Surroundings): boolean => ELAPSED_BEHIND.test(after);

/** `timeout: 12 s`, `mean time: 12 s`. */
export function isNamedOtherwise({ words, before, lineWords }: Surroundings): boolean {
  return (
    words.some((word, index) => isOtherWord(word, words[index - 1] ?? '')) ||
    OTHER_NAME.test(before) ||
    COMPARED.test(before) ||
    NEVER_HAN.test(before) ||
    lineWords.some((word) => WAITS.has(word))
  );
}

function isOtherWord(word: string, previous: string): boolean {
  return (
    NEVER.has(word) ||
    (word === 'time' && PER_ITEM.has(previous)) ||
    (TIME.has(word) && PART_OF_TIME.has(previous)) ||
    (AFTER_NOUN_COUNTS.has(word) && ['time', 'elapsed', 'timer'].includes(previous))
  );
}

/** `took 12 s`, `elapsed: 12 s`, `training time: 12 s`. */
export function isNamedElapsed({ words, before }: Surroundings): boolean {
  return (
    ELAPSED_HAN.test(before) ||
    words.some((word, index) => {
      if (word === 'duration') {
        return !isOthersDuration(before) && !words.some((each) => MEDIA.has(each));
      }
      return word === 'time'
        ? (BEFORE_TIME.has(words[index - 1] ?? '') && !words.some((each) => NOT_WITH_TIME.has(each))) ||
            AFTER_TIME.has(words[index + 1] ?? '')
        : ELAPSED.has(word);
    })
  );
}

function isOthersDuration(before: string): boolean {
  const qualifier = QUALIFIED_DURATION.exec(before.replace(CAMEL, ' '))?.groups?.['word']?.toLowerCase();
  return qualifier !== undefined && !isWorkNoun(qualifier);
}

/** `time: 12 s`. */
export const isNamedTime = (around: Surroundings): boolean => isTime(around, () => true);

/** `time: 12`, by a word that names nothing else. */
export const isNamedTimeSurely = (around: Surroundings): boolean => isTime(around, (word) => !VAGUE.has(word));

function isTime(around: Surroundings, isSure: (word: string) => boolean): boolean {
  const { words, before, lineBefore, after } = around;
  return (
    (words.some((word) => TIME.has(word) && isSure(word)) || TIME_HAN.test(before)) &&
    !isOtherTime(around) &&
    !LOOP_REPORT.test(lineBefore + after)
  );
}

/** `start time: 12 s`, `simulation time: 12 s`: a point in time, a time to come, or one by another clock. */
export function isOtherTime({ words }: Surroundings): boolean {
  return words.some(
    (word, index) => NOT_WITH_TIME.has(word) || (TIME.has(word) && OTHER_CLOCKS.has(words[index - 1] ?? '')),
  );
}

/** `Loaded 500 rows in 5.1 s`, `converged after 5.1 s`, `ran for 5.1 s`. */
export function isDoneIn({ before, lineBefore, lineWords }: Surroundings): boolean {
  return (
    LINK_IN.test(before) &&
    !lineWords.some((word) => NEVER.has(word) || FUTURE.has(word)) &&
    (lineWords.some(isDone) || COUNTED_IN.test(lineBefore))
  );
}

/** `Evaluation: 5.1 s`, `Done: 5.1 s`, `Loading data: 5.1 s`. */
export function isNamedWork({ words, before }: Surroundings): boolean {
  return (
    NAMED.test(before) &&
    !words.some((word) => MEDIA.has(word)) &&
    (WORK_HAN.test(before) || words.some((word) => isDone(word) || (isWorkNoun(word) && !PER_ITEM.has(word))))
  );
}

export function isDone(word: string): boolean {
  return DONE.has(word) || (word.length > 3 && word.endsWith('ed') && !NOT_DONE.has(word));
}

/** `training`, `evaluation`, `inference`. */
export function isWorkNoun(word: string): boolean {
  return BEFORE_TIME.has(word) || (/^[a-z]{2,}(?:ing|[ts]ion)$/.test(word) && !NOT_WORK.has(word));
}
