import type { TimingStream } from '../../core/parse/index.js';
import type { OutputStream } from '../process/index.js';

/** After so long without output, a line that might still be added to counts as it is. */
const SETTLE_MILLISECONDS = 50;

/** Hands a program's output to the streams that read times from it, and lets them settle when the output pauses. */
export class OutputTimings {
  readonly #streams: Readonly<Record<OutputStream, TimingStream>>;
  readonly #settling: NodeJS.Timeout;

  constructor(streams: Readonly<Record<OutputStream, TimingStream>>) {
    this.#streams = streams;
    this.#settling = setTimeout(() => {
      streams.stdout.settle();
      streams.stderr.settle();
    }, SETTLE_MILLISECONDS);
  }

  push(stream: OutputStream, chunk: Uint8Array): void {
    this.#streams[stream].push(chunk);
    this.#settling.refresh();
  }

  end(): void {
    clearTimeout(this.#settling);
    this.#streams.stdout.end();
    this.#streams.stderr.end();
  }
}
