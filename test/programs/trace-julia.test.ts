import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countsOf, fixture, leftOf, missedOf, root, runCommand, runTraced, secondsOf } from './trace-support.js';

const folder = mkdtempSync(join(tmpdir(), 'langbench-trace-julia-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const once = (calls: readonly number[]): Record<number, string> =>
  Object.fromEntries(calls.map((call) => [call, '1/1']));

/** A stack without what lies beneath the program: Julia's own start, which differs. From 1.6 on a frame has two lines. */
const programStack = (stderr: string): string =>
  stderr.replace(/^ +\[\d+\] (?:include|exec_options|_start)\(.*\n(?: +@ .*\n)?/gm, '');

it('runs a Julia program traced as it does untraced, and times its calls where they are', () => {
  const file = fixture('everything.jl');
  const plain = runCommand(['julia', file, 'one']);
  const traced = runTraced('julia', file, ['one']);
  expect(traced.stdout).toBe(plain.stdout);
  expect(programStack(traced.stderr)).toBe(programStack(plain.stderr));
  expect(traced.stderr).not.toContain('langbench_trace');
  expect(traced.status).toBe(1);

  // A macro of the program's own may do anything with what it is given.
  expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[], [1, 13]]);
  expect(countsOf(traced.events)).toEqual({
    ...once([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    0: '3/3',
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
  expect(traced.events).toMatchObject([{ event: 'program', untraced: { because: 'unparsed' } }]);
});

it('changes nothing for macros that look at what they are given, and times what the others run', () => {
  const file = fixture('macros.jl');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject(runCommand(['julia', file]));
  expect(traced.status).toBe(0);
  expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[], [0, 1, 2, 3, 4, 12, 13]]);
  expect(countsOf(traced.events)).toEqual({
    ...once([8, 9, 10, 11, 14, 15, 16, 17, 18]),
    5: '2/2',
    6: '2/2',
    7: '2/2',
  });
});

it('times calls in all the syntax that surrounds them', () => {
  const file = fixture('syntax.jl');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject(runCommand(['julia', file]));
  expect(traced).toMatchObject({ stderr: '', status: 0 });
  // The others are timed nevertheless.
  expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[4], []]);
  const all = Array.from({ length: 35 }, (_, call) => call);
  expect(countsOf(traced.events)).toEqual({
    ...once(all.filter((call) => call !== 4)),
    12: '2/2',
    13: '3/3',
    28: '1/0',
  });
});

it('times how scripts of newer packages train, with fakes of the packages', () => {
  const file = fixture('newer_training.jl');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject(runCommand(['julia', file]));
  expect(traced).toMatchObject({ stderr: '', status: 0 });
  expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[], []]);
  expect(countsOf(traced.events)).toEqual({ ...once([0, 4, 5, 6]), 1: '2/2', 2: '2/2', 3: '4/4' });
});

it('lets a main function run that Julia 1.11 and later call when the file has ended', () => {
  const file = join(folder, 'main.jl');
  const driver = join(folder, 'driver.jl');
  // Both stand in for what Julia 1.5 does not have: the macro, and the call after the file.
  const program = `macro main() esc(:main) end
train!(x) = x + 1
function (@main)(arguments)
  println(PROGRAM_FILE == first(arguments))
  train!(2) + length(arguments) - 1
end
println("the file has ended")
`;
  writeFileSync(file, program);
  writeFileSync(driver, 'include(popfirst!(ARGS)); exit(Base.invokelatest(main, ARGS))');
  const events = join(folder, 'main-events');
  const tracer = [join(root, 'julia', 'langbench_trace.jl'), '--events', events, '--calls', '5:8'];
  expect(runCommand(['julia', driver, ...tracer, file, file])).toMatchObject({
    stdout: 'the file has ended\ntrue\n',
    stderr: '',
    status: 3,
  });
  const kinds = readFileSync(events, 'utf8').match(/(?<="event":")\w+/g);
  expect(kinds).toEqual(['program', 'call', 'done']);
});

it('sends timed code to worker processes, which record nothing', () => {
  const file = fixture('workers.jl');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject(runCommand(['julia', file]));
  expect(traced.status).toBe(0);
  expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[], [0, 1, 4, 5]]);
  expect(countsOf(traced.events)).toEqual(once([6]));
});

it("shows the program's errors as the program has them shown", () => {
  const file = fixture('newer.jl');
  const traced = runTraced('julia', file);
  expect(programStack(traced.stderr)).toBe(programStack(runCommand(['julia', file]).stderr));
  expect(traced.stderr).toContain('it was never trained');
  expect(traced.status).toBe(1);
});

it('goes on unrecorded when its file is closed, and writes to no other', () => {
  const file = fixture('descriptors.jl');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject(runCommand(['julia', file]));
  expect(traced).toMatchObject({ stdout: '0\n', stderr: '', status: 0 });
  expect(countsOf(traced.events)).toEqual(once([0]));
});

it('does not start, and says why, when no event can be written', () => {
  const tracer = [join(root, 'julia', 'langbench_trace.jl'), '--events', '/dev/full', '--calls', '3:4'];
  const outcome = runCommand(['julia', ...tracer, fixture('exits.jl')]);
  expect(outcome).toMatchObject({ stdout: '', status: 1, stderr: expect.stringContaining('no space left') as string });
});

it('finds calls in the first line, behind a byte order mark and between carriage returns', () => {
  const file = join(folder, 'text.jl');
  writeFileSync(file, '\uFEFFfit!(x) = x; print("é", fit!(1))\r\nprintln(fit!(2))\r\n');
  const traced = runTraced('julia', file);
  expect(traced).toMatchObject({ stdout: 'é12\n', stderr: '', status: 0 });
  expect(countsOf(traced.events)).toEqual(once([0, 1]));
});

it('runs a file as it is that has changed since its calls were found', () => {
  const file = join(folder, 'changed.jl');
  writeFileSync(file, 'train!(x) = x\nprintln("train!(1)", train!(2))\n');
  const events = join(folder, 'events');
  const tracer = [join(root, 'julia', 'langbench_trace.jl'), '--events', events, '--calls', '2:15,2:26,9:4'];
  expect(runCommand(['julia', ...tracer, file])).toMatchObject({ stdout: 'train!(1)2\n', stderr: '', status: 0 });
  expect(readFileSync(events, 'utf8')).toContain('"untraced":{"because":"changed"}');
});
