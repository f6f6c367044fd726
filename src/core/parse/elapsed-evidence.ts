import type { FoundDuration } from './duration.js';
import {
  AFTER_NOUN_COUNTS,
  AFTER_TIME,
  BEFORE_TIME,
  DONE,
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
  STRONG,
  TICKS,
  STRONG_HAN,
  TIME,
  TIME_HAN,
  VAGUE,
  WAITS,
  WORK_HAN,
} from './elapsed-words.js';
import { LETTER } from './letters.js';

/** More of a line is not looked at for one figure. */
const MAX_BEFORE = 200;
/** How far before a figure words still concern it. */
const LOOK_BACK = 120;

/** How surely a printed figure is a time that has passed; 0: it is not, or nobody can tell. */
export type Strength = 0 | 1 | 2 | 3;

/** What stands around a figure. */
export interface Surroundings {
  /** The statement that leads to the figure: the line since its last separator. */
  readonly before: string;
  /** The line up to the figure, as far as it may matter. */
  readonly lineBefore: string;
  /** The line after the figure. */
  readonly after: string;
  /** The line tells an epoch's number. */
  readonly hasEpoch: boolean;
}

/** What follows a duration that is not one which has passed: a rate, a part of several, a wait. */
const NOT_AFTER =
  /^ ?[)\]]?(?: ?(?:[±*%]|\+\/-|\/(?! ?\d))| ?(?:per|each|apiece|left|remaining|remain|to go|ago|timeout|limit|delay|interval|until|before|later|old|eta|or less|max|budget|window|long|between|video|audio|of (?:audio|video|speech))\b| a (?:step|batch|piece|sample|frame)\b|[之时]?后|后?重试|超时)(?! *[:=])/i;
const AFTER =
  /^ ?[)\]]? ?(?:(?:have |has )?(?:elapsed|passed|taken|spent|used)\b|in total\b|total\b|(?:was|were|is) (?:taken|used|spent|needed)\b|to (?:be )?(?:train|run|complete|finish|load|comput|process|evaluat|execut|fit|read|build|compil|generat|solve|predict|import|preprocess|creat|calculat|sort|test|pars|writ|sav|converg|search|do\b|download|install|render)[a-z]*|for (?:the )?[a-z]+(?:ing|ion)\b|(?:of )?(?:running|run|execution|training|elapsed|wall|computation|processing)[ -]?time\b|\s{0,3}= (?:[a-z]+ ){0,2}(?:run)?time\b)(?! ?[:=])/i;
/** A clock is a log's, and the words after it concern the next figure, unless they are no more than these. */
const AFTER_CLOCK =
  /^ ?[)\]]? ?(?:has )?(?:elapsed|passed|taken|spent|used|total(?: time)?|in total)[.!]?\s*(?:$|[,;|])/i;
const LOG_TIME = /^[\s[(\d/.,:T-]*$/;
/** The line belongs to a loop's own report, whose `time` is that of one round. */
const LOOP_REPORT = /\beta\b|\bdt ?[:=]|\bdata(?:_time)?: ?\d|\b(?:it|iters?)\/s|\biter_time\b|剩余/i;
const LINK_IN = new RegExp(
  String.raw`(?<![${LETTER}])(?:in|after|within|for|em|en|après|nach|за)[ :=]*(?:(?:about|around|approx(?:imately)?\.?|only|just|a total of|total) ?|[~≈<] ?)?$`,
  'i',
);
/** `Loaded 500 rows in`, `(120 primitive calls) in`, `Epoch 3 in`. */
const COUNTED_IN = /(?:(?<![\d.,:])\d[\d.,]* [a-z]+(?: [a-z]+)?\)?|\bepoch \d+:?) in *$/i;
const FRAMED_BEFORE = /^[\s\-=*#>~_·:+]*$/;
const FRAMED_AFTER = /^[\s\-=*#<~_·:+.!]*$/;
/** `INFO --- 12.3 seconds ---`. */
const FRAME_BEGIN = /(?:^|[\s:])[-=*#>~_]{2,20}\s*$/;
const FRAME_END = /^\s*[-=*#<~_]{2,}\s*$/;
const DECORATION = /[-=*#>~_]{2}/;
/** Nothing but a separator, a number or an opening bracket stands directly before the figure. */
const UNNAMED = /(?:^|[\d)\]%|,;:[(–-])\s*$/;
const OPENED = /[([](?:t ?= ?|~)?$/;
const CLOSED = /^ ?[)\]]/;
const CLOSED_LINE = /^ ?[)\]]{1,2}[\s.!]*$/;
/** A figure that work has had as its result. */
const RESULT = /[\d%](?: *[|,:;.)\]]+)?\s*[([]$/;
const NAMED = /(?:[:=→]|[-=]>)\s*$/;
const SEPARATOR =
  /[,;|\t([{}\])、，；。（）【】「」]|\s[-–—•]\s|(?<!\b(?:avg|approx|est|max|min|std))[.!?]\s|(?<!\s)\s{3,}(?![\s:=])/gi;
const BRACKETED_UNIT = /[([][^()[\]]{0,30}[)\]](?=['"]?\s*(?:[:=]|$))/g;
/** A line of dashes, or a table's border, before the figure: the name stands before it. */
const RULE = /\s[-=*~_]{2,}$/;
const BORDER = /(?<!\s)\s*\|$/;
const DOTS = /\s?(?:\.{2,}|…)\s?/g;
/** A rate's name, or the time that something will take. */
const OTHER_NAME =
  /\/ ?(?:it|iter|step|batch|sample|epoch|image|img|token|frame|item)s?\b|\btime to (?:complet|finish|go\b|wait|live|next|end\b|expir)|\btakes (?:about|around|approx|between|~)/i;
/** `taking > 2 s` is a limit, not a figure. */
const COMPARED = /(?:(?<![-=])>=?|\b(?:than|at least|at most|up to|over|under))\s*$/i;
/** What ends the value before the name that leads to the figure: `loss: 0.5 time: `, but not `time for 1 epoch: `. */
const VALUE_BEFORE = new RegExp(
  String.raw`(?:[:=]\s{0,9}-?\d{1,9}|\.\d{1,18}(?:e-\d\d?)?%?|%)\s(?=\s{0,9}[${LETTER}_][${LETTER}_ ]{0,40}[:=]\s?$)`,
);
/** A frame's or a segment's `duration` is none of work. */
const QUALIFIED_DURATION = new RegExp(`(?!info|debug)(?<![${LETTER}])(?<word>[${LETTER}]{1,30})[ _]duration`, 'i');
const DIGIT = /\d/;
const CAMEL = /(?<=[a-z])(?=[A-Z])/g;
const WORD = new RegExp(`[${LETTER}✓✔✅]+`, 'g');

export const evidencePatterns = [
  NOT_AFTER,
  AFTER,
  AFTER_CLOCK,
  LOG_TIME,
  LOOP_REPORT,
  LINK_IN,
  COUNTED_IN,
  FRAMED_BEFORE,
  FRAMED_AFTER,
  FRAME_BEGIN,
  FRAME_END,
  DECORATION,
  QUALIFIED_DURATION,
  UNNAMED,
  OPENED,
  CLOSED,
  CLOSED_LINE,
  RESULT,
  NAMED,
  SEPARATOR,
  BRACKETED_UNIT,
  RULE,
  BORDER,
  DOTS,
  OTHER_NAME,
  COMPARED,
  VALUE_BEFORE,
  CAMEL,
  WORD,
  STRONG_HAN,
  TIME_HAN,
  NEVER_HAN,
  WORK_HAN,
];

export function surroundings(line: string, start: number, end: number, hasEpoch: boolean): Surroundings {
  const lineBefore = line.slice(Math.max(0, start - MAX_BEFORE), start);
  const plain = lineBefore
    .trimEnd()
    .replace(RULE, '')
    .replace(BORDER, ':')
    .replace(BRACKETED_UNIT, '')
    .replace(DOTS, ': ')
    .trimEnd();
  let cut = 0;
  for (const separator of plain.matchAll(SEPARATOR)) {
    cut = separator.index + separator[0].length;
  }
  const statement = plain.slice(cut);
  const value = VALUE_BEFORE.exec(statement);
  const before = value ? statement.slice(value.index + 1) : statement;
  return { before, lineBefore, after: line.slice(end, end + 80), hasEpoch };
}

/** Weighs a duration that is printed with units or as a clock. */
export function strengthOf({ form, isExact, hasColons }: FoundDuration, around: Surroundings): Strength {
  const words = withoutPurpose(wordsOf(around.before));
  if (NOT_AFTER.test(around.after) || isNever(words, around) || (hasColons && isLogTime(form, around))) {
    return 0;
  }
  const isNamedAfter = AFTER.test(around.after) && !(hasColons && concernsNext(form, around.after));
  if (isStrong(words, around.before) || isNamedAfter || isDoneIn(around)) {
    return 3;
  }
  const isOther = isOtherTime(words);
  if (!isOther && isTime(words, around)) {
    return form === 'clock' ? 0 : 2;
  }
  if (form !== 'units') {
    return 0;
  }
  if (isFramed(around)) {
    return 2;
  }
  const isNamed = !isOther && (isWork(words, around) || isEpochs(around));
  return isNamed || isBracketed(around) || (isExact && isAlone(around)) ? 1 : 0;
}

/** Weighs a figure without a unit, which needs a name that says all. */
export function strengthOfBare(around: Surroundings): Strength {
  const words = withoutPurpose(wordsOf(around.before));
  if (isNever(words, around)) {
    return 0;
  }
  if (isStrong(words, around.before)) {
    return 3;
  }
  const sure = words.filter((word) => !VAGUE.has(word));
  return (!isOtherTime(words) && isTime(sure, around)) || isDoneIn(around) ? 2 : 0;
}

export function wordsOf(text: string): string[] {
  const words = text.replace(CAMEL, ' ').toLowerCase().match(WORD) ?? [];
  return words.map((word) => (GLUED_TIME.test(word) && !NO_TIME.has(word) ? 'time' : word));
}

/** `traintime` and `Rechenzeit` are times; these are not. */
const GLUED_TIME = /^[a-zäöüß]{3,}(?:time|zeit)$/;
const NO_TIME = new Set(
  [
    'runtime walltime uptime downtime lifetime datetime realtime overtime sometime anytime bedtime lunchtime meantime',
    'laufzeit wartezeit restzeit uhrzeit startzeit endzeit echtzeit vertragslaufzeit kochzeit backzeit halbwertszeit',
  ].flatMap((words) => words.split(' ')),
);

function isLogTime(form: FoundDuration['form'], { lineBefore, after }: Surroundings): boolean {
  return LOG_TIME.test(lineBefore) && concernsNext(form, after);
}

/** Whether the words after a clock are about another figure, or about none. */
function concernsNext(form: FoundDuration['form'], after: string): boolean {
  return !AFTER_CLOCK.test(after) && (form === 'clock' || DIGIT.test(after));
}

function isNever(words: readonly string[], { before, lineBefore }: Surroundings): boolean {
  return (
    words.some((word, index) => {
      const previous = words[index - 1] ?? '';
      return (
        NEVER.has(word) ||
        (word === 'time' && PER_ITEM.has(previous)) ||
        (TIME.has(word) && PART_OF_TIME.has(previous)) ||
        (AFTER_NOUN_COUNTS.has(word) && isNoun(previous))
      );
    }) ||
    OTHER_NAME.test(before) ||
    COMPARED.test(before) ||
    NEVER_HAN.test(before) ||
    wordsOf(lineBefore.slice(-LOOK_BACK)).some((word) => WAITS.has(word))
  );
}

/** `time taken to find the best model` is no best time, `time to load data` none of data, `inference time on CPU` no CPU time. */
function withoutPurpose(words: readonly string[]): readonly string[] {
  const purpose = words.findIndex((word) => word === 'to' || word === 'on');
  const name = words.slice(0, Math.max(purpose, 0));
  return name.some((word) => STRONG.has(word) || TIME.has(word)) ? name : words;
}

function isNoun(word: string): boolean {
  return word === 'time' || word === 'elapsed' || word === 'timer';
}

function isStrong(words: readonly string[], before: string): boolean {
  if (STRONG_HAN.test(before)) {
    return true;
  }
  return words.some((word, index) => {
    if (word === 'duration') {
      const qualifier = QUALIFIED_DURATION.exec(before.replace(CAMEL, ' '))?.groups?.['word']?.toLowerCase();
      return (qualifier === undefined || isWorkNoun(qualifier)) && !words.some((each) => MEDIA.has(each));
    }
    if (word !== 'time') {
      return STRONG.has(word);
    }
    return (
      (BEFORE_TIME.has(words[index - 1] ?? '') && !words.some((each) => NOT_WITH_TIME.has(each))) ||
      AFTER_TIME.has(words[index + 1] ?? '')
    );
  });
}

function isTime(words: readonly string[], around: Surroundings): boolean {
  const named = words.some((word) => TIME.has(word)) || TIME_HAN.test(around.before);
  return named && !LOOP_REPORT.test(around.lineBefore + around.after);
}

/** A point in time, a time to come, or one by another clock. */
function isOtherTime(words: readonly string[]): boolean {
  return words.some(
    (word, index) => NOT_WITH_TIME.has(word) || (TIME.has(word) && OTHER_CLOCKS.has(words[index - 1] ?? '')),
  );
}

/** `Loaded 500 rows in 5.1 s`, `converged after 5.1 s`, `ran for 5.1 s`. */
function isDoneIn(around: Surroundings): boolean {
  if (!LINK_IN.test(around.before)) {
    return false;
  }
  const words = wordsOf(around.lineBefore.slice(-LOOK_BACK));
  return (
    !words.some((word) => NEVER.has(word) || FUTURE.has(word)) &&
    (words.some(isDone) || COUNTED_IN.test(around.lineBefore))
  );
}

function isDone(word: string): boolean {
  return DONE.has(word) || (word.length > 3 && word.endsWith('ed') && !NOT_DONE.has(word));
}

/** `Epoch 3: 5.1 s`, `Epoch 3, loss 0.5, 5.1 s`. */
function isEpochs({ hasEpoch, before }: Surroundings): boolean {
  return hasEpoch && UNNAMED.test(before);
}

/** `--- 12.3 seconds ---`. */
function isFramed(around: Surroundings): boolean {
  return (
    (FRAME_BEGIN.test(around.lineBefore) && FRAME_END.test(around.after)) ||
    (isAlone(around) && DECORATION.test(around.lineBefore + around.after))
  );
}

/** Nothing else is on the line. */
function isAlone(around: Surroundings): boolean {
  return FRAMED_BEFORE.test(around.lineBefore) && FRAMED_AFTER.test(around.after);
}

/** `Evaluation: 5.1 s`, `Done: 5.1 s`, `Loading data: 5.1 s`. */
function isWork(words: readonly string[], around: Surroundings): boolean {
  if (!NAMED.test(around.before) || words.some((word) => MEDIA.has(word))) {
    return false;
  }
  return (
    WORK_HAN.test(around.before) || words.some((word) => isDone(word) || (isWorkNoun(word) && !PER_ITEM.has(word)))
  );
}

/** `training`, `evaluation`, `inference`. */
function isWorkNoun(word: string): boolean {
  return BEFORE_TIME.has(word) || (/^[a-z]{2,}(?:ing|[ts]ion)$/.test(word) && !NOT_WORK.has(word));
}

/** `Saved the model (5.1 s)`, `Data loading (5.1 s)`, `Done (t=5.1s)`, `auc = 0.91 (12s)`. */
function isBracketed(around: Surroundings): boolean {
  if (!OPENED.test(around.lineBefore) || !CLOSED.test(around.after)) {
    return false;
  }
  const words = wordsOf(around.lineBefore.slice(-LOOK_BACK));
  return (
    (around.hasEpoch ||
      words.some((word) => isDone(word) || TICKS.has(word)) ||
      (CLOSED_LINE.test(around.after) && (RESULT.test(around.lineBefore) || words.some(isWorkNoun)))) &&
    !words.some((word) => NEVER.has(word) || MEDIA.has(word))
  );
}
