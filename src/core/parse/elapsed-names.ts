import type { FoundDuration } from './duration.js';
import { isOfMedia, isOthersDuration, isOtherTime } from './elapsed-others.js';
import { wordsOf, type Surroundings } from './elapsed-statement.js';
import {
  AFTER_NOUN_COUNTS,
  AFTER_TIME,
  BEFORE_TIME,
  DONE,
  DONE_IN,
  DURATION,
  ELAPSED,
  ELAPSED_HAN,
  FUTURE,
  MEASURES,
  MEDIA,
  METRICS,
  NEVER,
  NOT_WITH_TIME,
  ORDERS,
  OTHER_CLOCKS,
  PART_OF_TIME,
  PASSED_BEHIND,
  PASSED_BEHIND_ELSEWHERE,
  PER_ITEM,
  QUANTITIES,
  RUN_WORDS,
  SEEN,
  SOON,
  STATISTICS,
  STOPWATCH,
  TIME,
  TIME_HAN,
  TOLD,
  VAGUE,
  WAITS,
  WORK_HAN,
  WORK_STEMS,
  WORK_VERBS,
  isDone,
  isWorkNoun,
} from './elapsed-words.js';
import { unitSeconds } from './figure.js';
import { LETTER } from './letters.js';

// What the words before a figure, and right behind it, say of it.

const ELAPSED_BEHIND = new RegExp(
  String.raw`^ ?[()\]]? ?(?:(?:${PASSED_BEHIND})\b|to (?:be )?(?:${WORK_STEMS})[a-z]*|for (?:the )?[a-z]+(?:ing|ion)\b|(?:of )?(?:${RUN_WORDS})[ -]?time\b|(?:call {5}|setup {4}|teardown )[\w/.-]{1,60}::|\s{0,3}= (?:[a-z]+ {1,3}){0,2}(?:run)?time\b|${PASSED_BEHIND_ELSEWHERE})(?! ?[:=])`,
  'i',
);
/** The line belongs to a loop's own report, whose `time` is that of one round. */
const LOOP_REPORT = /\beta\b|\best ?[:=] ?\d|\bdt\b|\bdata(?:_time)?['"]?: ?\d|\b(?:it|iters?)\/s|\bbatch_cost\b|剩余/i;
/** What else was measured at a mere `time`. */
const STATE_BEHIND =
  /^[\s,;|)\]-]{1,9}(?:hr|map|spo2|bp|pos(?:ition)?|vel(?:ocity)?|alt(?:itude)?|angle|temp(?:erature)?|pressure|voltage|current|force|torque|pitch|roll|yaw|heading|[xyzvuθ]) ?[:=]/i;
/** `Time: 1.25 s, Mode: 2`: what a simulation tells of an instant begins so. */
const MERE_TIME = /^(?:\[?\d\d:\d\d:\d\d\]?)?\W{0,9}time ?[:=]\s{0,9}$/i;
const VALUE_BEHIND =
  /^\s?[,|;] {0,3}(?!\w{0,20} ?(?:loss|acc|speed|throughput|mem|score|error|rows|tokens|nodes|iter|epoch|step|fail|count|size|result|rate|it\/s|total|eta))[a-z][\w ]{0,20} ?[:=]/i;
/** R prints so what lies between two instants. */
const DIFFTIME = /\btime difference of $/i;
/** It tells the mean times of many rounds' parts. */
const PARTS_REPORT = /\biter_time\b/i;
/** `in about`, before a figure. */
const LINKS = DONE_IN.map(([link, participle]) => ({
  pattern: new RegExp(
    String.raw`(?<![${LETTER}])(?:${link})[ :='"]*(?:(?:about|around|approx(?:imately)?\.?|only|just|a total of|total) ?|[~≈<] ?)?$`,
    'i',
  ),
  participle,
}));
const LONGEST_LINK = 40;
/** `ran for 5.1 s`, `after 12 iterations and 5.1 s`; other verbs tell a setting by `for`: `cached for 24 hours`. */
const RAN_FOR =
  /\b(?:in|after) \d[\d,]{0,15} [a-z]{1,20} and *$|\b(?:ran|run|running|trained|collected)\b[^\d.]{1,40}\bfor *(?:about *)?$/i;
/** `Loaded 500 rows in`, `(120 primitive calls) in`, `Epoch 3 in`. */
const COUNTED_IN = /(?:(?<![\d.,:])\d[\d.,]* [a-z]+(?: [a-z]+)?\)?|\bepoch \d+:?) {1,2}in *$/i;
/** `density matrix in 34.6 s`: the work goes without a verb; `polling in 2.5 s` is to come. */
const IN = /(?<!\/s\s{0,9}|ing )(?<![\w-])in *$/i;
const END = /^ ?[)\]]?(?:[\s.!]*$|[,;|(]| [([|])/;
/** `sorted in 0.4123`, which no version's number has. */
const MEASURED_IN = /\b(?!result|end|differ)[a-z]{2,20}ed in *$/i;
/** `Simulating t = 0.5 s`. */
const SIMULATED = /\bt ?= ?$/i;
/** A name of few words, perhaps behind another in brackets. */
const LABEL = new RegExp(
  String.raw`^[\s>*#•\u2600-\u27BF\uD800-\uDFFF\uFE0F-]{0,12}(?:\[ ?[${LETTER}\w .:-]{1,30}\] {1,3})?[${LETTER}_][${LETTER}\w .+/-]{0,40}(?: ?\([${LETTER}\w .,=-]{0,30}\))? {0,20}: {0,20}$`,
);
/** A part of the whole, or how much faster than another, may follow. */
const NOTHING = /^[\s.]*(?:\((?![^()]{0,30}(?:hz|fps|db|°|default|max|min|limit|avg|mean|config))[^()]{1,30}\)\s*)?$/i;
/** Another name and its figure. */
const LISTED = /^(?:, [a-z][\w .+-]{0,30}: \d[\d.]{0,12} ?[mµn]?s){1,4}\s*$/i;
/** `max_threads=4 → `. */
const VARIED = /^\W{0,9}[a-z]\w{0,30}=\w{1,20} (?:→|[-=]>) $/i;
/** `single_buffer(): `. */
const CALLED = /^\W{0,20}[a-z][\w.:]{0,40}\([^()]{0,30}\) ?: {0,20}$/i;
/** `syrk: CUDA `, `wind_consistently (early) `. */
const NAME = new RegExp(
  String.raw`^\W{0,9}(?:[a-z]\w{1,30}: [${LETTER}]\w{1,20}|[a-z]{2,20}(?:_[a-z\d]{1,20}){1,4})(?: \([${LETTER}\w ./-]{1,40}\))? {1,20}$`,
  'i',
);
/** `Get phase diagram labels `, and nothing else. */
const ORDER = new RegExp(String.raw`^\W{0,9}(?<verb>[a-z]{3,12})(?: [${LETTER}\w-]{2,20}){1,5} {1,20}$`, 'i');
const NO_LABEL = [
  NEVER,
  STATISTICS,
  MEASURES,
  NOT_WITH_TIME,
  FUTURE,
  WAITS,
  PER_ITEM,
  MEDIA,
  OTHER_CLOCKS,
  QUANTITIES,
  AFTER_NOUN_COUNTS,
  PART_OF_TIME,
  SEEN,
];
/** A game's, of what is left. */
const BAR = /[█▓▒░▰▱]/u;
const VARIABLE = /[a-z][\w.]{0,60}(?=\W{0,6}$)/i;
/** A loop's own report of where it stands. */
const AVERAGE_BEHIND = /^, (?:avg|est|eta)\b/i;
/** `n=12 ms=34`, `"ok":true,"ms":34`. */
const MERE_MS = /[\w"'] ?[=:] ?["']?[\w./-]{1,40}["']?,? ?(?<![a-z_-])["']?\bms["']?[=:] ?$/i;
const FOR_COUNT = /^ for \d[\d,]{0,12} [a-z]{3,20}\)/i;
const WORK_DIRECTLY = new RegExp(String.raw`(?:\d[^|]{0,20}\| |^)${WORK_HAN.source} ?$`);
const DOTTED = /(?:\.\.|…)\s{0,4}$/;
/** `epoch_duration_secs = 600`, and the constants of a program's source. */
const SETTING = /[a-z]_duration(?:_in)?_(?:[smh]|secs?|seconds|mins?|minutes|hours)\W{0,4}$/i;
const CONSTANT = /(?<!\S)[A-Z]{2,30}(?:_[A-Z\d]{1,30}){1,6} = $/;
const NAMED = /(?:[:=→]|[-=]>|\bwas)\s*$/;
const ENDS_WITH_WORD = new RegExp(`[${LETTER}]$`);

export const namePatterns = [
  ELAPSED_BEHIND,
  LOOP_REPORT,
  PARTS_REPORT,
  ...LINKS.flatMap(({ pattern, participle }) => [pattern, participle]),
  COUNTED_IN,
  RAN_FOR,
  IN,
  END,
  MEASURED_IN,
  SIMULATED,
  LABEL,
  NOTHING,
  ORDER,
  NAME,
  LISTED,
  VARIED,
  CALLED,
  DIFFTIME,
  MERE_TIME,
  VALUE_BEHIND,
  AVERAGE_BEHIND,
  MERE_MS,
  FOR_COUNT,
  WORK_DIRECTLY,
  BAR,
  STATE_BEHIND,
  VARIABLE,
  DOTTED,
  SETTING,
  CONSTANT,
  NAMED,
  ENDS_WITH_WORD,
  ELAPSED_HAN,
  STOPWATCH,
  TIME_HAN,
  WORK_HAN,
];

/** A figure that no unit stands behind. */
export interface BareFigure {
  /** 0 for a whole number. */
  readonly decimals: number;
  /** What the name before it says of its unit: `elapsed_ms=5`. */
  readonly unit: string | undefined;
}

/** A setting, or a line of a program's source. */
export const isSetting = ({ before, lineBefore }: Surroundings, { decimals }: BareFigure): boolean =>
  (decimals === 0 && SETTING.test(before)) || CONSTANT.test(lineBefore);

/** `detect_ms=12.3`, `wall_s=12`, whatever other variables stand before. */
export function isNamedByUnit({ before, lineBefore }: Surroundings, { decimals, unit }: BareFigure): boolean {
  const words = wordsOf(VARIABLE.exec(before)?.[0] ?? '');
  return (
    // `wall_m` is no time.
    (unitSeconds(unit ?? '') ?? Infinity) <= 1 &&
    !words.some((word) => NOT_WITH_TIME.has(word)) &&
    (words.includes('wall') ||
      MERE_MS.test(lineBefore) ||
      (decimals > (unitSeconds(unit ?? '') === 1 ? 1 : 0) && isVerb(words.at(-2) ?? '')))
  );
}

const isVerb = (word: string): boolean => WORK_VERBS.has(word) || (BEFORE_TIME.has(word) && !PER_ITEM.has(word));

/** `strassen: 0.1234 s` or `Get labels 0.1234 s`, and nothing else: so precise a figure is hardly a setting. */
export const isLabelled = ({ lineBefore, after, lineWords }: Surroundings, figure: FoundDuration): boolean =>
  (NOTHING.test(after) || (LISTED.test(after) && !wordsOf(after).some(isNoLabel))) &&
  !lineWords.some(isNoLabel) &&
  ((CALLED.test(lineBefore) && figure.resolutionSeconds <= 1) ||
    (VARIED.test(lineBefore) && isPrecise(figure)) ||
    (LABEL.test(lineBefore) && (isPrecise(figure) || isTightAndFine(figure))) ||
    (DOTTED.test(lineBefore) && isPrecise(figure)) ||
    (figure.resolutionSeconds < 0.01 &&
      ((NAME.test(lineBefore) && (isPrecise(figure) || isTightAndFine(figure))) ||
        (isPrecise(figure) && isOrder(ORDER.exec(lineBefore)?.groups?.['verb'] ?? '')))));

/** A word of what is set, planned, counted or measured otherwise. */
export const isNoLabel = (word: string): boolean => NO_LABEL.some((words) => words.has(word));

/** Settings end in nought or five. */
export const isPrecise = ({ isExact, hasColons, seconds, resolutionSeconds }: FoundDuration): boolean => {
  const fives = seconds / (resolutionSeconds * 10);
  return (
    isExact &&
    !hasColons &&
    resolutionSeconds < 1 &&
    (resolutionSeconds < 1e-3 || Math.abs(fives - Math.round(fives)) > 1e-6)
  );
};

const isTightAndFine = ({ isTight, hasColons, resolutionSeconds }: FoundDuration): boolean =>
  isTight && !hasColons && resolutionSeconds < 0.01;

const isOrder = (verb: string): boolean => BEFORE_TIME.has(verb.toLowerCase()) || ORDERS.has(verb.toLowerCase());

/** `12 s elapsed`, `12 s to train`, pytest's `12s call     test_a.py::test_b`. */
export const isElapsedBehind = ({ after }: Surroundings): boolean => ELAPSED_BEHIND.test(after);

/** `(12.3ms for 500 frames)`. */
export const isForCount = ({ lineBefore, after, words }: Surroundings, figure: FoundDuration): boolean =>
  isPrecise(figure) && FOR_COUNT.test(after) && lineBefore.endsWith('(') && !words.some(isNoLabel);

/** `| 训练 12s` at a line's end. */
export const isWorkDirectly = ({ lineBefore, after }: Surroundings, { resolutionSeconds }: FoundDuration): boolean =>
  resolutionSeconds <= 1 && NOTHING.test(after) && WORK_DIRECTLY.test(lineBefore);

/** `took 12 s`, and R's `Time difference of 12 secs`. */
export const isTold = ({ words, lineBefore }: Surroundings): boolean =>
  words.some((word) => TOLD.has(word)) || DIFFTIME.test(lineBefore);

/** `elapsed: 12 s`, `duration: 12 s`, `training time: 12 s`. */
export function isNamedElapsed(around: Surroundings): boolean {
  const { words, before } = around;
  return (
    ELAPSED_HAN.test(before) ||
    words.some(
      (word, index) =>
        ELAPSED.has(word) ||
        (DURATION.has(word) && !isOthersDuration(before) && !isOfMedia(around)) ||
        (word === 'time' && isQualifiedTime(words, index)),
    )
  );
}

/** `duration: 12 s`, of no work. */
export const isMereDuration = ({ words }: Surroundings): boolean =>
  words.some((word) => DURATION.has(word)) && !words.some((word) => ELAPSED.has(word) || isWorkNoun(word));

function isQualifiedTime(words: readonly string[], index: number): boolean {
  return (
    (BEFORE_TIME.has(words[index - 1] ?? '') && !words.some((word) => NOT_WITH_TIME.has(word))) ||
    AFTER_TIME.has(words[index + 1] ?? '') ||
    (words[index + 1] === 'for' && isWorkNoun(words[index + 2] ?? ''))
  );
}

/** `iter_time=0.5, forward_time=0.2, time=1 minute`: without a unit they are means. */
export const isOfParts = ({ lineBefore, after }: Surroundings): boolean => PARTS_REPORT.test(lineBefore + after);

/** `time: 12 s`. */
export const isNamedTime = (around: Surroundings): boolean => isTime(around, () => true);

/** `time: 12`, by a word that names nothing else; settings are whole numbers of `seconds`. */
export const isNamedTimeSurely = (around: Surroundings, { decimals }: BareFigure): boolean =>
  isTime(around, (word) => !VAGUE.has(word) && !(decimals === 0 && /^sec(?:ond)?s$/.test(word))) &&
  !around.words.some((word) => METRICS.has(word));

function isTime(around: Surroundings, isSure: (word: string) => boolean): boolean {
  const { words, before, lineBefore, after } = around;
  return (
    (words.some((word) => TIME.has(word) && isSure(word)) || TIME_HAN.test(before) || STOPWATCH.test(lineBefore)) &&
    !isOtherTime(around) &&
    !BAR.test(lineBefore) &&
    !STATE_BEHIND.test(after) &&
    !(MERE_TIME.test(lineBefore) && VALUE_BEHIND.test(after)) &&
    !LOOP_REPORT.test(lineBefore + after)
  );
}

/** `Loaded 500 rows in 5.1 s`, `converged after 5.1 s`, `généré en 5.1 s`. */
export function isDoneIn({ before, lineBefore, lineWords, lastWords }: Surroundings): boolean {
  const end = before.slice(-LONGEST_LINK);
  const link = LINKS.find(({ pattern }) => pattern.test(end));
  return (
    (link !== undefined || RAN_FOR.test(before)) &&
    !lineWords.some((word) => NEVER.has(word) || FUTURE.has(word)) &&
    !lastWords.some((word) => STATISTICS.has(word)) &&
    (link === undefined ||
      lineWords.some((word) => isDone(word) || isDone(word, link.participle)) ||
      COUNTED_IN.test(lineBefore))
  );
}

/** `finished in 5.1` and `sorted in 5.1234`, but `deprecated in 1.2`. */
export const isFinishedIn = (around: Surroundings, { decimals }: BareFigure): boolean =>
  (decimals >= 6 && DONE.has(around.words.at(-1) ?? '')) ||
  (isDoneIn(around) &&
    (around.lineWords.some((word) => DONE.has(word)) || (decimals > 3 && MEASURED_IN.test(around.before))));

/** `density matrix in 34.6 s`, as nobody tells what is to come. */
export const isIn = (
  { lineBefore, after, lineWords, lastWords }: Surroundings,
  { isExact, resolutionSeconds }: FoundDuration,
): boolean =>
  isExact &&
  resolutionSeconds < 1 &&
  IN.test(lineBefore) &&
  END.test(after) &&
  lineWords.length > 1 &&
  !lineWords.some((word) => NEVER.has(word) || FUTURE.has(word) || SOON.has(word)) &&
  !lastWords.some((word) => STATISTICS.has(word));

/** `Evaluation: 5.1 s`, `Done: 5.1 s`, `Loading data: 5.1 s`; directly behind the word only an exact figure: `copy 5.1 s`. */
export function isNamedWork(around: Surroundings, { isExact }: FoundDuration): boolean {
  const { words, before, lineBefore, after } = around;
  if (
    isOfMedia(around) ||
    AVERAGE_BEHIND.test(after) ||
    words.some((word) => PER_ITEM.has(word) || SEEN.has(word)) ||
    (SIMULATED.test(before) && !isDone(words.at(-2) ?? '')) ||
    // `Scanning... 10 seconds` tells how long it will take.
    (!isExact && DOTTED.test(lineBefore))
  ) {
    return false;
  }
  return NAMED.test(before)
    ? WORK_HAN.test(before) || words.some((word) => isDone(word) || isWorkNoun(word))
    : isExact && ENDS_WITH_WORD.test(before) && (BEFORE_TIME.has(words.at(-1) ?? '') || DONE.has(words.at(-1) ?? ''));
}

/** `anything: 0:00:12.345678`: what Python and .NET print of a difference of clocks is no time of day down to the microsecond. */
export function isNamedTimedelta(
  around: Surroundings,
  { form, hasColons, seconds, resolutionSeconds }: FoundDuration,
): boolean {
  return (
    hasColons &&
    resolutionSeconds < 1e-6 &&
    (form === 'units' || seconds < 3600) &&
    NAMED.test(around.before) &&
    !isOtherTime(around) &&
    !isOfMedia(around)
  );
}
