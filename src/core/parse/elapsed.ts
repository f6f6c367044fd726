import type { Timing } from '../model/timing.js';
import type { DialectFactory } from './dialect.js';
import { findDurations } from './duration.js';
import { strengthOf, strengthOfBare, type Strength } from './elapsed-evidence.js';
import { surroundings, wordsOf } from './elapsed-statement.js';
import { ELAPSED, TIME, VAGUE } from './elapsed-words.js';
import { figure, unitSeconds, type Figure } from './figure.js';
import { LETTER } from './letters.js';
import {
  epochIn,
  EpochNumbers,
  isAboutAllEpochs,
  isAside,
  isWithinEpoch,
  phaseInEpoch,
  phaseOf,
  phaseOfUnnumbered,
  withoutMetrics,
} from './phase.js';

/** Nobody prints a time at the end of a longer line than this, and a bound keeps every line cheap. */
const MAX_LINE = 1000;
/** A line with more figures than these is a table, not a report. */
const MAX_FIGURES = 20;
/** Beyond this a bare figure is a date in seconds since 1970. */
const MAX_BARE_SECONDS = 1e8;
/** What leads to a bare figure and names its unit is no longer than this, blanks included. */
const MAX_LEAD = 80;

const DIGIT = /\d/;
/** A number without a unit of its own. */
const BARE = /(?<![\w.,/+-])(?<!\d[ :])(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w%/]|[.,:-]\d| {0,3}[([] ?\d)/gi;
/** Without one a number may as well count milliseconds when nothing tells its unit. */
const FRACTION = /\.|e-/i;
/** So many seconds are hardly told to a nought behind the point: they count another unit. */
const COUNT = /^\d{4,}\.0$/;
/** What may follow a bare figure: the statement's end, or the next name and its value. */
const BARE_END = new RegExp(String.raw`^['"]?\s*(?:$|[,;|)\]}]|[.!](?:\s|$)|-{2}|\s{2}|- |[${LETTER}][\w ]{0,20}[:=])`);
/** What leads to a bare figure, if it is not a word of time. */
const BARE_LINK = /(?:(?:[:=：→|]|[-=]>)\s?|完了|\bis|\bwas|\bin|time cost|用[时時]|耗[时時]|花费)['"]?$/i;
/** A unit that the name carries: `Time (s): 5.1`, `Time(s) 5.1`, `elapsed_ms=5`, `duration in seconds: 5.1`, `time in ms 5.1`. */
const NAMED_UNIT =
  /(?:[([](?:in )?|[_ "'-])(?<unit>[a-zµ]{1,12})(?:[)\]]?['"]?\s*(?:[:=：→|]|[-=]>|is|was)['"]?|[)\]]|(?<= in [a-zµ]{1,12}))$/;
const LAST_WORD = new RegExp(`[${LETTER}]{3,20}$`);
/** Julia's own work before the program's, what a scheduler was asked for, and progress bars, which have a dialect of their own. */
const NOT_OURS =
  /\bprecompil|\bnamespace\(|^#(?:PBS|SBATCH)\b|\bicmp_seq=|\bsample[_ ]?rate|\bbit_?rate|\bhop_length|^\s*[\d.]+ ms +[✓✗?]|%\||━ +\d+[/%]|\d[a-z]{0,9}\/s\]|\bHistogram: |% measured: |% compilation time|\(median\)/i;

/** What a file of media is told to have, line by line: the `duration` beside it is the file's. */
const OF_MEDIA =
  /\b(?:sampl(?:e|ing)[ _]?(?:rate|freq(?:uency)?)|bit ?rate|codec|channels|resolution|frame[ _]?rate)\b\D{1,30}\d/i;

const MERE_DURATION = /^\W{0,9}duration\b/i;

export const elapsedPatterns = [
  OF_MEDIA,
  MERE_DURATION,
  BARE,
  BARE_END,
  BARE_LINK,
  COUNT,
  FRACTION,
  LAST_WORD,
  NAMED_UNIT,
  NOT_OURS,
];

interface Candidate extends Figure {
  readonly strength: Strength;
  readonly before: string;
}

/** Times that programs print in words of their own: `The time elapsed:  2.6`, `Training took 20.1 seconds`, `Epoch 7 (125.2s)`, `用时 3 秒`. */
export const elapsedDialect: DialectFactory = (outbox) => {
  const numbers = new EpochNumbers();
  let lastOfMedia: number | undefined;
  return {
    line(text, line) {
      const mayBeOne = text.length <= MAX_LINE && DIGIT.test(text);
      const isOfMedia = lastOfMedia === line - 1 && MERE_DURATION.test(text);
      if (isOfMedia || (mayBeOne && OF_MEDIA.test(text))) {
        lastOfMedia = line;
      }
      const found = mayBeOne && !isOfMedia && !NOT_OURS.test(text) ? strongest(text) : undefined;
      if (!found) {
        return false;
      }
      outbox.emit({
        seconds: found.seconds,
        resolutionSeconds: found.resolutionSeconds,
        source: 'elapsed',
        line,
        ...context(text, found, numbers),
      });
      return true;
    },
  };
};

/** The surest figure of a line; of equals the first. */
function strongest(text: string): Candidate | undefined {
  const epoch = epochIn(text) !== undefined;
  let best: Candidate | undefined;
  for (const candidate of [...withUnits(text, epoch), ...bare(text, epoch)]) {
    if (candidate.strength > (best?.strength ?? 0)) {
      best = candidate;
    }
  }
  return best;
}

function withUnits(text: string, hasEpoch: boolean): Candidate[] {
  return findDurations(text)
    .slice(0, MAX_FIGURES)
    .map((found) => {
      const around = surroundings(text, found.start, found.end, hasEpoch);
      const { seconds, resolutionSeconds } = found;
      return { seconds, resolutionSeconds, strength: strengthOf(found, around), before: around.before };
    });
}

function bare(text: string, hasEpoch: boolean): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(BARE)) {
    const number = match[0];
    const end = match.index + number.length;
    const lead = text.slice(Math.max(0, match.index - MAX_LEAD), match.index).trimEnd();
    const unit = namedUnit(lead);
    const isWhole = !FRACTION.test(number);
    if (unit !== undefined || (!isWhole && (BARE_LINK.test(lead) || endsWithTime(lead)))) {
      const around = surroundings(text, match.index, end, hasEpoch);
      const value = figure(number, unit);
      if (
        BARE_END.test(around.after) &&
        value.seconds < MAX_BARE_SECONDS &&
        !(unit === undefined && COUNT.test(number))
      ) {
        found.push({
          ...value,
          strength: strengthOfBare(around, { decimals: decimalsOf(number), unit }),
          before: around.before,
        });
      }
    }
  }
  return found;
}

function decimalsOf(number: string): number {
  const [mantissa = '', power = '0'] = number.split(/e/i);
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(power));
}

/** `training lasted 5.1`, `tempo 5.1`; behind a runtime stands its version. */
function endsWithTime(lead: string): boolean {
  const word = wordsOf(LAST_WORD.exec(lead)?.[0] ?? '').at(-1) ?? '';
  return (ELAPSED.has(word) && word !== 'runtime') || (TIME.has(word) && !VAGUE.has(word));
}

function namedUnit(lead: string): string | undefined {
  const unit = NAMED_UNIT.exec(lead.toLowerCase())?.groups?.['unit'];
  return unit !== undefined && unitSeconds(unit) !== undefined ? unit : undefined;
}

function context(text: string, found: Candidate, numbers: EpochNumbers): Pick<Timing, 'phase' | 'epoch'> {
  const printed = epochIn(text);
  if (printed === undefined || isAboutAllEpochs(found.before, text) || isWithinEpoch(text)) {
    const phase =
      printed === undefined
        ? phaseOfUnnumbered(found.before, text)
        : (phaseOf(found.before) ?? phaseOf(withoutMetrics(text)));
    return phase ? { phase } : {};
  }
  const epoch = numbers.oneBased(printed);
  return isAside(found.before) ? { epoch } : { phase: phaseInEpoch(found.before), epoch };
}
