/**
 * Passes UTF-8 on as it is, and turns into it what Windows' PowerShell writes with `>`: UTF-16 behind a byte order mark. One object serves
 * one stream, cut anywhere.
 */
export class Utf8Input {
  /** Too little to tell; undefined from then on. */
  #held: Uint8Array | undefined = new Uint8Array(0);
  #decoder: TextDecoder | undefined;
  readonly #encoder = new TextEncoder();

  push(chunk: Uint8Array): Uint8Array {
    let bytes = chunk;
    if (this.#held) {
      bytes = joined(this.#held, chunk);
      if (bytes.length < 2) {
        this.#held = bytes;
        return new Uint8Array(0);
      }
      this.#held = undefined;
      const encoding = utf16(bytes);
      this.#decoder = encoding && new TextDecoder(encoding);
    }
    return this.#decoder ? this.#encoder.encode(this.#decoder.decode(bytes, { stream: true })) : bytes;
  }

  /** The stream is over: what was held back. */
  end(): Uint8Array {
    return this.#held ?? new Uint8Array(0);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function utf16([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
