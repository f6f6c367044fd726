import type { Phase, Timing } from '../model/timing.js';
import type { DialectFactory, Outbox } from './dialect.js';
import { figure, type Figure } from './figure.js';

const HEADER = /^Epoch (?<epoch>\d+)\/\d+\s*$/;
/** What stands before a header, such as `worker-0 | ` or `[train] `, stands before the bars as well, but for its digits. */
const MAX_PREFIX = 120;
const END_OF_PREFIX = /[\s:|>)\]]$/;
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;
/** A bar that no header stands before, behind anything; without a bar, behind what ends a prefix. */
const BAR_BEHIND =
  /(?<=[\s:|>)\]])\d+\/(?:\d+|Unknown) (?:\[[=>.]{5}|━{5}|={5})|(?<=[:|>)\]]\s{0,3})(?<!epoch\W{0,4})(?<done>\d+)\/\k<done> - \d+s(?: - \d+[mu]?s\/(?:step|epoch)){0,2}(?: - [a-z_]\w*: |$)/i;
/**
 * The line of an epoch, an evaluation or a prediction: `30/30 [====] - 2s 55ms/step - loss: …` (verbose=1 up to Keras 2),
 * `30/30 ━━━━ 2s 55ms/step - loss: …` (Keras 3), `30/30 - 2s - loss: …` (verbose=2), ` - 2s - loss: …` (standalone, verbose=2).
 * An ETA in the place of the time means that the bar goes on.
 */
const COUNTED =
  /^\s*(?<done>\d+)\/(?<target>\d+|Unknown)(?<style>(?: \[[=>.]+\] -| ━+| =+| -)?) (?<time>\d+)s(?<rest>(?: .*)?)$/;
const UNCOUNTED = /^ ?-? ?(?<time>\d+)s(?<rest>(?: \d+[mu]?s\/step)? - [a-z_]\w*: .*)$/i;
/** A bar that goes on, by its target. */
const UPDATE = /^\s*\d+\/(?<target>\d+) (?:\[[=>.]+\]|━|=)/;
const PER_STEP = / (?<value>\d+)(?<unit>s|ms|us)\/(?:step|sample)(?= |$)/;
const PER_EPOCH = / (?<value>\d+)(?<unit>s|ms|us)\/epoch(?= |$)/;
const KERAS_3_STEP = /^ - \d+[mu]?s\/step/;
const BAR = /^ [━=[]/;
const KERAS_3_BAR = /^ [━=]/;
/** What is left of colours where the escape character was lost, as in logs pasted elsewhere. */
const BARE_COLOUR = /\[\d{1,2}m/g;
/** No step of a training takes less than half a microsecond, but a byte does. */
const BYTES = /^ 0us\/(?:step|sample) *$/;
const METRIC = / - [a-z_][\w.]*: (?:-?\d|-?nan|-?inf|\[)/i;
const VALIDATION = / - val_\w+: /;
/** Keras fetches its datasets under the same bar, which counts bytes. */
const DOWNLOAD = 'Downloading data from ';

export const kerasPatterns = [
  HEADER,
  END_OF_PREFIX,
  SPECIAL,
  BAR_BEHIND,
  COUNTED,
  UNCOUNTED,
  UPDATE,
  PER_STEP,
  PER_EPOCH,
  KERAS_3_STEP,
  BAR,
  KERAS_3_BAR,
  METRIC,
  VALIDATION,
  BARE_COLOUR,
  BYTES,
];

/** Whole milliseconds, as whole seconds, may be a unit off: the bar's clock is not quite the epoch's. */
const RESOLUTION_BY_UNIT: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6 };

/**
 * Keras's own progress output, verbose 1 and 2, of standalone Keras 1 to Keras 3. Its whole seconds are a coarse source; up to
 * TensorFlow 2.15 verbose=2 tells milliseconds as well. A line is an epoch's when `Epoch i/n` stands before it or when it has validation
 * metrics; else it may as well be an evaluation's, and no phase is told.
 */
export const kerasDialect: DialectFactory = (outbox) => {
  const bars = new Bars(outbox);
  const prefix = new Prefix();
  return {
    line(printed, number) {
      const epoch = prefix.header(printed);
      if (epoch !== undefined) {
        bars.header(epoch);
        return true;
      }
      const text = prefix.cut(printed);
      if (text.startsWith(DOWNLOAD)) {
        bars.download();
        return true;
      }
      const line = readLine(text);
      // What no count begins is known by the header before it, or by its loss.
      if (!line || (line.done === undefined && !line.hasLoss && !bars.isInEpoch)) {
        bars.otherLine();
        return false;
      }
      bars.line(line, number);
      return true;
    },
    overwritten(text) {
      if (bars.mayTellTarget) {
        bars.update(UPDATE.exec(prefix.cut(text))?.groups?.['target']);
      }
    },
    end() {
      bars.otherLine();
    },
  };
};

/** What is printed before each line by what is not known as a log. */
class Prefix {
  #text = '';
  #pattern: RegExp | undefined;

  /** The epoch of a header, whose prefix is the next lines' too. */
  header(text: string): number | undefined {
    const at = text.lastIndexOf('Epoch ');
    const epoch = at >= 0 && at <= MAX_PREFIX ? HEADER.exec(text.slice(at))?.groups?.['epoch'] : undefined;
    const prefix = text.slice(0, Math.max(at, 0));
    if (epoch === undefined || !(prefix === '' || END_OF_PREFIX.test(prefix))) {
      return undefined;
    }
    if (prefix !== this.#text) {
      this.#text = prefix;
      const source = prefix
        .trimEnd()
        .replace(SPECIAL, String.raw`\$&`)
        .replace(/\d+/g, String.raw`\d+`);
      this.#pattern = source === '' ? undefined : new RegExp(`^${source} ?`, 'u');
    }
    return Number(epoch);
  }

  cut(text: string): string {
    const learned = this.#pattern?.exec(text)?.[0].length;
    return learned === undefined ? text.slice(Math.max(0, text.search(BAR_BEHIND))) : text.slice(learned);
  }
}

interface KerasLine {
  readonly done?: number;
  /** Absent when Keras does not know it. */
  readonly target?: number;
  readonly figure: Figure;
  readonly stepSeconds?: number;
  readonly isBar: boolean;
  readonly isDownload: boolean;
  readonly hasLoss: boolean;
  readonly hasMetrics: boolean;
  readonly hasValidation: boolean;
  /** From Keras 2.7 on only a prediction has no metrics. */
  readonly isRecent: boolean;
  /** Keras 3 shows the time left in the place where the time passed will stand. */
  readonly mayBeTimeLeft: boolean;
}

function readLine(printed: string): KerasLine | undefined {
  const text = printed.includes('[1m') ? printed.replace(BARE_COLOUR, '') : printed;
  const match = (COUNTED.exec(text) ?? UNCOUNTED.exec(text))?.groups;
  if (!match) {
    return undefined;
  }
  const { done, target, style = '', time = '', rest = '' } = match;
  const perStep = PER_STEP.exec(rest)?.groups;
  const perEpoch = PER_EPOCH.exec(rest)?.groups;
  const value = perEpoch ?? { value: time, unit: 's' };
  const isKeras3 = (done !== undefined && !style.endsWith('-')) || KERAS_3_STEP.test(rest);
  return {
    ...(done !== undefined && { done: Number(done) }),
    ...(target !== undefined && target !== 'Unknown' && { target: Number(target) }),
    figure: {
      ...figure(value['value'] ?? '', value['unit']),
      resolutionSeconds: RESOLUTION_BY_UNIT[value['unit'] ?? 's'] ?? 1,
    },
    ...(perStep && { stepSeconds: figure(perStep['value'] ?? '', perStep['unit']).seconds }),
    isBar: BAR.test(style),
    isDownload: BYTES.test(rest),
    hasLoss: rest.includes(' - loss: '),
    hasMetrics: METRIC.test(rest),
    hasValidation: VALIDATION.test(rest),
    isRecent: isKeras3 || perEpoch !== undefined,
    mayBeTimeLeft: KERAS_3_BAR.test(style) && time === '0',
  };
}

/** What is known of the training from the lines before. */
class Bars {
  #epoch: number | undefined;
  /** Number of steps of the epoch whose header stands before; an evaluation amid it has another. */
  #target: number | undefined;
  /** Number of steps of the bar whose updates come as lines of their own, as on Windows pipes. */
  #updatesOf: number | undefined;
  /** A line that the next one may replace: an update rather than the end. */
  #candidate: Timing | undefined;
  #isDownload = false;
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  get isInEpoch(): boolean {
    return this.#epoch !== undefined;
  }

  /** The first bar behind a header is the training's. */
  get mayTellTarget(): boolean {
    return this.isInEpoch && this.#target === undefined;
  }

  update(target: string | undefined): void {
    this.#target = target === undefined ? undefined : Number(target);
  }

  header(epoch: number): void {
    this.otherLine();
    this.#epoch = epoch;
    this.#target = undefined;
    this.#updatesOf = undefined;
    this.#isDownload = false;
  }

  /** The next bar is a download's. */
  download(): void {
    this.otherLine();
    this.#isDownload = true;
  }

  /** The next line is none of the bar's: what waited was its end. */
  otherLine(): void {
    if (this.#candidate) {
      this.#consumeEpoch(this.#candidate);
      this.#outbox.emit(this.#candidate);
      this.#candidate = undefined;
    }
  }

  line(line: KerasLine, number: number): void {
    if (this.#isDownload || line.isDownload) {
      this.#isDownload = (line.done ?? 0) < (line.target ?? 0);
      return;
    }
    // A generator may give more than it was asked for.
    if (line.target !== undefined && (line.done ?? 0) < line.target) {
      this.otherLine();
      this.#target ??= line.target;
      this.#updatesOf = line.target;
      return;
    }
    const timing = this.#timing(line, number);
    this.#candidate = undefined;
    if (line.target === undefined && line.done !== undefined) {
      this.#candidate = timing;
    } else if (line.mayBeTimeLeft && this.#updatesOf === line.target) {
      this.#candidate = timing;
      this.#updatesOf = undefined;
    } else {
      this.#consumeEpoch(timing);
      this.#outbox.emit(timing);
    }
  }

  #consumeEpoch(timing: Timing): void {
    if (timing.phase === 'epoch') {
      this.#epoch = undefined;
    }
  }

  #timing(line: KerasLine, number: number): Timing {
    const phase = this.#phase(line);
    const steps = line.target ?? line.done;
    return {
      ...line.figure,
      source: 'keras',
      line: number,
      ...(phase && { phase }),
      ...(phase === 'epoch' && { epoch: this.#epoch ?? 1 }),
      fields: {
        ...(steps !== undefined && { steps }),
        ...(line.stepSeconds !== undefined && { stepSeconds: line.stepSeconds }),
      },
    };
  }

  #phase(line: KerasLine): Phase | undefined {
    if (line.hasValidation) {
      return 'epoch';
    }
    if (line.hasMetrics && this.#epoch !== undefined) {
      return line.isBar && line.target !== (this.#target ?? line.target) ? 'evaluation' : 'epoch';
    }
    return !line.hasMetrics && line.isRecent ? 'prediction' : undefined;
  }
}
