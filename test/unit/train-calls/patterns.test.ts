import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PATTERNS, findTrainCalls } from '../../../src/core/train-calls/index.js';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
  contributes: { configuration: { properties: Record<string, { default: unknown }> } };
};

describe('the default patterns', () => {
  it("are the setting's defaults", () => {
    expect(manifest.contributes.configuration.properties['langbench.trainCalls']?.default).toEqual(DEFAULT_PATTERNS);
  });

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
