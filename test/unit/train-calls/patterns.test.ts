import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PATTERNS, findTrainCalls } from '../../../src/core/train-calls/index.js';

describe('the default patterns', () => {
  it.each(Object.values(DEFAULT_PATTERNS).flat())(
    'cannot be made to backtrack without end: %s',
    (pattern) => {
      // Quadratic is allowed here: a file is no stream, and the search is bounded.
      const { complexity } = checkSync(pattern, 'g', { timeout: 4_000 }) as { complexity?: { type: string } };
      expect(complexity?.type).not.toBe('exponential');
    },
    30_000,
  );

  it('leave no trace when a person breaks one', () => {
    expect(findTrainCalls('model.fit(x)', 'python', ['(', '', '[a'])).toEqual([]);
  });
});
