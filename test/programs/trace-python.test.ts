import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  countsOf,
  fixture,
  instantsOf,
  leftOf,
  missedOf,
  root,
  runCommand,
  runTraced,
  secondsOf,
  type Outcome,
  type Traced,
} from './trace-support.js';

const PATTERNS = [String.raw`\.fit`, String.raw`\.fit_later`];

/** `python3`, and whatever other versions can be started here. */
const interpreters = ['python3', ...[8, 9, 10, 11, 12, 13, 14].map((minor) => `python3.${minor}`)].filter(
  (name) => spawnSync(name, ['--version']).status === 0,
);

it('has a Python to try', () => {
  expect(interpreters).toContain('python3');
});

const folder = mkdtempSync(join(tmpdir(), 'langbench-trace-python-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A program's run under the tracer, and what shows that it is the run of an untraced program. */
function bothWays(python: string, file: string): { traced: Traced; plain: Outcome; shown: Outcome } {
  const traced = runTraced(python, file);
  const { stdout, stderr, status, signal } = traced;
  return { traced, plain: runCommand([python, file]), shown: { stdout, stderr, status, signal } };
}

const minorVersion = (python: string): number =>
  Number(runCommand([python, '-c', 'import sys; print(sys.version_info.minor)']).stdout);

describe.each(interpreters)('a program traced by %s', (python) => {
  it('does what it does untraced, to the byte, and has its calls timed where they are', () => {
    const file = fixture('everything.py');
    const plain = runCommand([python, file, 'one', 'two']);
    const traced = runTraced(python, file, ['one', 'two'], PATTERNS);
    expect(traced.stderr).toBe(plain.stderr);
    expect(traced.stdout).toBe(plain.stdout);
    expect(traced.status).toBe(1);

    const counts = countsOf(traced.events);
    // Python 3.8 knows no true columns within f-strings.
    expect(missedOf(traced.events)?.filter((call) => call !== 10)).toEqual([]);
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
    // Arguments are evaluated before the clock starts: one takes 0.2 s, one is a call itself.
    const [program] = traced.events;
    const { begun, done, seconds } = instantsOf(traced.events, 5);
    expect(instantsOf(traced.events, 4).begun - (program?.t_ns ?? NaN) / 1e9).toBeGreaterThanOrEqual(0.2);
    expect(begun).toBeGreaterThanOrEqual(instantsOf(traced.events, 6).done);
    expect(seconds).toBeLessThanOrEqual(done - begun);
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
      { event: 'program', untraced: { error: expect.stringContaining('SyntaxError') as string } },
    ]);
  });

  it("reads a file in the encoding that the file names, and finds calls behind what isn't ASCII", () => {
    const file = fixture('latin1.py');
    const traced = runTraced(python, file);
    expect(traced).toMatchObject(runCommand([python, file]));
  });

  it('runs timed code in every other process, and records the calls of its own forks only', () => {
    const { traced, plain, shown } = bothWays(python, fixture('processes.py'));
    expect(shown).toEqual(plain);
    expect(shown.status).toBe(0);
    expect(countsOf(traced.events)).toEqual({ 0: '2/2', 2: '2/2', 3: '2/0' });
    expect(new Set(traced.events.flatMap((event) => (event.event === 'call' ? event.pid : []))).size).toBe(4);
  });

  it.each(['descriptors.py', 'full_disk.py'])('goes on unrecorded when the events cannot be written: %s', (name) => {
    const { traced, plain, shown } = bothWays(python, fixture(name));
    expect(shown).toEqual(plain);
    expect(shown.status).toBe(0);
    expect(countsOf(traced.events)).toEqual({ 0: '1/1' });
  });

  it('does not start, and says why, when no event can be written', () => {
    const tracer = [join(root, 'python', 'langbench_trace.py'), '--events', '/dev/full', '--calls', '14:8'];
    const outcome = runCommand([python, ...tracer, fixture('exits.py'), 'code']);
    expect(outcome).toMatchObject({
      stdout: '',
      status: 1,
      stderr: expect.stringContaining('No space left') as string,
    });
  });

  it('shows its own code as it is written to what reads it', () => {
    const { traced, plain, shown } = bothWays(python, fixture('syntax.py'));
    expect(shown).toEqual(plain);
    expect(shown.status).toBe(0);
    // Python 3.8 knows no true columns within f-strings.
    expect(missedOf(traced.events)?.filter((call) => call !== 13)).toEqual([]);
    expect(leftOf(traced.events)).toEqual([0, 1, 2, 3, 4]);
    expect(countsOf(traced.events)).toMatchObject({
      ...Object.fromEntries([5, 6, 7, 8, 9, 11, 12, 14, 15, 16, 17].map((call) => [call, '1/1'])),
      10: '1/0',
    });
  });

  it('leaves alone what is compiled from its bytecode', () => {
    const { traced, plain, shown } = bothWays(python, fixture('compiled.py'));
    expect(shown).toEqual(plain);
    expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[], [0, 1, 2, 4, 5]]);
    expect(countsOf(traced.events)).toEqual({ 3: '1/1' });
  });

  it.each([
    { minor: 10, left: [], counts: { 0: '1/1', 1: '1/1', 2: '1/1', 3: '1/1' } },
    { minor: 12, left: [0, 1], counts: { 2: '1/1', 3: '1/1', 4: '1/1', 5: '2/2', 6: '1/1' } },
    { minor: 14, left: [2], counts: { 0: '1/1', 1: '1/1' } },
  ])('takes the syntax of Python 3.$minor where the interpreter does', ({ minor, left, counts }) => {
    const { traced, plain, shown } = bothWays(python, fixture(`syntax_3_${minor}.py`));
    expect(shown).toEqual(plain);
    if (minorVersion(python) < minor) {
      expect(traced.events).toMatchObject([{ untraced: { error: expect.stringContaining('SyntaxError') as string } }]);
    } else {
      expect([missedOf(traced.events), leftOf(traced.events)]).toEqual([[], left]);
      expect(countsOf(traced.events)).toEqual(counts);
    }
  });

  it('is timed also where it has its own meaning of a built-in name', () => {
    const file = join(folder, 'names.py');
    writeFileSync(
      file,
      `import builtins
class M:
    def fit(self): return 1
def train(getattr=3):
    return M().fit() + getattr
print(train())
del builtins.getattr
print(M().fit())
`,
    );
    const { traced, plain, shown } = bothWays(python, file);
    expect(shown).toEqual(plain);
    expect(shown.stdout).toBe('4\n1\n');
    expect(countsOf(traced.events)).toEqual({ 0: '1/1', 1: '1/1', 2: '1/1' });
  });

  it.each([
    ['with a byte order mark', '\uFEFFprint("é"); type("M", (), {"fit": print})().fit(1)'],
    ['with carriage returns', "class M:\r\n  def fit(self, text): print(text)\r\nM().fit('''\r\n''')\r\n"],
    ['with a form feed', 'class M:\n  def fit(self): pass\n\f\nx = "\f"; M().fit()\n'],
  ])('has its calls found in a file %s', (_, text) => {
    const file = join(folder, 'text.py');
    writeFileSync(file, text);
    const { traced, plain, shown } = bothWays(python, file);
    expect(shown).toEqual(plain);
    expect(countsOf(traced.events)).toEqual({ 0: '1/1' });
  });

  it('runs as it is when it has what only notebooks take', () => {
    const file = join(folder, 'cells.py');
    writeFileSync(file, '# %%\n%matplotlib inline\nmodel.fit()\n');
    const { traced, plain, shown } = bothWays(python, file);
    expect(shown).toEqual(plain);
    expect(traced.events).toMatchObject([{ untraced: { error: expect.stringContaining('SyntaxError') as string } }]);
  });
});
