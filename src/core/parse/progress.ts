import type { Timing } from '../model/timing.js';
import type { DialectFactory, Outbox } from './dialect.js';
import { clockFigure } from './figure.js';
import { epochIn, EpochNumbers, phaseOf } from './phase.js';

const CLOCK = String.raw`(?:(?<days>\d{1,4}) days?, )?(?:(?<hours>\d{1,4}):)?(?<minutes>\d{1,3}):(?<seconds>\d\d)`;
/** `Epoch 3: 100%|██████████| 100/100 [00:07<00:00, 14.19it/s, loss=0.5]`: time passed, time left, rate. */
const TQDM = new RegExp(
  String.raw`(?<![\d.])(?<percent>\d{1,3})%\|[^|]*\| *(?<done>\d[\d.]{0,15})[kMG]?\/(?<total>\d[\d.]{0,15})[kMG]? \[${CLOCK}<[^,\]]{0,30}(?:, *(?<rate>\d{1,9}(?:\.\d{1,9})?) ?[a-z]{1,9}\/s)?`,
  'u',
);
/** Lightning with Rich: `Epoch 2/2  ━━━━ 30/30 0:00:02 • 0:00:00 11.66it/s`. Its epochs count from 0. */
const RICH = new RegExp(
  String.raw`^Epoch (?<epoch>\d+)\/-?\d+ [━╸╺ -]+(?<done>\d+)\/(?<total>\d+) ${CLOCK} • [\d:-]+(?: (?<rate>[\d.]+)it\/s)?`,
  'u',
);
/** ProgressMeter.jl: `Progress: 100%|████| Time: 0:00:12`. */
const PROGRESS_METER = new RegExp(String.raw`(?<!\d)100%\|[^|]*\| Time: ${CLOCK}(?![\d:])`, 'u');
const LIGHTNING = /, v_num=|\bDataLoader \d/;

export const progressPatterns = [TQDM, RICH, PROGRESS_METER, LIGHTNING];

/** What a progress bar shows at one moment. */
interface State {
  /** Tells a bar from the others on the screen. */
  readonly key: string;
  readonly complete: boolean;
  /** Where a message interrupts the bar its last state is not seen; the next epoch's first tells that it came. */
  readonly countsWhenNextBegins: boolean;
  /** 1-based. */
  readonly epoch: number | undefined;
  /** Most states are passed by, so a timing is made only of those that count. */
  readonly timing: () => Timing;
}

/**
 * tqdm's bars, Lightning's by tqdm or Rich, and ProgressMeter.jl's, each once, when it is complete. A bar may show its last state several
 * times, so it waits until another line or the same bar's next round shows that it was the last.
 */
export const progressDialect: DialectFactory = (outbox) => {
  const bars = new WaitingBars(outbox);
  const epochs = new EpochNumbers();
  const read = (text: string, number: number): boolean => {
    const state = text.includes('%|')
      ? (readTqdm(text, number, epochs) ?? readProgressMeter(text, number, epochs))
      : readRich(text, number);
    if (state) {
      bars.see(state);
    }
    return state !== undefined;
  };
  return {
    line(text, number) {
      const isBar = read(text, number);
      if (!isBar) {
        bars.release();
      }
      return isBar;
    },
    overwritten(text, number) {
      read(text, number);
    },
    settle() {
      bars.release();
    },
    end() {
      bars.release();
    },
  };
};

/** More bars than these are hardly ever on the screen at once. */
const MAX_WAITING = 8;

class WaitingBars {
  readonly #waiting = new Map<string, State>();
  readonly #outbox: Outbox;
  /** Bars that were sent already and have not begun anew since. */
  readonly #sent = new Set<string>();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  see(state: State): void {
    const before = this.#waiting.get(state.key);
    if (!state.complete) {
      // The same bar has begun anew.
      if (before?.complete) {
        this.#send(before);
      }
      this.#sent.delete(state.key);
    }
    if (state.epoch !== undefined) {
      this.#sendEarlierEpochs(state.epoch);
    }
    if (!this.#sent.has(state.key) && (state.complete || state.countsWhenNextBegins)) {
      this.#waiting.set(state.key, state);
      if (this.#waiting.size > MAX_WAITING) {
        this.release();
        this.#waiting.clear();
      }
    }
  }

  /** Sends what is complete. */
  release(): void {
    for (const state of this.#waiting.values()) {
      if (state.complete) {
        this.#send(state);
      }
    }
  }

  #sendEarlierEpochs(epoch: number): void {
    for (const state of this.#waiting.values()) {
      if (state.epoch !== undefined && state.epoch < epoch) {
        this.#send(state);
      }
    }
  }

  #send(state: State): void {
    this.#waiting.delete(state.key);
    this.#sent.add(state.key);
    if (this.#sent.size > MAX_WAITING) {
      this.#sent.delete(this.#sent.values().next().value ?? '');
    }
    this.#outbox.emit(state.timing());
  }
}

function readTqdm(text: string, line: number, epochs: EpochNumbers): State | undefined {
  const found = TQDM.exec(text);
  const match = found?.groups;
  if (!match) {
    return undefined;
  }
  const label = labelBefore(text, found.index);
  const { done, total, percent } = match;
  const isLightning = LIGHTNING.test(text);
  const printed = epochIn(label);
  // Lightning counts epochs from 0 wherever it begins.
  const epoch = printed === undefined ? undefined : isLightning ? printed + 1 : epochs.oneBased(printed);
  return {
    key: `${label} ${total ?? ''}`,
    complete: percent === '100' && done === total,
    countsWhenNextBegins: false,
    epoch,
    timing: () => barTiming(match, isLightning ? 'lightning' : 'tqdm', line, label, epoch),
  };
}

function readRich(text: string, line: number): State | undefined {
  const match = RICH.exec(text)?.groups;
  if (!match) {
    return undefined;
  }
  const epoch = Number(match['epoch']) + 1;
  const missing = Number(match['total']) - Number(match['done']);
  return {
    key: `Epoch ${epoch}`,
    complete: missing <= 0,
    countsWhenNextBegins: true,
    epoch,
    timing: () => {
      const timing = barTiming(match, 'lightning', line, 'Epoch', epoch);
      const rate = Number(match['rate'] ?? 0);
      // What was still missing when the bar was last seen took its time too.
      const missingSeconds = missing > 0 && rate > 0 ? missing / rate : 0;
      return { ...timing, resolutionSeconds: timing.resolutionSeconds + missingSeconds };
    },
  };
}

function readProgressMeter(text: string, line: number, epochs: EpochNumbers): State | undefined {
  const found = PROGRESS_METER.exec(text);
  const match = found?.groups;
  if (!match) {
    return undefined;
  }
  const label = labelBefore(text, found.index);
  const printed = epochIn(label);
  const epoch = printed === undefined ? undefined : epochs.oneBased(printed);
  return {
    key: label,
    complete: true,
    countsWhenNextBegins: false,
    epoch,
    timing: () => ({ ...clockFigure(match), source: 'elapsed', line, ...named(label, epoch) }),
  };
}

/** The text before the bar, without the colon that ends it. */
function labelBefore(text: string, end: number): string {
  const label = text.slice(0, end).trim();
  return label.endsWith(':') ? label.slice(0, -1) : label;
}

function barTiming(
  match: Readonly<Record<string, string | undefined>>,
  source: Timing['source'],
  line: number,
  label: string,
  epoch: number | undefined,
): Timing {
  const { done, rate } = match;
  return {
    ...clockFigure(match),
    source,
    line,
    ...named(label, epoch),
    fields: { steps: Number(done), ...(rate !== undefined && { stepsPerSecond: Number(rate) }) },
  };
}

function named(label: string, epoch: number | undefined): Pick<Timing, 'label' | 'phase' | 'epoch'> {
  if (epoch !== undefined) {
    return { phase: 'epoch', epoch };
  }
  const phase = phaseOf(label);
  return { ...(label !== '' && { label }), ...(phase && { phase }) };
}
