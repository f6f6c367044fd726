import { LineAssembler, Utf8Input } from '../lines/index.js';
import type { Marker } from '../model/marker.js';
import type { Sentence } from '../model/sentence.js';
import type { Timing } from '../model/timing.js';
import { CustomReader, type CustomOptions, type NumberedLine } from './custom.js';
import { Outbox, type Dialect } from './dialect.js';
import { KeywordScanner } from './keyword-scanner.js';
import { withoutLogPrefix } from './log-prefix.js';
import { parserNames, type ParserName } from './parser-names.js';
import { makeDialects } from './parsers.js';
import { partsOf } from './progress-bars.js';

export interface TimingStreamOptions {
  /** Default: all. */
  readonly parsers?: readonly ParserName[];
  /** Regular expressions of the user's own, see {@link CustomReader}; they come before all parsers. */
  readonly custom?: CustomOptions;
  /** Receives each timing as soon as it is sure, with the text of the line that it was read from. */
  readonly onTiming: (timing: Timing, text: string) => void;
  readonly onMarker?: (marker: Marker) => void;
  /** Why a marker that can be read cannot be true, if so: it is passed over as one that breaks the schema. */
  readonly faultOfMarker?: (marker: Marker) => Sentence | undefined;
  /** Receives every clean line, timing or not. Asking for it means that every line is decoded. */
  readonly onLine?: (line: string, number: number) => void;
}

/** A line as it stood when it ended, or when it was overwritten. */
interface SeenLine extends NumberedLine {
  readonly overwritten: boolean;
}

/** So much text of lines is read together at most. */
const MOST_WAITING = 2 ** 18;
/** A timing is held back for fewer lines than these. */
const REMEMBERED_LINES = 32;

/** Bytes of a program's output in, timings out: streaming, with bounded memory, linear in its input. No input makes it throw. */
export class TimingStream {
  readonly #outbox: Outbox;
  readonly #dialects: readonly Dialect[];
  readonly #input = new Utf8Input();
  readonly #lines: LineAssembler;
  readonly #custom: CustomReader | undefined;
  /** What {@link #custom} reads together: to watch over it costs more than to read a line. */
  #waiting: SeenLine[] = [];
  #waitingLength = 0;
  /** The last lines, for timings that were held back. */
  readonly #recent: { number: number; text: string }[] = [];
  #badMarkers = 0;
  #firstBadMarker: Sentence | undefined;

  constructor(options: TimingStreamOptions) {
    this.#outbox = new Outbox((timing) => {
      const recent = this.#recent[timing.line % REMEMBERED_LINES];
      options.onTiming(timing, recent?.number === timing.line ? recent.text : '');
    });
    const { custom } = options;
    this.#custom = custom && custom.patterns.length > 0 ? new CustomReader(custom) : undefined;
    this.#dialects = makeDialects(options.parsers ?? parserNames, this.#outbox, {
      onMarker: options.onMarker,
      faultOf: options.faultOfMarker,
      onBad: (fault) => {
        this.#badMarkers += 1;
        this.#firstBadMarker ??= fault;
      },
    });
    const needsEveryLine = options.onLine !== undefined || this.#custom !== undefined;
    const see = (line: SeenLine): void => {
      if (this.#custom) this.#wait(line);
      else this.#read(line);
    };
    this.#lines = new LineAssembler(
      (text, number) => {
        options.onLine?.(text, number);
        see({ text, number, overwritten: false });
      },
      {
        ...(!needsEveryLine && { scanner: new KeywordScanner() }),
        onOverwrite: (text, number) => {
          see({ text, number, overwritten: true });
        },
      },
    );
  }

  /** Marker lines that broke the schema or could not be true, and were passed over. */
  get badMarkers(): number {
    return this.#badMarkers;
  }

  /** The line of the first of them, and what is wrong with it. */
  get firstBadMarker(): Sentence | undefined {
    return this.#firstBadMarker;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(this.#input.push(chunk));
    this.#readWaiting();
  }

  /**
   * Emits a timing that only waits for a line that might add to it (`@timev` after `@time`). Whoever shows timings live calls this
   * when the output has paused.
   */
  settle(): void {
    for (const dialect of this.#dialects) {
      dialect.settle?.();
    }
    this.#outbox.release();
  }

  end(): void {
    this.#lines.push(this.#input.end());
    this.#lines.end();
    this.#readWaiting();
    for (const dialect of this.#dialects) {
      dialect.end?.();
    }
    this.#outbox.release();
  }

  #wait(line: SeenLine): void {
    this.#waiting.push(line);
    this.#waitingLength += line.text.length + 1;
    if (this.#waitingLength > MOST_WAITING) this.#readWaiting();
  }

  #readWaiting(): void {
    if (this.#custom === undefined || this.#waiting.length === 0) return;
    const lines = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    const timings = this.#custom.read(lines.filter(({ overwritten }) => !overwritten)).values();
    for (const line of lines) {
      this.#read(line, line.overwritten ? undefined : timings.next().value);
    }
  }

  /** @param own what a pattern of the user's own found in the line */
  #read({ text, number, overwritten }: SeenLine, own?: Timing): void {
    this.#recent[number % REMEMBERED_LINES] = { number, text };
    if (own) {
      this.#outbox.emit(own);
    } else if (overwritten) {
      const bare = withoutLogPrefix(text);
      for (const dialect of this.#dialects) {
        dialect.overwritten?.(bare, number);
      }
    } else {
      for (const part of partsOf(withoutLogPrefix(text))) {
        this.#dialects.some((dialect) => dialect.line(part, number));
      }
    }
  }
}
