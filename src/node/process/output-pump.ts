import type { Readable } from 'node:stream';
import type { OutputStream } from './launch-types.js';

/** Hands on what two streams bring, in order of arrival, and reads nothing more while the taker is busy. */
export class OutputPump {
  readonly #streams: readonly Readable[];
  #open = 2;
  #busy = false;

  /** Settles when both streams have closed and everything was taken, or when the taker failed. */
  readonly finished: Promise<void>;

  /** @param take returns a promise while it cannot take more */
  constructor(
    streams: Readonly<Record<OutputStream, Readable>>,
    take: (stream: OutputStream, chunk: Uint8Array) => Promise<void> | undefined,
  ) {
    this.#streams = [streams.stdout, streams.stderr];
    this.finished = new Promise((resolve, reject) => {
      const read = (name: OutputStream) => {
        const stream = streams[name];
        stream.on('data', (chunk: Uint8Array) => {
          if (this.#busy) putBack(stream, chunk);
          else this.#hand(() => take(name, chunk)).catch(reject);
        });
        stream.once('close', () => {
          this.#open -= 1;
          if (this.#open === 0) resolve();
        });
      };
      read('stdout');
      read('stderr');
    });
  }

  /** Whether more may come. */
  get isOpen(): boolean {
    return this.#open > 0;
  }

  /** Whether the taker still works on what it was given. */
  get isBusy(): boolean {
    return this.#busy;
  }

  /** Gives up on what is still open. */
  close(): void {
    this.#streams.forEach((stream) => stream.destroy());
  }

  async #hand(take: () => Promise<void> | undefined): Promise<void> {
    try {
      const taken = take();
      if (!taken) return;
      this.#busy = true;
      this.#streams.forEach((stream) => stream.pause());
      await taken;
    } catch (error) {
      this.close();
      throw error;
    }
    this.#busy = false;
    this.#streams.forEach((stream) => stream.resume());
  }
}

/** When a process ends, Node.js resumes its streams, whoever paused them. */
function putBack(stream: Readable, chunk: Uint8Array): void {
  stream.pause();
  stream.unshift(chunk);
}
