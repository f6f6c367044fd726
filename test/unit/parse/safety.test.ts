import { checkSync } from 'recheck';
import { analyse } from 'scslre';
import { describe, expect, test, vi } from 'vitest';
import { durationPatterns } from '../../../src/core/parse/duration.js';
import { namePatterns } from '../../../src/core/parse/elapsed-names.js';
import { otherPatterns } from '../../../src/core/parse/elapsed-others.js';
import { placePatterns } from '../../../src/core/parse/elapsed-places.js';
import { statementPatterns } from '../../../src/core/parse/elapsed-statement.js';
import { elapsedPatterns } from '../../../src/core/parse/elapsed.js';
import { epochTablePatterns } from '../../../src/core/parse/epoch-table.js';
import { ipythonPatterns } from '../../../src/core/parse/ipython.js';
import { juliaBenchmarkPatterns } from '../../../src/core/parse/julia-benchmark.js';
import { juliaTimePatterns } from '../../../src/core/parse/julia-time.js';
import { kerasPatterns } from '../../../src/core/parse/keras.js';
import { logPrefixPatterns } from '../../../src/core/parse/log-prefix.js';
import { phasePatterns } from '../../../src/core/parse/phase.js';
import { progressPatterns } from '../../../src/core/parse/progress-bars.js';
import { shellTimePatterns } from '../../../src/core/parse/shell-time.js';
import { timeitPatterns } from '../../../src/core/parse/timeit.js';

// The checker has faster helpers for some machines; this one runs on all.
vi.hoisted(() => {
  process.env['RECHECK_BACKEND'] = 'pure';
});

const patterns = [
  ...durationPatterns,
  ...elapsedPatterns,
  ...epochTablePatterns,
  ...ipythonPatterns,
  ...juliaBenchmarkPatterns,
  ...juliaTimePatterns,
  ...kerasPatterns,
  ...logPrefixPatterns,
  ...namePatterns,
  ...otherPatterns,
  ...phasePatterns,
  ...placePatterns,
  ...progressPatterns,
  ...shellTimePatterns,
  ...statementPatterns,
  ...timeitPatterns,
];

// What the analysis does not look for is sought by attacks, bounded by steps: cut short by a busy machine they would count as
// found. What is quadratic takes more steps than these at this length.
const LIMITS = {
  timeout: 500,
  attackTimeout: null,
  incubationTimeout: null,
  maxAttackStringSize: 10_000,
  attackLimit: 20_000_000,
  maxIteration: 20_000,
};

describe.each(patterns.map((pattern) => [String(pattern), pattern] as const))('%s', (_name, pattern) => {
  test('has no two ways to go through the same text', () => {
    expect(analyse(pattern).reports).toEqual([]);
  });

  test('does not backtrack without end for any text that is tried', () => {
    const result = checkSync(pattern.source, pattern.flags, LIMITS);
    expect(result.status, JSON.stringify(result)).not.toBe('vulnerable');
  });
});

test.each(['^(?:a+)+$', String.raw`\d+x`, String.raw`^.*?(\d+)s`])('either would tell of %s', (source) => {
  expect(analyse(new RegExp(source)).reports).not.toEqual([]);
  expect(checkSync(source, '', { ...LIMITS, timeout: 60_000 }).status).toBe('vulnerable');
});
