import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { countsOf, fixture, runCommand, runTraced, secondsOf } from './trace-support.js';

const PATTERNS = [String.raw`\.fit`, String.raw`\.fit_later`];

/** `python3`, and whatever other versions can be started here. */
const interpreters = ['python3', ...[8, 9, 10, 11, 12, 13, 14].map((minor) => `python3.${minor}`)].filter(
  (name) => spawnSync(name, ['--version']).status === 0,
);

it('has a Python to try', () => {
  expect(interpreters).toContain('python3');
});

describe.each(interpreters)('a program traced by %s', (python) => {
  it('does what it does untraced, to the byte, and has its calls timed where they are', () => {
    const file = fixture('everything.py');
    const plain = runCommand([python, file, 'one', 'two']);
    const traced = runTraced(python, file, ['one', 'two'], PATTERNS);
    expect(traced.stderr).toBe(plain.stderr);
    expect(traced.stdout).toBe(plain.stdout);
    expect(traced.status).toBe(1);

    const [program] = traced.events;
    expect(program?.event).toBe('program');
    const counts = countsOf(traced.events);
    const missed = program?.event === 'program' ? program.missed : [];
    // Python 3.8 knows no true columns within f-strings.
    expect(missed.filter((call) => call !== 10)).toEqual([]);
    expect(counts).toMatchObject({
      1: '1/1',
      2: '1/0',
      3: '2/2',
      4: '1/1',
      5: '1/1',
      6: '1/1',
      7: '3/3',
      8: '1/1',
      9: '1/1',
    });
    expect(counts[11]).toBe('3/3');

    const [awaitedFirst = 0, awaitedSecond = 0] = secondsOf(traced.events, 3).sort((a, b) => b - a);
    expect(awaitedFirst).toBeGreaterThanOrEqual(0.19);
    expect(awaitedSecond).toBeGreaterThanOrEqual(0.09);
    // Arguments are evaluated before the clock starts.
    expect(secondsOf(traced.events, 4)[0]).toBeLessThan(0.2);
    expect(secondsOf(traced.events, 5)[0]).toBeLessThan(0.3);
    expect(secondsOf(traced.events, 6)[0]).toBeGreaterThanOrEqual(0.3);
    expect(Math.min(...secondsOf(traced.events, 7))).toBeGreaterThanOrEqual(0.05);
    expect(Math.min(...secondsOf(traced.events, 11))).toBeGreaterThanOrEqual(0.1);
  });

  it.each(['code', 'message', 'interrupt', 'hook', 'nothing'])('ends by %s as it does untraced', (how) => {
    const file = fixture('exits.py');
    const traced = runTraced(python, file, [how]);
    expect(traced).toMatchObject(runCommand([python, file, how]));
    expect(countsOf(traced.events)).toEqual({ 0: how === 'nothing' ? '1/1' : '1/0' });
  });

  it('shows the errors of a file that does not parse as ever, and says that it was not traced', () => {
    const file = fixture('broken.py');
    const traced = runTraced(python, file);
    expect(traced).toMatchObject(runCommand([python, file]));
    expect(traced.events).toMatchObject([
      { event: 'program', untraced: expect.stringContaining('SyntaxError') as string },
    ]);
  });

  it("reads a file in the encoding that the file names, and finds calls behind what isn't ASCII", () => {
    const file = fixture('latin1.py');
    const traced = runTraced(python, file);
    expect(traced).toMatchObject(runCommand([python, file]));
  });
});
