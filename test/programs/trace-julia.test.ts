import { expect, it } from 'vitest';
import { countsOf, fixture, runCommand, runTraced, secondsOf } from './trace-support.js';

/** A stack without what lies beneath the program: Julia's own start, which differs. */
const programStack = (stderr: string): string =>
  stderr.replace(/^ \[\d+\] (?:include|exec_options|_start)\(.*\n/gm, '');

it('runs a Julia program traced as it does untraced, and times its calls where they are', () => {
  const file = fixture('everything.jl');
  const plain = runCommand(['julia', file, 'one']);
  const traced = runTraced('julia', file, ['one']);
  expect(traced.stdout).toBe(plain.stdout);
  expect(programStack(traced.stderr)).toBe(programStack(plain.stderr));
  expect(traced.stderr).not.toContain('langbench_trace');
  expect(traced.status).toBe(1);

  expect(traced.events[0]).toMatchObject({ event: 'program', missed: [] });
  expect(countsOf(traced.events)).toEqual({
    ...Object.fromEntries(Array.from({ length: 13 }, (_, call) => [call, '1/1'])),
    0: '3/3',
    1: '2/2',
    14: '2/2',
    15: '1/1',
    16: '1/0',
  });
  expect(secondsOf(traced.events, 2)[0]).toBeGreaterThanOrEqual(0.2);
  // The call's time has its do block's in it.
  expect(secondsOf(traced.events, 4)[0]).toBeGreaterThanOrEqual(0.1);
  expect(Math.min(...secondsOf(traced.events, 14))).toBeGreaterThanOrEqual(0.1);
});

it('keeps the exit code and what runs at the exit, behind a byte order mark', () => {
  const file = fixture('exits.jl');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject({ stdout: 'at exit\n', stderr: '', status: 7 });
  expect(countsOf(traced.events)).toEqual({ 0: '1/0' });
});

it('shows the errors of a file that does not parse, and says that it was not traced', () => {
  const file = fixture('broken.jl');
  const traced = runTraced('julia', file);
  const plain = runCommand(['julia', file]);
  expect(traced.stdout).toBe(plain.stdout);
  expect(programStack(traced.stderr)).toBe(programStack(plain.stderr));
  expect(traced.status).toBe(1);
  expect(traced.events).toMatchObject([{ event: 'program', untraced: expect.stringContaining('Julia') as string }]);
});
