import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PATTERNS, findTrainCalls } from '../../../src/core/train-calls/index.js';
import { guard } from '../../../src/node/guard.js';
import { ownPatterns } from './own-patterns.js';

describe('the default patterns', () => {
  it.each(Object.values(DEFAULT_PATTERNS).flat())('cannot be made to backtrack without end: %s', (pattern) => {
    // Quadratic is allowed here: a file is no stream, and the search is bounded.
    const { complexity } = checkSync(pattern, 'g', { timeout: 4_000 }) as { complexity?: { type: string } };
    expect(complexity?.type).not.toBe('exponential');
  });
});

describe("a person's own pattern", () => {
  it('leaves no trace where it is broken', () => {
    expect(findTrainCalls('model.fit(x)', 'python', ownPatterns('(', '', '[a'))).toEqual([]);
  });

  it.each([
    ['takes ever more ways', String.raw`(\w+)+\?`, `${'a'.repeat(60)}\nmodel.fit(x)\n`],
    ['takes a power of the length', String.raw`(?:\w+)\w*\w*\w*\?`, `${'a'.repeat(3000)}\nmodel.fit(x)\n`],
    ['takes more memory than there is', String.raw`(?:(\w)|\s)*\?`, `model.fit(x)${'a'.repeat(1e7)}\n`],
  ])('that %s finds nothing, and the others do', (_name, pattern, source) => {
    const leftOut: string[] = [];
    const onLeftOut = (each: string) => leftOut.push(each);
    const own = { patterns: [pattern, ...DEFAULT_PATTERNS.python, String.raw`\bfit\w*`], guard, onLeftOut };
    expect(findTrainCalls(source, 'python', own)).toHaveLength(1);
    expect(leftOut).toEqual([pattern]);
  });
});
