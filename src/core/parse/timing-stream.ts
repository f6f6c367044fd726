import { LineAssembler } from '../lines/index.js';
import type { Marker } from '../model/marker.js';
import type { Timing } from '../model/timing.js';
import { customDialect } from './custom.js';
import { Outbox, type Dialect } from './dialect.js';
import { KeywordScanner } from './keyword-scanner.js';
import { makeDialects, parserNames, type ParserName } from './parsers.js';

export interface TimingStreamOptions {
  /** Default: all. */
  readonly parsers?: readonly ParserName[];
  /** Regular expressions of the user's own, see {@link customDialect}; they come before all parsers. */
  readonly custom?: readonly string[];
  readonly onTiming: (timing: Timing) => void;
  readonly onMarker?: (marker: Marker) => void;
  /** Receives every clean line, timing or not. Asking for it means that every line is decoded. */
  readonly onLine?: (line: string, number: number) => void;
}

/** Bytes of a program's output in, timings out: streaming, with bounded memory, linear in its input. No input makes it throw. */
export class TimingStream {
  readonly #outbox: Outbox;
  readonly #dialects: readonly Dialect[];
  readonly #lines: LineAssembler;
  #badMarkers = 0;

  constructor(options: TimingStreamOptions) {
    this.#outbox = new Outbox(options.onTiming);
    const custom = options.custom ?? [];
    this.#dialects = [
      ...(custom.length > 0 ? [customDialect(custom)(this.#outbox)] : []),
      ...makeDialects(options.parsers ?? parserNames, {
        outbox: this.#outbox,
        onMarker: options.onMarker,
        onBadMarker: () => {
          this.#badMarkers += 1;
        },
      }),
    ];
    const needsEveryLine = options.onLine !== undefined || custom.length > 0;
    this.#lines = new LineAssembler(
      (text, number) => {
        options.onLine?.(text, number);
        this.#dialects.some((dialect) => dialect.line(text, number));
      },
      {
        ...(!needsEveryLine && { scanner: new KeywordScanner() }),
        onOverwrite: (text, number) => {
          for (const dialect of this.#dialects) {
            dialect.overwritten?.(text, number);
          }
        },
      },
    );
  }

  /** Marker lines that broke the schema and were passed over. */
  get badMarkers(): number {
    return this.#badMarkers;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
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
    this.#lines.end();
    for (const dialect of this.#dialects) {
      dialect.end?.();
    }
    this.#outbox.release();
  }
}
