import type { OwnPatterns } from '../../../src/core/train-calls/index.js';
import { guard } from '../../../src/node/guard.js';

/** A person's own patterns, none of which may be left out. */
export function ownPatterns(...patterns: readonly string[]): OwnPatterns {
  return {
    patterns,
    guard,
    onLeftOut: (pattern) => {
      throw new Error(`${pattern} had no end`);
    },
  };
}
