import { closeSync, openSync, readSync } from 'node:fs';
import { parseTraceEvent, type TraceEvent } from '../../core/train-calls/trace-event.js';

const CHUNK_BYTES = 64 * 1024;

/** Follows the file that a tracer writes. Reading is synchronous: what is written when `poll` is called has been told when it returns. */
export class TraceFile {
  readonly #path: string;
  readonly #onEvent: (event: TraceEvent) => void;
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #descriptor: number | undefined;
  #rest = '';

  constructor(path: string, onEvent: (event: TraceEvent) => void) {
    this.#path = path;
    this.#onEvent = onEvent;
  }

  poll(): void {
    this.#descriptor ??= this.#open();
    if (this.#descriptor === undefined) return;
    for (;;) {
      const bytes = readSync(this.#descriptor, this.#buffer);
      if (bytes === 0) return;
      // The tracers write ASCII, so a chunk may be cut anywhere.
      const lines = (this.#rest + this.#buffer.toString('latin1', 0, bytes)).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) {
        const event = parseTraceEvent(line);
        if (event !== undefined) this.#onEvent(event);
      }
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** There is no file until the tracer has started. */
  #open(): number | undefined {
    try {
      return openSync(this.#path, 'r');
    } catch {
      return undefined;
    }
  }
}
