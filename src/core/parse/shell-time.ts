import type { Timing } from '../model/timing.js';
import { Block } from './block.js';
import type { DialectFactory } from './dialect.js';
import { clockFigure, figure, type Figure } from './figure.js';

/** bash, ksh, dash and `time -p`: `real	0m1.234s`, `real 1.23`; then `user` and `sys` alike. The decimal mark is the locale's. */
const POSIX = /^(?<name>real|user|sys)\s+(?:(?<minutes>\d+)m)?(?<seconds>\d+[.,]\d+)s?\s*$/;
/** zsh: `python a.py  12.34s user 1.23s system 99% cpu 13.456 total`, from a minute on `1:02.34 total`. */
const ZSH =
  /(?<![\d.,])(?<user>\d+[.,]\d+)s user (?<system>\d+[.,]\d+)s system \d+% cpu (?:(?:(?<hours>\d+):)?(?<minutes>\d+):)?(?<seconds>\d+(?:[.,]\d+)?) total\s*$/;
/** fish. */
const FISH = /^Executed in\s+(?<value>\d+[.,]\d+) (?<unit>micros|millis|secs|mins|hours)\b/;
/** GNU time, and csh's, whose words are shorter. */
const GNU =
  /^\s*(?<user>\d+\.\d+)u(?:ser)? (?<system>\d+\.\d+)s(?:ystem)? (?:(?<hours>\d+):)?(?<minutes>\d+):(?<seconds>\d+(?:\.\d+)?)(?:elapsed)? \d/;
const GNU_VERBOSE =
  /^\s*Elapsed \(wall clock\) time \(h:mm:ss or m:ss\): (?:(?<hours>\d+):)?(?<minutes>\d+):(?<seconds>\d+(?:\.\d+)?)\s*$/;
/** BSD's and macOS's `time`. */
const BSD = /^\s*(?<seconds>\d+[.,]\d{2}) real\s+(?<user>\d+[.,]\d{2}) user\s+(?<system>\d+[.,]\d{2}) sys\s*$/;
/** hyperfine: the mean of its runs, or a single run. */
const HYPERFINE =
  /^ {2}Time \((?:mean ± σ|abs ≡)\): +(?<value>\d+\.\d+) (?<unit>µs|ms|s)(?: ± +(?<deviation>\d+\.\d+) (?:µs|ms|s))? +\[User: /u;
/** PowerShell's `Measure-Command`. */
const POWERSHELL = /^TotalSeconds\s+: (?<value>\d+(?:[.,]\d+)?)\s*$/;
/** Times of the same commands that are not wall time. */
const OTHER =
  /^\s*(?:(?:User|System) time \(seconds\): [\d.]+|(?:usr|sys) time +[\d.,]+ \w+ .*|Total(?:Days|Hours|Minutes|Milliseconds)\s+: .*)$/;

/** R's `system.time`: a table of one row. */
const R_HEADER = /^ *user +system +elapsed *$/;
const R_ROW = /^ *(?<user>\d+\.\d+) +(?<system>\d+\.\d+) +(?<elapsed>\d+\.\d+) *$/;

export const shellTimePatterns = [
  POSIX,
  ZSH,
  FISH,
  GNU,
  GNU_VERBOSE,
  BSD,
  HYPERFINE,
  POWERSHELL,
  OTHER,
  R_HEADER,
  R_ROW,
];

const FISH_UNITS: Readonly<Record<string, string>> = { micros: 'us', millis: 'ms', secs: 's', mins: 'min', hours: 'h' };

/** What `time` prints in shells, R and hyperfine: the wall time, with user and system time as fields. */
export const shellTimeDialect: DialectFactory = (outbox) => {
  const block = new Block(outbox);
  let header: number | undefined;
  return {
    line(text, number) {
      if (block.extend(number, (timing) => withCpuTime(timing, text))) {
        return true;
      }
      const isHeader = R_HEADER.test(text);
      const found = readPosix(text) ?? readOthers(text) ?? (header === number - 1 ? readR(text) : undefined);
      header = isHeader ? number : undefined;
      if (found) {
        block.open({ ...found, source: 'shell-time', line: number });
      }
      return found !== undefined || isHeader || OTHER.test(text);
    },
  };
};

type Found = Figure & Pick<Timing, 'fields'>;

function readPosix(text: string): Found | undefined {
  const match = POSIX.exec(text)?.groups;
  return match?.['name'] === 'real' ? clockFigure(match) : undefined;
}

function readR(text: string): Found | undefined {
  const { user = '', system = '', elapsed } = R_ROW.exec(text)?.groups ?? {};
  return elapsed === undefined
    ? undefined
    : {
        ...figure(elapsed),
        fields: { userSeconds: figure(user).seconds, systemSeconds: figure(system).seconds },
      };
}

function withCpuTime(timing: Timing, text: string): Timing | undefined {
  const match = POSIX.exec(text)?.groups;
  if (!match || match['name'] === 'real') {
    return undefined;
  }
  const name = match['name'] === 'user' ? 'userSeconds' : 'systemSeconds';
  return { ...timing, fields: { ...timing.fields, [name]: clockFigure(match).seconds } };
}

function readOthers(text: string): Found | undefined {
  const clock = (
    (text.includes('% cpu') ? ZSH.exec(text) : null) ??
    GNU.exec(text) ??
    GNU_VERBOSE.exec(text) ??
    BSD.exec(text)
  )?.groups;
  if (clock) {
    const { user, system } = clock;
    const fields = user !== undefined &&
      system !== undefined && {
        fields: { userSeconds: figure(user).seconds, systemSeconds: figure(system).seconds },
      };
    return { ...clockFigure(clock), ...fields };
  }
  const mean = HYPERFINE.exec(text)?.groups;
  if (mean) {
    const { value = '', unit, deviation } = mean;
    return {
      ...figure(value, unit),
      ...(deviation !== undefined && { fields: { deviationSeconds: figure(deviation, unit).seconds } }),
    };
  }
  const single = (FISH.exec(text) ?? POWERSHELL.exec(text))?.groups;
  return single && figure(single['value'] ?? '', FISH_UNITS[single['unit'] ?? 'secs']);
}
