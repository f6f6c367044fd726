import { ELAPSED, NO_TIME, TIME, TIME_COMPOUND } from './elapsed-words.js';
import { LETTER } from './letters.js';

/** More of a line is not looked at for one figure. */
const MAX_BEFORE = 200;
const MAX_AFTER = 80;
/** How far before a figure words of other statements still concern it. */
const LOOK_BACK = 120;

/** What stands around a figure. */
export interface Surroundings {
  /** The statement that leads to the figure: the line since its last separator. */
  readonly before: string;
  /** The words of that statement which name the figure. */
  readonly words: readonly string[];
  /** The line up to the figure, as far as it may matter, and its words. */
  readonly lineBefore: string;
  readonly lineWords: readonly string[];
  /** The words since the figure before. */
  readonly lastWords: readonly string[];
  /** The line after the figure. */
  readonly after: string;
  /** The line tells an epoch's number. */
  readonly hasEpoch: boolean;
}

const SEPARATOR =
  /,(?! (?:in )?(?:m?s|secs?|seconds|minutes)\s?[:=]?$)|[;|│\t([{}\])、，；。（）【】「」]|\s[-–—•]\s|(?<!\b(?:avg|approx|est|max|min|std))[.!?]\s|(?<!\s)\s{3,}(?![\s:=])/gi;
/** `Time (s): `, `Time [s] = ` */
const BRACKETED_UNIT = /[([][^()[\]]{0,30}[)\]](?=['"]?\s*(?:[:=]|$))/g;
/** A line of dashes, or a table's border, before the figure: the name stands before it. */
const RULE = /\s[-=*~_]{2,}$/;
const BORDER = /(?<![\s\d.,%])\s*\|$/;
const DOTS = /\s?(?:\.{2,}|…)\s?/g;
/** What ends the value before the name that leads to the figure: `loss: 0.5 time: `, `mean=0.5 took `, but not `time for 1 epoch: `. */
const VALUE_BEFORE = new RegExp(
  String.raw`(?:[:=]\s{0,9}-?\d{1,9}|\.\d{1,18}(?:e-\d\d?)?(?:%|\/?[a-z]{1,4})?|%)\s(?=\s{0,9}[${LETTER}_][${LETTER}_ \d]{0,40}(?:[:=]\s?|(?<=\b(?:took|elapsed|time|wall)))$)`,
);
/** After them stands what a time was for: `time to load data`, `inference time on CPU`. */
const PURPOSE: ReadonlySet<string> = new Set(['to', 'on']);
const LAST_DIGIT = /\d(?=\D*$)/;
const CAMEL = /(?<=[a-z])(?<!\bNum)(?=[A-Z])/g;
/** Only `wall` of `wall clock` matters, and nothing of `end-to-end`, `End of training`, a name like `run_next` or `loss(next)=`. */
const FILLER =
  /(?<=\bwall)[ _-]?clock\b|\bend[ _-]to[ _-]end\b|(?<=^\W{0,9})end (?=(?:of )?[A-Z]\w{1,30} )|(?<=[a-z\d])_(?:next|until|start|end|again)(?=[:(] )|\((?:next|prev|previous|current)\)(?==)/gi;
const COLD_START = /\b(?:cold|warm|hot) ?start\b/gi;
const WORD = new RegExp(`[${LETTER}✓✔✅]+`, 'g');

export const statementPatterns = [
  SEPARATOR,
  BRACKETED_UNIT,
  RULE,
  BORDER,
  DOTS,
  VALUE_BEFORE,
  LAST_DIGIT,
  CAMEL,
  FILLER,
  COLD_START,
  WORD,
  TIME_COMPOUND,
];

export function surroundings(line: string, start: number, end: number, hasEpoch: boolean): Surroundings {
  const lineBefore = line.slice(Math.max(0, start - MAX_BEFORE), start);
  const before = lastStatement(lineBefore);
  return {
    before,
    words: withoutPurpose(wordsOf(before)),
    lineBefore,
    lineWords: wordsOf(lineBefore.slice(-LOOK_BACK)),
    lastWords: wordsOf(lineBefore.slice(lineBefore.search(LAST_DIGIT) + 1)),
    after: line.slice(end, end + MAX_AFTER),
    hasEpoch,
  };
}

function lastStatement(lineBefore: string): string {
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
  return value ? statement.slice(value.index + 1) : statement;
}

/** Lower case, `trainTime` as two; a compound of `time` is `time`. */
export function wordsOf(text: string): string[] {
  // In lower case the Turkish İ would become two characters.
  const plain = text.replace(CAMEL, ' ').replace(FILLER, '').replace(COLD_START, 'startup');
  const words = plain.replaceAll('İ', 'i').toLowerCase().match(WORD) ?? [];
  return words.map((word) => (TIME_COMPOUND.test(word) && !NO_TIME.has(word) ? 'time' : word));
}

/** `time taken to find the best model` is no best time, `time to load data` none of data, `inference time on CPU` no CPU time. */
function withoutPurpose(words: readonly string[]): readonly string[] {
  const purpose = words.findIndex((word) => PURPOSE.has(word));
  const name = words.slice(0, Math.max(purpose, 0));
  return name.some((word) => ELAPSED.has(word) || TIME.has(word)) ? name : words;
}
