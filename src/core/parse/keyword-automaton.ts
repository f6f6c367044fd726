const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BACKSPACE = 0x08;
const ZERO = 0x30;
const DIGITS = Array.from({ length: 10 }, (_, digit) => ZERO + digit);

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

  /** A state goes where its longest proper suffix goes that is a state too (its failure), but for its own keywords' next bytes. */
  #fill(trie: readonly TrieNode[], returned: number, found: number): void {
    const failures = new Uint16Array(trie.length);
    const queue = [0];
    this.transitions[LINE_FEED] = this.lineEnd;
    this.transitions[CARRIAGE_RETURN] = returned;
    this.transitions[BACKSPACE] = found;
    for (const state of queue) {
      const row = state * 256;
      const failure = (failures[state] ?? 0) * 256;
      this.transitions.copyWithin(row, failure, failure + 256);
      for (const [byte, next] of trie[state]?.next ?? []) {
        const fallback = state === 0 ? 0 : (this.transitions[row + byte] ?? 0);
        const isEnd = trie[next]?.isEnd === true || fallback === found;
        if (!isEnd) {
          failures[next] = fallback;
          queue.push(next);
        }
        for (const variant of variantsOf(byte)) {
          this.transitions[row + variant] = isEnd ? found : next;
        }
      }
    }
    this.transitions.fill(found, returned * 256, (returned + 1) * 256);
    this.transitions[returned * 256 + LINE_FEED] = this.lineEnd;
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

/** The bytes that a keyword's byte stands for. */
function variantsOf(byte: number): readonly number[] {
  if (byte === ZERO) {
    return DIGITS;
  }
  return byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
}

const utf8 = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
