const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BACKSPACE = 0x08;
const ZERO = 0x30;

/**
 * An Aho–Corasick automaton over bytes that ends at a line feed, at a line's first keyword, or where the line begins to be overwritten.
 * Digits count as `0` and ASCII letters as lower case.
 */
export class KeywordAutomaton {
  /** The state after each byte: `transitions[state * 256 + byte]`. State 0 is the beginning of a line. */
  readonly transitions: Uint16Array;
  /** States from here on are ends. */
  readonly firstFinal: number;
  /** The line is over and had no keyword. */
  readonly lineEnd: number;

  constructor(keywords: readonly string[]) {
    const trie = buildTrie(keywords.map(utf8));
    // Two more states are the ends, one is a carriage return that may belong to a line feed.
    const returned = trie.length;
    const found = returned + 1;
    this.lineEnd = returned + 2;
    this.firstFinal = found;
    this.transitions = new Uint16Array((returned + 3) * 256);
    this.#fill(trie, returned, found);
  }

  #fill(trie: readonly TrieNode[], returned: number, found: number): void {
    const failures = new Uint16Array(trie.length);
    const queue = [0];
    for (const state of queue) {
      const node = trie[state];
      const failure = (failures[state] ?? 0) * 256;
      for (let byte = 0; byte < 256; byte++) {
        const folded = fold(byte);
        const next = node?.next.get(folded);
        const fallback = state === 0 ? 0 : (this.transitions[failure + byte] ?? 0);
        if (next === undefined) {
          this.transitions[state * 256 + byte] = fallback;
        } else if (trie[next]?.isEnd === true || fallback === found) {
          this.transitions[state * 256 + byte] = found;
        } else {
          this.transitions[state * 256 + byte] = next;
          if (byte === folded) {
            failures[next] = fallback;
            queue.push(next);
          }
        }
      }
      this.#control(state, returned, found);
    }
    this.transitions.fill(found, returned * 256, (returned + 1) * 256);
    this.transitions[returned * 256 + LINE_FEED] = this.lineEnd;
  }

  #control(state: number, returned: number, found: number): void {
    const row = state * 256;
    if (this.transitions[row + LINE_FEED] !== found) {
      this.transitions[row + LINE_FEED] = this.lineEnd;
    }
    if (this.transitions[row + CARRIAGE_RETURN] !== found) {
      this.transitions[row + CARRIAGE_RETURN] = returned;
    }
    this.transitions[row + BACKSPACE] = found;
  }
}

interface TrieNode {
  readonly next: Map<number, number>;
  isEnd: boolean;
}

function buildTrie(keywords: readonly (readonly number[])[]): TrieNode[] {
  const root: TrieNode = { next: new Map(), isEnd: false };
  const nodes = [root];
  for (const keyword of keywords) {
    let node = root;
    for (const byte of keyword) {
      let index = node.next.get(byte);
      if (index === undefined) {
        index = nodes.length;
        node.next.set(byte, index);
        nodes.push({ next: new Map(), isEnd: false });
      }
      node = nodes[index] ?? root;
    }
    node.isEnd = true;
  }
  return nodes;
}

function fold(byte: number): number {
  if (byte >= ZERO && byte <= ZERO + 9) {
    return ZERO;
  }
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/** The core has no TextEncoder; percent-encoding says the same bytes. */
function utf8(text: string): number[] {
  return [...encodeURIComponent(text).matchAll(/%([\dA-F]{2})|./g)].map(([whole, hex]) =>
    hex === undefined ? whole.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
