import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, constants } from 'node:zlib';

/**
 * A gzip file that takes output as it comes. It bears its final name only once it is whole; a failure to write, as on
 * a full disk, is told at the end and never disturbs the program.
 */
export class OutputLog {
  readonly #file: string;
  // The fastest level: compression must not take time from the program that is measured.
  readonly #gzip = createGzip({ level: constants.Z_BEST_SPEED });
  readonly #done: Promise<Error | undefined>;
  #failed = false;

  constructor(file: string) {
    this.#file = file;
    const target = this.#gzip.pipe(createWriteStream(this.#partialFile));
    const fail = (error: Error) => {
      this.#failed = true;
      this.#gzip.destroy(error);
      return error;
    };
    this.#done = Promise.all([finished(this.#gzip), finished(target)]).then(() => undefined, fail);
    target.once('error', fail);
  }

  get #partialFile(): string {
    return `${this.#file}.partial`;
  }

  /** A promise when the disk cannot keep up; write nothing more until it settles. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#failed || this.#gzip.write(chunk)) return undefined;
    return Promise.race([once(this.#gzip, 'drain').then(() => undefined), this.#done.then(() => undefined)]).catch(
      () => undefined,
    );
  }

  /** Completes the file. Tells why it could not be written, if so. */
  async close(): Promise<Error | undefined> {
    if (!this.#failed) this.#gzip.end();
    const error = await this.#done;
    try {
      if (error) await rm(this.#partialFile, { force: true });
      else await rename(this.#partialFile, this.#file);
    } catch (problem) {
      return problem as Error;
    }
    return error;
  }
}
