import { LineAssembler } from '../../core/lines/index.js';
import type { OutputStream } from './launch-types.js';

const KEPT_BYTES = 16 * 1024;
const KEPT_LINES = 40;

/** Remembers the end of what a program wrote, for telling why it failed. */
export class LastLines {
  readonly #tails: Record<OutputStream, Buffer> = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };

  push(stream: OutputStream, chunk: Uint8Array): void {
    const tail = this.#tails[stream];
    this.#tails[stream] =
      chunk.length >= KEPT_BYTES
        ? Buffer.from(chunk.subarray(-KEPT_BYTES))
        : Buffer.concat([tail.subarray(-(KEPT_BYTES - chunk.length)), chunk]);
  }

  /** The last lines of stderr that are not blank or, when there are none, those of stdout. */
  get lines(): string[] {
    const [stderr, stdout] = [this.#linesOf('stderr'), this.#linesOf('stdout')];
    return stderr.length > 0 ? stderr : stdout;
  }

  #linesOf(stream: OutputStream): string[] {
    const found: string[] = [];
    // Without what steers a terminal: the lines are shown again, and kept.
    const lines = new LineAssembler((line) => found.push(line));
    lines.push(this.#tails[stream]);
    lines.end();
    return found.filter((line) => line.trim() !== '').slice(-KEPT_LINES);
  }
}
