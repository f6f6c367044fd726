import { clockFigure, figure, unitNames, unitSeconds, type Figure } from './figure.js';

/** A duration found in a text, with where it stands. */
export interface FoundDuration extends Figure {
  readonly start: number;
  readonly end: number;
  /**
   * `clock`: `02:05` or `01:02:03`, which may be a time of day as well, unlike `1:02:03` and `1 day, 1:02:03`, which count as `units`;
   * `letter`: `5m`, which may be metres or millions.
   */
  readonly form: 'units' | 'letter' | 'clock';
  readonly hasColons: boolean;
  /** With a fraction or in several units, as measured times are printed and settings rarely. */
  readonly isExact: boolean;
  /** Nothing stands between figures and units. */
  readonly isTight: boolean;
}

const NUMBER = String.raw`(?<number>\d+(?:,\d{3})*(?:[.,]\d+)?(?:e[+-]?\d+)?)`;
// Texts are lower-cased before they are searched.
const UNIT = `(?<unit>${unitNames.join('|')})(?![a-z\\u0400-\\u04FFµμ_])`;
const BLANK = '[ \\t]{0,2}';

/** A negative time, or the last digits of `1'234.5`. */
const NOT_BEHIND = String.raw`(?<!(?:^|[\s:：=([,])[-−]|\de[-+]|\d['’\u00A0\u2009\u202F])`;
/** A number that is not the end of something longer, and its unit. */
const FIRST_PART = new RegExp(
  String.raw`(?<![\w,])${NOT_BEHIND}(?<!(?<!\.\.)\.)(?<!\d(?:m?s|min|h)?[:–/-])${NUMBER}${BLANK}${UNIT}`,
  'gu',
);
const NEXT_PART = new RegExp(`${NUMBER}${BLANK}${UNIT}`, 'uy');
const JOINT = /(?:,? (?:and|und|et|[yeиi]|ve) |, ?| {1,3}|(?<=mins?|hrs?)\. ?|(?<=[hm]):)?/y;
const CLOCK = new RegExp(
  String.raw`(?<![\w:.])${NOT_BEHIND}(?<!days?,? )(?:(?<days>\d+) days?,? )?(?:(?<hours>\d+):)?(?<minutes>\d{1,3}):(?<seconds>\d{2}(?:[.,]\d+)?)(?![\w:]|\.\d)(?! [ap]\.?m\b)`,
  'gu',
);
/** `1 hour(s)`. */
const PLURAL = /(?<=hour|minute|second)\(s\)/g;
/** `12.5(s)`, `12.5[sec]`, or `Time(s)`. */
const BRACKETED_UNIT = /[([](s|secs?|seconds|ms)[)\]]/g;
/** `2,600 s` is two thousand to one reader and 2.6 to another. */
const AMBIGUOUS = /^\d{1,3},\d{3}$/;

export const durationPatterns = [FIRST_PART, NEXT_PART, JOINT, CLOCK, PLURAL, BRACKETED_UNIT, AMBIGUOUS];

/** All durations that are printed with units or as clocks, in their order: `12.3s`, `1h 2m 3s`, `2 seconds, 350 milliseconds`, `0:02:05.1`. */
export function findDurations(original: string): FoundDuration[] {
  const text = lowerCase(original).replace(PLURAL, 's  ').replace(BRACKETED_UNIT, ' $1 ');
  const clocks = [...text.matchAll(CLOCK)].map((match) => clock(match));
  const found: FoundDuration[] = [];
  let end = 0;
  for (const match of text.matchAll(FIRST_PART)) {
    const composed = match.index < end ? undefined : compose(text, original, match.index);
    if (composed) {
      found.push(composed);
      end = composed.end;
    }
  }
  // `1 day, 0:02:05` is one duration, not a day and another.
  const apart = found.filter((each) => !clocks.some((clock) => clock.start <= each.start && each.end <= clock.end));
  return [...clocks, ...apart].sort((a, b) => a.start - b.start);
}

/** A time of day has two digits for its hours: one digit is how Python prints a `timedelta`, and Julia's ProgressMeter its time. */
function clock(match: RegExpExecArray): FoundDuration {
  const { days, hours, seconds = '' } = match.groups ?? {};
  return {
    ...clockFigure(match.groups ?? {}),
    start: match.index,
    end: match.index + match[0].length,
    form: days !== undefined || hours?.length === 1 ? 'units' : 'clock',
    hasColons: true,
    isExact: seconds.length > 2,
    isTight: true,
  };
}

/** Reads a text that is one duration and nothing else. */
export function readDuration(text: string): Figure | undefined {
  const trimmed = text.trim();
  const [first] = findDurations(trimmed);
  return first?.start === 0 && first.end === trimmed.length
    ? { seconds: first.seconds, resolutionSeconds: first.resolutionSeconds }
    : undefined;
}

/** Joins the parts from `start` on as long as each has a smaller unit than the one before. */
function compose(text: string, original: string, start: number): FoundDuration | undefined {
  let seconds = 0;
  let resolutionSeconds = 0;
  let lastUnitSeconds = Infinity;
  let end = start;
  let parts = 0;
  let letter = '';
  let isExact = false;
  for (let at = start; ; at = JOINT.exec(text) ? JOINT.lastIndex : end) {
    NEXT_PART.lastIndex = at;
    const { number = '', unit = '' } = NEXT_PART.exec(text)?.groups ?? {};
    const size = unitSeconds(unit) ?? Infinity;
    if (size >= lastUnitSeconds || isCapital(original, NEXT_PART.lastIndex, unit)) {
      break;
    }
    if (AMBIGUOUS.test(number)) {
      return undefined;
    }
    const part = figure(number, unit);
    seconds += part.seconds;
    resolutionSeconds = part.resolutionSeconds;
    lastUnitSeconds = size;
    parts += 1;
    isExact = parts > 1 || /[.,]/.test(number);
    letter = unit;
    end = NEXT_PART.lastIndex;
    JOINT.lastIndex = end;
  }
  if (parts === 0) {
    return undefined;
  }
  const form = parts === 1 && /^[mhd]$/.test(letter) ? 'letter' : 'units';
  return {
    seconds: withoutNoise(seconds, resolutionSeconds),
    resolutionSeconds,
    start,
    end,
    form,
    hasColons: false,
    isExact,
    isTight: !text.slice(start, end).includes(' '),
  };
}

/** `2.70 M` counts millions. */
function isCapital(original: string, end: number, unit: string): boolean {
  return unit.length === 1 && original.charAt(end - 1) !== unit;
}

/** Lower case at the same places; a few letters would grow longer. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** A sum of parts must not carry the noise of binary fractions beyond its last digit. */
function withoutNoise(seconds: number, resolutionSeconds: number): number {
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(resolutionSeconds)));
  return Number(seconds.toFixed(Math.min(decimals, 20)));
}
