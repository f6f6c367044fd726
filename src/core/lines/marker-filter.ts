import { MARKER_PREFIX } from '../model/marker.js';

const LINE_FEED = 0x0a;
const PREFIX = Uint8Array.from(MARKER_PREFIX, (character) => character.charCodeAt(0));
const NOTHING = new Uint8Array(0);

/**
 * Hides marker lines from bytes that a terminal shows. Everything else passes at once: only a line's first bytes wait, and only as long as
 * they may still become the marker's prefix.
 */
export class MarkerFilter {
  /** How much of the prefix the current line has matched; -1 once it differs. */
  #matched = 0;
  #hiding = false;

  /** Returns what of the chunk, and of bytes held back before it, is to be shown. */
  push(chunk: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    let shown = 0;
    let index = 0;
    while (index < chunk.length) {
      if (this.#hiding || this.#matched < 0) {
        const end = chunk.indexOf(LINE_FEED, index);
        index = end < 0 ? chunk.length : end + 1;
        if (this.#hiding) {
          shown = index;
        }
        if (end >= 0) {
          this.#hiding = false;
          this.#matched = 0;
        }
      } else if (chunk[index] === PREFIX[this.#matched]) {
        index += 1;
        this.#matched += 1;
        if (this.#matched === PREFIX.length) {
          parts.push(chunk.subarray(shown, Math.max(shown, index - PREFIX.length)));
          shown = index;
          this.#hiding = true;
        }
      } else {
        // The bytes that waited since an earlier chunk come first.
        const waited = this.#matched - (index - shown);
        if (waited > 0) {
          parts.push(PREFIX.subarray(0, waited));
        }
        this.#matched = -1;
      }
    }
    const waiting = this.#hiding ? 0 : Math.max(0, this.#matched);
    parts.push(chunk.subarray(shown, Math.max(shown, chunk.length - waiting)));
    return concatenate(parts);
  }

  /** Returns what was held back when the stream ended. */
  end(): Uint8Array {
    const waiting = this.#hiding ? NOTHING : PREFIX.slice(0, Math.max(0, this.#matched));
    this.#matched = 0;
    this.#hiding = false;
    return waiting;
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const filled = parts.filter((part) => part.length > 0);
  if (filled.length <= 1) {
    return filled[0] ?? NOTHING;
  }
  const whole = new Uint8Array(filled.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of filled) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
