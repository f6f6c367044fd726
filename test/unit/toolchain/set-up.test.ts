import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LoadedExperiment } from '../../../src/node/experiments.js';
import { ownIdentity } from '../../../src/node/process/process-identity.js';
import { checkReadiness, setUp, type SetUpOptions, type SetUpProgress } from '../../../src/node/toolchain/index.js';
import { useServer } from '../dataset/unruly-server.js';
import { answers, fake, fakeExperiment, useFakeTools } from './fake-tools.js';
import { inEnglish } from '../../support/in-english.js';

const tools = useFakeTools();
const server = useServer();
let experiment: LoadedExperiment;
beforeEach(async () => (experiment = await fakeExperiment(tools.path)));

const progress: SetUpProgress[] = [];
async function run(ids: readonly string[], options: Partial<SetUpOptions> = {}) {
  progress.length = 0;
  const signal = new AbortController().signal;
  return inEnglish(await setUp(experiment, ids, { signal, onProgress: (step) => progress.push(step), ...options }));
}

const kept = (): Promise<string[]> => readdir(join(tools.cache, 'environments')).catch(() => []);
/** All that is kept but for why it could not be made. */
const environments = async (): Promise<string[]> => (await kept()).filter((name) => !name.endsWith('.failure.json'));
const calls = async (): Promise<string[]> => (await readFile(join(tools.path, 'calls'), 'utf8')).trim().split('\n');

/** A Python that makes "virtual environments": copies of a Python that has the package, or does something else. */
async function fakePython({ venv = '', pip = 'echo Collecting scales', load = '' } = {}): Promise<string> {
  const inVenv = await fake(
    join(tools.path, 'template', 'python'),
    `case "$1 $2" in
"-m pip") echo pip "$@" >> ${tools.path}/calls; ${pip} ;;
"-c import scales"*) ${load} ;;
*) ${answers('3.11.2', { scales: '1' })} ;;
esac`,
  );
  return fake(
    join(tools.bin, 'python3'),
    `case "$1 $2" in
"-m venv") ${venv}
mkdir -p "$3/bin"; cp ${inVenv} "$3/bin/python" ;;
*) ${answers('3.11.2')} ;;
esac`,
  );
}

describe('setUp for Python', () => {
  it('makes an environment in the cache, tells its progress, and reuses it', async () => {
    await fakePython();
    const [made] = await run(['snake']);
    expect(made).toMatchObject({ state: 'ready', implementation: 'snake', packages: { scales: '1' } });
    expect(made?.state === 'ready' && made.interpreter.startsWith(join(tools.cache, 'environments'))).toBe(true);
    expect(inEnglish(progress.map(({ message }) => message))).toEqual([
      'Making a virtual environment with Python 3.11.2',
      'Collecting scales',
      'Loading scales',
    ]);
    expect((await calls()).join()).toContain(`--requirement ${join(tools.path, 'requirements.txt')}`);

    expect(await run(['snake'])).toEqual([made]);
    expect(progress).toEqual([]);
  });

  it('makes it anew when the requirements change, and leaves one', async () => {
    await fakePython();
    const [first] = await run(['snake']);
    await writeFile(join(tools.path, 'requirements.txt'), 'scales==2\n');
    const [second] = await run(['snake']);
    expect(second?.state).toBe('ready');
    expect(second).not.toEqual(first);
    expect(await environments()).toHaveLength(2);
  });

  it('takes away what a process left unfinished that was killed, and nothing that another works at', async () => {
    await fakePython();
    const { pid, start = 0 } = await ownIdentity();
    const name = 'fake-requirements';
    const [dead, live] = [`${name}-${pid}-${start + 1}-0a1b2c3d`, `${name}-${pid}-${start}-0a1b2c3d`];
    for (const folder of [dead, live]) await mkdir(join(tools.cache, 'environments', folder), { recursive: true });
    await run(['snake']);
    const found = await environments();
    expect(found).toHaveLength(3);
    expect(found).toContain(live);
    expect(found).not.toContain(dead);
  });

  it('makes it anew when it is broken', async () => {
    const base = await fakePython();
    const [made] = await run(['snake']);
    const interpreter = made?.state === 'ready' ? made.interpreter : '';
    await fake(interpreter, 'echo "libpython3.11.so.1.0: cannot open shared object file" >&2; exit 127');
    const [mended] = await run(['snake']);
    expect(mended).toMatchObject({ state: 'ready' });
    // When it cannot be mended, what is broken is told.
    await fake(mended?.state === 'ready' ? mended.interpreter : '', 'exit 1');
    await fake(base, 'exit 1');
    expect(await run(['snake'])).toMatchObject([
      { problem: { message: expect.stringContaining('made by LangBench, does not work') as unknown } },
    ]);
  });

  it.each([
    [
      'no network',
      { pip: 'echo "connection broken by NewConnectionError: Failed to establish a new connection"; exit 1' },
      /^Python's package index cannot be reached from here/,
      expect.stringMatching(/then set up again/),
    ],
    [
      'a pip that fails',
      { pip: 'echo "ERROR: No matching distribution found" >&2; exit 1' },
      /exit code 1.\nERROR: No match/,
      { kind: 'set-up', implementation: 'snake', language: 'python' },
    ],
    [
      'a full disk',
      { pip: 'echo "ERROR: Could not install packages: [Errno 28] No space left on device" >&2; exit 1' },
      /^There is no room left for it in .*environments\.$/,
      expect.stringMatching(/^Make room there/),
    ],
    [
      'no ensurepip',
      { venv: 'echo "ensurepip is not available"; exit 1' },
      /cannot make virtual env/,
      expect.stringMatching(/apt-get install python3.11-venv/),
    ],
    [
      'a venv that fails for another reason',
      {
        venv: `echo "Error: Command '['python', '-m', 'ensurepip', '--upgrade']' returned non-zero exit status 1."; exit 1`,
      },
      /^No virtual environment could be made: it ended with exit code 1/,
      { kind: 'set-up', implementation: 'snake', language: 'python' },
    ],
    [
      'a package that cannot be loaded',
      { load: 'kill -ILL $$' },
      /cannot be loaded here: it died of SIGILL/,
      { kind: 'set-up', implementation: 'snake', language: 'python' },
    ],
  ])('tells of %s, and leaves nothing half-made', async (_, faults, message, remedy) => {
    await fakePython(faults);
    const [readiness] = await run(['snake']);
    if (readiness?.state !== 'not-ready') throw new Error('It should not be ready');
    expect(readiness.problem.message).toMatch(message);
    expect(readiness.problem.remedy).toEqual(remedy);
    expect(await environments()).toEqual([]);
  });

  it('tells of a cache that cannot be written to', async () => {
    await fakePython();
    process.env['LANGBENCH_CACHE_DIR'] = '/dev/null';
    expect(await run(['snake'])).toMatchObject([
      {
        problem: {
          message: expect.stringMatching(
            /^The environment cannot be kept in \/dev\/null\/environments: ENOTDIR/,
          ) as unknown,
          remedy: expect.stringContaining('LANGBENCH_CACHE_DIR') as unknown,
        },
      },
    ]);
  });

  it('stops when it is cancelled, and leaves nothing half-made', async () => {
    await fakePython({ pip: `echo "$TMPDIR" > ${tools.path}/temporary; echo Collecting; sleep 600` });
    const controller = new AbortController();
    const onProgress = ({ message }: SetUpProgress): void => {
      if (message === 'Collecting') controller.abort(new Error('enough'));
    };
    await expect(run(['snake'], { signal: controller.signal, onProgress })).rejects.toThrow('enough');
    expect(await environments()).toEqual([]);
    const temporary = (await readFile(join(tools.path, 'temporary'), 'utf8')).trim();
    expect(temporary.startsWith(join(tools.cache, 'environments'))).toBe(true);
  });

  it('uses what it made with the interpreter that was chosen', async () => {
    const chosen = await fakePython();
    const interpreters = { python: chosen };
    expect(await run(['snake'], { interpreters })).toMatchObject([{ state: 'ready' }]);
    // Another choice has no such environment.
    const other = await fake(join(tools.path, 'other', 'python'), `[ "$2" = venv ] && exit 1\n${answers('3.12.0')}`);
    expect(await run(['snake'], { interpreters: { python: other } })).toMatchObject([{ state: 'not-ready' }]);
  });
});

/** A Julia whose packages are there once a project of its own is in force. */
function fakeJulia(packageServer: string, instantiate = 'echo Updating registry'): Promise<string> {
  return fake(
    join(tools.bin, 'julia'),
    `case "$*" in
*pkg_server*) printf %s "${packageServer}" ;;
*instantiate*) [ -f "$JULIA_PROJECT/Project.toml" ] || exit 9; ${instantiate} ;;
*) if [ -n "$JULIA_PROJECT" ]; then ${answers('1.10.4', { Facets: '0.9' })}
else ${answers('1.10.4')}
fi ;;
esac`,
  );
}

describe('setUp for Julia', () => {
  const good = () => server.mirror('packages', (_, response) => response.end());

  it('instantiates a project, and tells which variable launches with it', async () => {
    await fakeJulia(good());
    const [made] = await run(['jewel']);
    const environment = made?.state === 'ready' ? made.environment : {};
    expect(made).toMatchObject({ state: 'ready', packages: { Facets: '0.9' }, interpreter: join(tools.bin, 'julia') });
    expect(await readFile(join(environment['JULIA_PROJECT'] ?? '', 'Project.toml'), 'utf8')).toBe('[deps]\n');
    expect(await run(['jewel'])).toEqual([made]);
  });

  it("says exactly that Julia's package server cannot be reached, and others go on", async () => {
    await fakeJulia('http://127.0.0.1:1/');
    await fakePython();
    const [jewel, snake] = await run(['jewel', 'snake']);
    expect(jewel).toMatchObject({
      state: 'not-ready',
      problem: {
        kind: 'missing-package',
        message: expect.stringMatching(
          /^Julia's package server cannot be reached from here; Facets cannot be installed/,
        ) as unknown,
      },
    });
    expect(snake?.state).toBe('ready');
  });

  it('is told by whoever finds later that nothing has changed, until it succeeds', async () => {
    const found = async () =>
      inEnglish(await checkReadiness(experiment)).find((each) => each.implementation === 'jewel');
    await fakeJulia('http://127.0.0.1:1/');
    expect(await found()).toMatchObject({ problem: { message: expect.stringContaining('has no Facets') as unknown } });
    await run(['jewel']);
    expect(await found()).toMatchObject({
      problem: {
        message: expect.stringMatching(/^When it was last set up: Julia's package server cannot be reached/) as unknown,
        remedy: expect.stringContaining('JULIA_PKG_SERVER') as unknown,
      },
    });
    await fakeJulia(good());
    await run(['jewel']);
    expect(await found()).toMatchObject({ state: 'ready' });
    expect((await kept()).filter((name) => name.endsWith('.failure.json'))).toEqual([]);
  });

  it('tells why packages could not be installed, without the stack that follows it', async () => {
    const stack = 'Stacktrace:\\n [1] pkgerror\\n [2] resolve\\n [3] up\\n [4] main\\n [5] _start';
    await fakeJulia(good(), `printf 'ERROR: Unsatisfiable requirements detected\\n${stack}\\n' >&2; exit 1`);
    expect(await run(['jewel'])).toMatchObject([
      {
        problem: {
          message: expect.stringMatching(/could not install Facets: .*\nERROR: Unsatisfiable[^\n]*$/) as unknown,
        },
      },
    ]);
    expect(await environments()).toEqual([]);
  });
});

describe('setUp', () => {
  it('sets up all when none is named, and tells what each lacks', async () => {
    expect(await run([])).toMatchObject([
      { implementation: 'snake', problem: { kind: 'missing-interpreter' } },
      { implementation: 'jewel', problem: { kind: 'missing-interpreter' } },
    ]);
  });

  it('tells of requirements that are not there, and of what works without them', async () => {
    await fakePython();
    await rm(join(tools.path, 'requirements.txt'));
    expect(await run(['snake'])).toMatchObject([
      { problem: { message: expect.stringMatching(/requirements\.txt, which cannot be read/) as unknown } },
    ]);
    await fake(join(tools.bin, 'python3'), answers('3.11.2', { scales: '1' }));
    expect(await run(['snake'])).toMatchObject([{ state: 'ready' }]);
  });

  it('says which implementations there are when one is misspelt', async () => {
    await expect(run(['snaek'])).rejects.toThrow('There is no implementation "snaek"; there are snake, jewel.');
  });
});
