import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../../src/core/model/run-event.js';
import type { Run, Trial, TrialKey } from '../../../src/core/model/run.js';
import { sentence, type Sentence } from '../../../src/core/model/sentence.js';
import { ownIdentity } from '../../../src/node/process/process-identity.js';
import { runExperiment, type RunOptions } from '../../../src/node/run/index.js';
import { RunRecord } from '../../../src/node/run/run-record.js';
import { RunStore } from '../../../src/node/store/index.js';
import { completeRun } from '../store/sample-run.js';
import { makeRequest } from './small-experiment.js';
import { inEnglish } from '../../support/in-english.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'langbench-run-'));
  // The machine's lock and work folders live here too: no other test or run is waited for.
  vi.stubEnv('TMPDIR', directory);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

function listen(onEvent: (event: RunEvent) => void = () => undefined): RunOptions & { events: RunEvent[] } {
  const events: RunEvent[] = [];
  return {
    events,
    signal: new AbortController().signal,
    onEvent: (event) => {
      events.push(event);
      onEvent(event);
      return undefined;
    },
  };
}

const types = (events: readonly RunEvent[]) =>
  events.map(({ type }) => type).filter((type) => type !== 'output' && type !== 'sample');

const states = (trials: readonly Trial[]) => trials.map(({ implementation, state }) => [implementation, state]);

describe('a run', () => {
  test('tells what happens, measures, and is saved with its logs', async () => {
    const options = listen();
    const run = await runExperiment(await makeRequest(directory, ['trainer.py'], { blocks: 2 }), options);

    // Six phases, the timings of their markers, and one that is printed in words.
    const trial = ['trial-started', ...Array<string>(13).fill('told'), 'trial-finished'];
    expect(types(options.events).map((type) => (type === 'phase' || type === 'timing' ? 'told' : type))).toEqual([
      'run-started',
      ...trial,
      ...trial,
      'run-finished',
    ]);
    expect(run).toMatchObject({
      state: 'completed',
      experiment: { id: 'small' },
      dataset: { trainImages: 3, testImages: 2 },
      implementations: [{ id: 'trainer', order: 0 }],
      langbenchVersion: '0.0.0',
    });
    expect(run.trials).toHaveLength(2);
    expect(run.trials[0]).toMatchObject({
      implementation: 'trainer',
      block: 1,
      state: 'completed',
      exitCode: 0,
      log: `${run.id}/trainer-1.log.gz`,
      measurements: { parameters: 2, firstStepLoss: 2.5, accuracy: 0.5, stepsPerEpoch: 1, dataSha256: 'none' },
    });

    const store = new RunStore(directory);
    expect(await store.load(run.id)).toEqual(run);
    expect(options.events.at(-1)).toMatchObject({ file: join(store.folder, `${run.id}.json`) });
    const log = gunzipSync(await readFile(join(store.folder, run.id, 'trainer-2.log.gz'))).toString();
    expect(log).toMatch(/(?:^|\n):::LANGBENCH .*"start"[\s\S]*The time elapsed: {2}0\.25\n[\s\S]*"end".*\n$/);
    expect((await readdir(directory)).filter((name) => name.startsWith('langbench-'))).toEqual([]);
  });

  test('places phases on the axis from launch to end', async () => {
    const run = await runExperiment(await makeRequest(directory, ['trainer.py']), listen());
    const [trial] = run.trials;
    if (trial?.state !== 'completed') throw new Error(`unexpectedly ${trial?.state ?? 'absent'}`);
    const { phases, launchToFirstStepSeconds, timings } = trial.measurements;
    expect(phases.map(({ phase, epoch }) => [phase, epoch])).toEqual([
      ['import', undefined],
      ['preprocessing', undefined],
      ['build', undefined],
      ['epoch', 1],
      ['epoch', 2],
      ['evaluation', undefined],
    ]);
    const ends = phases.map(({ startSeconds, seconds }) => startSeconds + seconds);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(ends.at(-1)).toBeLessThanOrEqual(trial.wallSeconds);
    expect(launchToFirstStepSeconds).toBeLessThan(phases[3]?.startSeconds ?? 0);
    expect(timings.filter(({ source }) => source === 'elapsed')).toMatchObject([{ seconds: 0.25 }]);
  });

  test('hands over settings, threads and variables', async () => {
    const request = await makeRequest(directory, ['trainer.py'], { threads: 3, images: 2, epochs: 1 });
    const run = await runExperiment({ ...request, environments: { trainer: { SHA: 'from-readiness' } } }, listen());
    expect(run.dataset.trainImages).toBe(2);
    expect(run.trials[0]).toMatchObject({
      state: 'completed',
      command: expect.arrayContaining(['--epochs', '1', '--threads', '3', '--images', '2']) as string[],
      measurements: { program: { threads: { requested: 3 } }, dataSha256: 'from-readiness' },
    });
  });

  test('tells why the data are not those asked for', async () => {
    const request = await makeRequest(directory, ['trainer.py']);
    const standsInFor = { title: 'MNIST', reason: sentence('no network') };
    const dataset = { ...request.dataset, record: { ...request.dataset.record, standsInFor } };
    expect((await runExperiment({ ...request, dataset }, listen())).dataset.standsInFor).toEqual(standsInFor);
  });
});

describe('a program that is built first', () => {
  /** The trainer, copied by the "compiler" into the folder of the run and launched from there. */
  async function makeBuilt(build: readonly string[]) {
    const request = await makeRequest(directory, ['trainer.py']);
    const [trainer] = request.experiment.experiment.implementations;
    if (!trainer) throw new Error('The experiment should have an implementation');
    const [, ...words] = trainer.arguments;
    Object.assign(trainer, {
      build,
      executable: '{work}/built',
      arguments: words,
      parsers: ['marker'],
      patterns: ['time elapsed: +(?<seconds>[\\d.]+)'],
    });
    return { ...request, interpreters: { trainer: '{work}/built' } };
  }

  test('is launched from where it was built, and its own pattern reads its times', async () => {
    const script =
      'import sys; print("#!/usr/bin/env python3\\n" + open(sys.argv[1]).read(), file=open(sys.argv[2], "w"))';
    const copy = `${script}; import os; os.chmod(sys.argv[2], 0o755)`;
    const options = listen();
    const run = await runExperiment(await makeBuilt(['python3', '-c', copy, '{program}', '{work}/built']), options);
    expect(types(options.events).slice(0, 2)).toEqual(['waiting', 'run-started']);
    const [trial] = run.trials;
    if (trial?.state !== 'completed') throw new Error(`unexpectedly ${JSON.stringify(trial)}`);
    expect(trial.command[0]).toMatch(/langbench-run-work-.*\/built$/);
    expect(trial.measurements.timings.filter(({ source }) => source === 'custom')).toMatchObject([{ seconds: 0.25 }]);
  });

  test('is not launched when that fails, in no block, and what the compiler printed is kept', async () => {
    const complain = 'import sys; sys.exit("x.c:1: error: one\\nx.c:2: error: two")';
    const request = await makeBuilt(['python3', '-c', complain]);
    const run = await runExperiment({ ...request, settings: { ...request.settings, blocks: 2 } }, listen());
    const problem = { kind: 'missing-program', message: 'Its build ended with exit code 1: x.c:1: error: one' };
    expect(inEnglish(run.trials)).toMatchObject([
      { state: 'not-started', problem },
      { state: 'not-started', problem },
    ]);
    const log = join(new RunStore(directory).folder, run.id, 'trainer-build.log.gz');
    expect(gunzipSync(await readFile(log)).toString()).toContain('error: two');
  });
});

describe('a program that fails', () => {
  test('is told with its reason, and the others go on', async () => {
    const request = await makeRequest(directory, ['lacking.py', 'trainer.py', 'unfinished.py', 'die.py'], {
      blocks: 2,
      seed: 3,
    });
    const run = await runExperiment(request, listen());
    expect(run.state).toBe('failed');
    const first = new Map(
      inEnglish(run.trials)
        .filter(({ block }) => block === 1)
        .map((trial) => [trial.implementation, trial]),
    );
    expect(first.get('lacking')).toMatchObject({
      state: 'failed',
      exitCode: 1,
      problem: {
        kind: 'missing-package',
        message: 'It lacks the package a_package_that_nobody_has.',
        remedy: { kind: 'set-up', implementation: 'lacking', language: 'python' },
      },
    });
    expect(first.get('unfinished')).toMatchObject({ state: 'failed', problem: { kind: 'bad-output' } });
    expect(first.get('die')).toMatchObject({ state: 'failed', problem: { kind: 'crash' } });
    expect(first.get('trainer')?.state).toBe('completed');
    // What lacks a package is not tried again; what crashed may do better.
    const second = new Map(run.trials.filter(({ block }) => block === 2).map((trial) => [trial.implementation, trial]));
    expect(second.get('lacking')).toMatchObject({ state: 'not-started', problem: { kind: 'missing-package' } });
    expect(second.get('die')).toMatchObject({ state: 'failed' });
  });

  test('is not started when it is known not to be ready, or its interpreter or program is gone', async () => {
    const request = await makeRequest(directory, ['trainer.py', 'die.py', 'lacking.py', 'no-such-program.py']);
    const problem = { kind: 'wrong-version', message: sentence('Python 2 does not do.') } as const;
    const run = await runExperiment(
      {
        ...request,
        interpreters: { die: join(directory, 'no-python'), 'no-such-program': 'python3' },
        problems: { lacking: problem },
      },
      listen(),
    );
    const trials = new Map(inEnglish(run.trials).map((trial) => [trial.implementation, trial]));
    expect(trials.get('trainer')).toMatchObject({ state: 'not-started', problem: { kind: 'missing-interpreter' } });
    expect(trials.get('die')).toMatchObject({
      state: 'not-started',
      problem: { kind: 'missing-interpreter', message: expect.stringContaining('no-python is not there') as string },
    });
    expect(trials.get('lacking')).toMatchObject({ state: 'not-started', problem: inEnglish(problem) });
    expect(trials.get('no-such-program')).toMatchObject({ state: 'not-started', problem: { kind: 'missing-program' } });
    expect(run.state).toBe('failed');
  });

  test('keeps what was measured before its time was over', async () => {
    const request = await makeRequest(directory, ['trainer.py'], { epochs: 100_000 });
    const epochs = ({ trials: [trial] }: Run): number =>
      trial && 'measurements' in trial ? trial.measurements.phases.filter(({ phase }) => phase === 'epoch').length : 0;
    // A busy machine may need all of a short time to start the interpreter.
    const timeouts = [2, 10, 50];
    let run: Run;
    do {
      const settings = { ...request.settings, timeoutSeconds: timeouts.shift() ?? NaN };
      run = await runExperiment({ ...request, settings }, listen());
    } while (epochs(run) === 0 && timeouts.length > 0);
    expect(run.trials).toMatchObject([{ state: 'timed-out', measurements: { firstStepLoss: 2.5 } }]);
    expect(epochs(run)).toBeGreaterThan(0);
  });
});

describe('cancelling', () => {
  const isFirstEpoch = (event: RunEvent) => event.type === 'phase' && event.span.phase === 'epoch';

  test('ends the trial under way, starts no other, and keeps what was measured', async () => {
    const cancel = new AbortController();
    const request = await makeRequest(directory, ['trainer.py'], { epochs: 100_000, blocks: 3 });
    const options = listen((event) => {
      if (isFirstEpoch(event)) cancel.abort();
    });
    const run = await runExperiment(request, { ...options, signal: cancel.signal });
    expect(run.state).toBe('cancelled');
    expect(run.trials).toMatchObject([{ state: 'cancelled', signal: 'SIGTERM', measurements: { firstStepLoss: 2.5 } }]);
    expect(await new RunStore(directory).load('latest')).toEqual(run);
  });

  test('one trial leaves the others', async () => {
    const cancel = new AbortController();
    const request = await makeRequest(directory, ['trainer.py', 'trainer.py']);
    const [endless] = request.experiment.experiment.implementations;
    if (!endless) throw new Error('The experiment should have implementations');
    Object.assign(endless, { id: 'endless' });
    const isEndless = ({ implementation }: TrialKey) => implementation === 'endless';
    const options = listen((event) => {
      if (isFirstEpoch(event) && 'trial' in event && isEndless(event.trial)) cancel.abort();
    });
    const run = await runExperiment(
      {
        ...request,
        settings: { ...request.settings, implementations: ['endless', 'trainer'] },
        interpreters: { endless: 'python3', trainer: 'python3' },
        environments: { endless: { ENDLESS: '1' } },
      },
      { ...options, trialSignal: (trial) => (isEndless(trial) ? cancel.signal : undefined) },
    );
    expect(states(run.trials).sort()).toEqual([
      ['endless', 'cancelled'],
      ['trainer', 'completed'],
    ]);
    expect(run.state).toBe('cancelled');
  });

  test('works while waiting for another run', async () => {
    await writeFile(join(directory, 'langbench-measuring.lock'), JSON.stringify(await ownIdentity()));
    const cancel = new AbortController();
    const options = listen(() => {
      cancel.abort();
    });
    const running = runExperiment(await makeRequest(directory, ['trainer.py']), { ...options, signal: cancel.signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(types(options.events)).toEqual(['waiting']);
  });
});

describe('two runs at once', () => {
  test('go one after the other', async () => {
    const order: string[] = [];
    const note = (name: string) => (event: RunEvent) => {
      if (event.type === 'run-started' || event.type === 'run-finished') order.push(`${name} ${event.type}`);
    };
    const request = await makeRequest(directory, ['trainer.py']);
    const one = runExperiment(request, listen(note('one')));
    const other = runExperiment(request, listen(note('other')));
    await Promise.all([one, other]);
    const names = order.map((line) => line.split(' ')[0]);
    expect(names[0]).toBe(names[1]);
    expect(names[2]).toBe(names[3]);
    expect(names[0]).not.toBe(names[2]);
  });

  test('a lock whose process has ended binds nobody', async () => {
    await writeFile(join(directory, 'langbench-measuring.lock'), JSON.stringify({ pid: process.pid, start: 1 }));
    const run = await runExperiment(await makeRequest(directory, ['trainer.py']), listen());
    expect(run.state).toBe('completed');
  });
});

test('a run that cannot be saved ends, says so, and is kept among the temporary files', async () => {
  await writeFile(join(directory, '.langbench'), 'in the way');
  const options = listen();
  const run = await runExperiment(await makeRequest(directory, ['trainer.py']), options);
  const file = join(directory, `${run.id}.json`);
  expect(options.events.at(-1)).toEqual({ type: 'run-finished', run, file });
  expect(run.trials).toMatchObject([{ state: 'completed' }]);
  expect(run.warnings).toContainEqual({
    text: expect.stringMatching(/could not be saved .* kept .* instead/) as string,
    values: [expect.stringContaining('.langbench'), expect.any(String), file],
  });
  expect(await new RunStore(directory).load(file)).toEqual(run);
});

test('a run that can be kept nowhere says so, and names no file', async () => {
  await writeFile(join(directory, '.langbench'), 'in the way');
  vi.stubEnv('TMPDIR', join(directory, 'missing'));
  const record = new RunRecord(new RunStore(directory), completeRun, {});
  await record.finish('completed');
  expect(record.file).toBeUndefined();
  expect(record.run.warnings).toContainEqual(
    expect.objectContaining({ text: expect.stringContaining('Make room there or make it writable') as string }),
  );
});

test('a fault in whoever watches ends the run, saved as failed', async () => {
  const request = await makeRequest(directory, ['trainer.py']);
  const options = listen((event) => {
    if (event.type === 'output') throw new Error('the window is gone');
  });
  await expect(runExperiment(request, options)).rejects.toThrow('the window is gone');
  expect(await new RunStore(directory).load('latest')).toMatchObject({
    state: 'failed',
    warnings: expect.arrayContaining([sentence('LangBench itself failed: {0}.', 'the window is gone')]) as Sentence[],
  });
});

test('an implementation that is not in the experiment is refused before anything runs', async () => {
  const request = await makeRequest(directory, ['trainer.py'], { implementations: ['julia-flux'] });
  await expect(runExperiment(request, listen())).rejects.toThrow(/no implementation "julia-flux"/);
  expect(await new RunStore(directory).list()).toEqual([]);
});

test('settings are refused that no file of a run may hold', async () => {
  const request = await makeRequest(directory, ['trainer.py'], { epochs: 2.5 });
  await expect(runExperiment(request, listen())).rejects.toThrow('"epochs" must be a whole number from 1 on');
  expect(await new RunStore(directory).list()).toEqual([]);
});

test('a work folder that a killed run left is taken away', async () => {
  await mkdir(join(directory, `langbench-run-work-${process.pid}-1-left`, 'more'), { recursive: true });
  await runExperiment(await makeRequest(directory, ['trainer.py']), listen());
  expect((await readdir(directory)).sort()).toEqual(['.langbench', 'images']);
});

test('the work folder is where no program leaves it behind', async () => {
  const options = listen();
  await runExperiment(await makeRequest(directory, ['trainer.py']), options);
  const started = options.events.find((event) => event.type === 'trial-started');
  const work = started?.command[started.command.indexOf('--work') + 1] ?? '';
  expect(dirname(work)).toBe(directory);
  await expect(readdir(work)).rejects.toThrow('ENOENT');
});
