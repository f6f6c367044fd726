import type { Host } from './host.js';

/** Brings the page to where the reader was before a reload, and keeps from then on where the reader is. */
export class KeptScroll {
  #restored = false;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    addEventListener('scrollend', () => {
      if (this.#restored) host.remember({ scroll: scrollY });
    });
  }

  /** To be called when the page has its full height; later calls leave the reader where they are. */
  restore(): void {
    if (this.#restored) {
      return;
    }
    this.#restored = true;
    scrollTo({ top: this.#host.state.scroll ?? 0 });
  }
}
