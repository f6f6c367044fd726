import { joined, sentence, type Sentence } from '../../core/model/sentence.js';
import { ToldError, toldBy } from '../../core/told-error.js';

/** How a download is watched and bounded. */
export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** A source that sends nothing for so long is given up; default 15. */
  readonly stallSeconds?: number | undefined;
  readonly onBytes?: (received: number, total: number | undefined) => void;
}

/** A source, and why it gave no acceptable file. */
export interface SourceFault {
  readonly url: string;
  readonly reason: string | Sentence;
}

/** No source gave an acceptable file; the message has a line for each source. */
export class DownloadError extends ToldError {
  override readonly name = 'DownloadError';

  /** @param damaged the file that was to be had again, where there is one */
  constructor(
    readonly faults: readonly SourceFault[],
    readonly damaged?: string,
  ) {
    const lines = faults.map(({ url, reason }) => sentence('{0}: {1}', url, reason));
    const first = damaged === undefined ? [] : [sentence('{0} was there but is damaged', damaged)];
    super(joined([...first, ...lines], '\n'));
  }
}

/** What no further request to the same source would mend. */
class Refusal extends ToldError {}

/** No file of ours is larger; it bounds the memory that a misbehaving server can fill. */
const LARGEST_DOWNLOAD_BYTES = 256 * 1024 ** 2;

/**
 * Downloads a file from the first source whose bytes `accept` does not reject. A transfer that breaks off is resumed as long
 * as each attempt brings something; then the next source is tried. Throws {@link DownloadError}, or the signal's reason.
 */
export async function download<T>(
  urls: readonly string[],
  accept: (bytes: Uint8Array) => Promise<T>,
  options: DownloadOptions = {},
): Promise<T> {
  const faults: SourceFault[] = [];
  for (const url of urls) {
    try {
      return await accept(await new Transfer(url, options).run());
    } catch (error) {
      options.signal?.throwIfAborted();
      faults.push({ url, reason: explain(error) });
    }
  }
  throw new DownloadError(faults);
}

/** One file from one source, over as many requests as it takes. */
class Transfer {
  readonly #url: string;
  readonly #options: DownloadOptions;
  #chunks: Uint8Array[] = [];
  #received = 0;
  /** Tells whether a later answer continues the same file. */
  #version: string | null = null;

  constructor(url: string, options: DownloadOptions) {
    this.#url = url;
    this.#options = options;
  }

  async run(): Promise<Uint8Array> {
    for (;;) {
      const before = this.#received;
      try {
        await this.#request();
        return Buffer.concat(this.#chunks);
      } catch (error) {
        this.#options.signal?.throwIfAborted();
        if (this.#received <= before || error instanceof Refusal) throw error;
      }
    }
  }

  async #request(): Promise<void> {
    const stall = new StallTimer(this.#options.stallSeconds ?? 15);
    try {
      const response = await fetch(this.#url, {
        headers: this.#headers(),
        signal: this.#options.signal ? AbortSignal.any([this.#options.signal, stall.signal]) : stall.signal,
      });
      if (!response.ok || !response.body) throw new Refusal(sentence('the server answered {0}', response.status));
      const continues = this.#continues(response);
      if (!continues) this.#restart();
      if (response.status === 206 && !continues) {
        throw new ToldError(sentence('the server sent another part than was asked for'));
      }
      this.#version = response.headers.get('etag') ?? response.headers.get('last-modified');
      const length = Number(response.headers.get('content-length'));
      const total = length > 0 ? this.#received + length : undefined;
      for await (const chunk of response.body) {
        stall.reset();
        this.#add(chunk as Uint8Array);
        this.#options.onBytes?.(this.#received, total);
      }
      if (total !== undefined && this.#received < total) {
        throw new ToldError(sentence('the transfer ended after {0} of {1} bytes', this.#received, total));
      }
    } finally {
      stall.stop();
    }
  }

  #headers(): Record<string, string> {
    const plain = { 'accept-encoding': 'identity' };
    if (this.#received === 0 || this.#version === null) return plain;
    return { ...plain, range: `bytes=${this.#received}-`, 'if-range': this.#version };
  }

  /** Whether an answer goes on where the last one broke off; a server may ignore the range that was asked for. */
  #continues(response: Response): boolean {
    const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    return response.status === 206 && Number(start) === this.#received;
  }

  #restart(): void {
    this.#chunks = [];
    this.#received = 0;
  }

  #add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#received > LARGEST_DOWNLOAD_BYTES) throw new Refusal(sentence('the file is far larger than expected'));
  }
}

/** Aborts when it is not reset for a while. */
class StallTimer {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(seconds: number) {
    this.#timer = setTimeout(() => {
      this.#controller.abort(new ToldError(sentence('nothing arrived for {0} s', seconds)));
    }, seconds * 1000);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  reset(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** `fetch` hides the reason in the error's cause. The source is named before it already. */
function explain(error: unknown): string | Sentence {
  const { cause } = error as Error;
  const { syscall, code = '' } = (cause ?? {}) as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') return sentence('the network does not know this name ({0})', code);
  return toldBy(cause instanceof Error && cause.message !== '' ? cause : error);
}
