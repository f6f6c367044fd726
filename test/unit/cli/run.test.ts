import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { experiments, softmax, troubled, Workplace } from './harness.js';

/** Starting interpreters takes a while on a busy machine. */
const PATIENCE = 300_000;
const ESCAPE = '\u001b';

let workplace: Workplace;
beforeAll(async () => {
  workplace = await Workplace.make();
});
afterAll(() => workplace.remove());

describe('langbench run', { timeout: PATIENCE }, () => {
  it('trains in every implementation, compares them, saves the run and ends with 0', async () => {
    const { exitCode, stdout, stderr } = await workplace.run(softmax, '--json', 'result.json', '--threads', '1');
    expect(stderr).toContain('[2/2]');
    expect(stderr).toMatch(/\[1\/2\] Python (?:one|two): epoch 3 of 3: \d/);
    expect(exitCode).toBe(0);
    for (const row of ['Launch to first step', 'Preprocessing', 'First epoch', 'Steady epoch', 'Evaluation']) {
      expect(stdout).toMatch(new RegExp(`^${row} +\\d\\S* (?:s|ms|µs)`, 'm'));
    }
    expect(stdout).toMatch(/^Parameters +500 +500$/m);
    expect(stdout).toMatch(
      /^Seen in one block: Python (?:one|two) .*(?:faster than Python|took about the same time).* \(no claim: an interval takes 5 blocks\)$/m,
    );
    expect(stdout).toContain('same work · data, 64 training and 20 test images · 3 epochs, batch 16 · one thread each');
    expect(stdout + stderr).not.toContain(ESCAPE);

    const [run] = await workplace.savedRuns();
    // A busy machine may not come to look at a program that is over so soon.
    const [cores = ''] = /^Cores busy of \d+(?: +(?:[\d.]+ \([\d.]+ %\)|–)){2}$/m.exec(stdout) ?? [];
    const sampled = run?.trials.filter((trial) => 'measurements' in trial && trial.measurements.resources);
    expect(cores.match(/%/g) ?? []).toHaveLength(sampled?.length ?? NaN);
    expect(run).toMatchObject({ state: 'completed', settings: { epochs: 3, blocks: 1, threads: 1, seed: 1 } });
    const saved = /^Saved: (.*)$/m.exec(stdout)?.[1] ?? '';
    expect(JSON.parse(await readFile(saved, 'utf8'))).toEqual(run);
    const report: unknown = JSON.parse(await readFile(path.join(workplace.folder, 'result.json'), 'utf8'));
    expect(report).toMatchObject({ schema: 1, run, comparison: { measure: 'steady-epoch' } });
  });

  it('repeats blocks in random order and gives an interval', async () => {
    const { exitCode, stdout } = await workplace.run(softmax, '--preset', 'standard', '--epochs', '2', '--quiet');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\(95 % interval.*, 5 blocks, preliminary\)$/m);
    const run = (await workplace.savedRuns()).at(-1);
    expect(run?.trials.map(({ block, position }) => `${block}.${position}`)).toEqual([
      '1.1',
      '1.2',
      '2.1',
      '2.2',
      '3.1',
      '3.2',
      '4.1',
      '4.2',
      '5.1',
      '5.2',
    ]);
  });

  it('can keep quiet, and give nothing but JSON on standard output', async () => {
    const args = ['--implementations', 'two', '--epochs', '1', '--images', '32', '--seed', '7'];
    const quiet = await workplace.run(softmax, ...args, '--quiet');
    expect(quiet.stderr).toBe('');
    const { stdout, stderr } = await workplace.run(softmax, ...args, '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({ run: { settings: { images: 32, seed: 7, implementations: ['two'] } } });
    expect(stderr).toContain('First epoch');
    // What one epoch cannot tell has no row.
    expect(stderr).not.toContain('Steady epoch');
  });

  it('colours its output when told to', async () => {
    const args = ['run', softmax, '--dataset', workplace.data, '-i', 'one', '-e', '1'];
    const forced = await workplace.start(args, { FORCE_COLOR: '1' });
    expect(forced.stdout).toContain(`${ESCAPE}[1mPython one${ESCAPE}[22m`);
    const plain = await workplace.start(args, { NO_COLOR: '1' });
    expect(plain.stdout + plain.stderr).not.toContain(ESCAPE);
  });

  it('goes on when one fails, keeps what that one measured, and ends with 1', async () => {
    const { exitCode, stdout, stderr } = await workplace.run(
      troubled,
      '--implementations',
      'crashing,good',
      '--epochs',
      '2',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/✗ Crashing: .*ran out of luck/s);
    expect(stdout).toContain('Only Good was completed.');
    const run = (await workplace.savedRuns()).at(-1);
    const crashed = run?.trials.find(({ implementation }) => implementation === 'crashing');
    expect(crashed).toMatchObject({ state: 'failed', exitCode: 1, problem: { kind: 'crash' } });
    expect(crashed).toHaveProperty('measurements.phases');
    expect(stdout).toMatch(/^First epoch +\d\S* m?s +\d\S* m?s/m);
    expect(run).toMatchObject({ state: 'failed' });
  });

  it('records one that was asked for and is not ready, and leaves it out when nobody asked', async () => {
    const asked = await workplace.run(troubled, '--implementations', 'lacking,good', '--epochs', '1');
    expect(asked.exitCode).toBe(1);
    expect(asked.stdout).toContain('no_such_module_anywhere');
    expect((await workplace.savedRuns()).at(-1)?.trials).toContainEqual(
      expect.objectContaining({ implementation: 'lacking', state: 'not-started' }),
    );
    const alone = await workplace.run(troubled, '--implementations', 'lacking', '--epochs', '1');
    expect(alone).toMatchObject({ exitCode: 1, stdout: '' });
    expect(alone.stderr).toMatch(
      /^error: None of the implementations asked for is ready\.\n {2}lacking: .*no_such_module/m,
    );
    expect((await workplace.savedRuns()).at(-1)?.settings.implementations).toEqual(['lacking', 'good']);
  });

  it('names the experiment in the command that mends what could not start, also when the run is shown again', async () => {
    const manifest = JSON.parse(await readFile(troubled, 'utf8')) as { implementations: Record<string, unknown>[] };
    const implementations = manifest.implementations.map((each) => ({
      ...each,
      program: path.join(experiments, 'softmax.py'),
      ...(each['id'] === 'lacking' && { needs: { packages: ['no_such_module_anywhere'], environment: 'needs.txt' } }),
    }));
    const file = path.join(workplace.folder, 'own.langbench.json');
    await writeFile(file, JSON.stringify({ ...manifest, implementations }));
    const { stdout, stderr } = await workplace.run(file, '-i', 'lacking,good', '--epochs', '1', '--python', 'python3');
    for (const told of [stdout, stderr]) expect(told).toContain(`setup lacking --experiment ${file} --python python3`);
    expect((await workplace.start(['show'])).stdout).toContain('setup lacking --experiment ./own.langbench.json');
    await rename(file, path.join(workplace.folder, 'data', 'own.langbench.json'));
    expect((await workplace.start(['show'])).stdout).toContain('setup lacking --experiment troubled.langbench.json');
  });

  it('stops a trial that takes too long', async () => {
    const { exitCode, stdout } = await workplace.run(troubled, '--implementations', 'endless', '--timeout', '3s');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/time/i);
    expect((await workplace.savedRuns()).at(-1)?.trials[0]).toMatchObject({ state: 'timed-out' });
    expect(await workplace.processes()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'is cancelled by %s: saves what was measured, leaves no process, ends with 130',
    async (signal) => {
      const running = workplace.run(troubled, '--implementations', 'endless,good');
      await workplace.until(running.stderr, 'Endless: epoch 2');
      running.kill(signal);
      const { exitCode, stdout, stderr } = await running;
      expect(stderr).toContain('Cancelling: what was measured is kept.');
      expect(exitCode).toBe(130);
      expect(stdout).toContain('Saved: ');
      const run = (await workplace.savedRuns()).at(-1);
      expect(run).toMatchObject({ state: 'cancelled' });
      const endless = run?.trials.find(({ implementation }) => implementation === 'endless');
      expect(endless).toMatchObject({ state: 'cancelled' });
      const epochs =
        endless && 'measurements' in endless
          ? endless.measurements.phases.filter(({ phase }) => phase === 'epoch')
          : [];
      expect(epochs.length).toBeGreaterThanOrEqual(2);
      expect(await workplace.processes()).toEqual([]);
    },
  );

  it('ends at once at the second Ctrl+C, leaving no process', async () => {
    // It does not listen when it is asked to end, so that the first Ctrl+C takes its time: some seconds, in which a
    // busy machine may not come to the second one.
    const twice = async () => {
      const running = workplace.run(troubled, '--implementations', 'stubborn');
      await workplace.until(running.stderr, 'Stubborn: epoch 1');
      running.kill('SIGINT');
      await workplace.until(running.stderr, 'Cancelling');
      // Sooner it would pass for the same request, told by one process to the next.
      await sleep(600);
      running.kill('SIGINT');
      return running;
    };
    let ended = await twice();
    for (let tries = 1; tries < 5 && ended.stdout.includes('Saved: '); tries += 1) ended = await twice();
    expect(ended).toMatchObject({ exitCode: 130, stdout: '' });
    await expect.poll(() => workplace.processes(), { timeout: PATIENCE }).toEqual([]);
    expect(await readdir(path.join(workplace.folder, 'tmp'))).toEqual([]);
    expect((await workplace.start(['list'])).stdout).toContain('interrupted');
  });

  it('has kept what the trial under way had measured when it is killed itself', async () => {
    const other = await Workplace.make();
    const running = other.run(troubled, '--implementations', 'endless');
    await expect.poll(() => other.underWay(), { timeout: PATIENCE }).toContain('"phase":"epoch"');
    running.kill('SIGKILL');
    await running;
    const { stdout } = await other.start(['show']);
    expect(stdout).toMatch(/^First epoch +\d/m);
    expect(stdout).toMatch(/^Nothing was completed\. Endless: LangBench was ended while it ran/m);
    await other.remove();
  });

  it.each(['no/such/folder/x.json', '.'])(
    'refuses, before anything is run, to write its result to %s',
    async (json) => {
      const before = (await workplace.savedRuns()).length;
      const { exitCode, stderr } = await workplace.run(softmax, '--json', json);
      expect(stderr).toMatch(/^error: The result cannot be written to \/.*: /);
      expect(exitCode).toBe(2);
      expect(await workplace.savedRuns()).toHaveLength(before);
    },
  );

  it('keeps a run among the temporary files that cannot be saved where it should be', async () => {
    const full = await Workplace.make();
    await writeFile(path.join(full.folder, '.langbench'), 'in the way');
    const { exitCode, stdout } = await full.run(softmax, '-i', 'one', '-e', '1');
    const [, file = ''] = /^Saved: (.*)$/m.exec(stdout) ?? [];
    expect(path.dirname(file)).toBe(path.join(full.folder, 'tmp'));
    expect(stdout).toContain(`It is kept in ${file} instead.`);
    expect((await full.start(['show', file])).stdout).toMatch(/^First epoch/m);
    expect(exitCode).toBe(0);
    await full.remove();
  });

  it('goes on when what it prints is lost on a full disk, and ends with 1', async () => {
    const before = (await workplace.savedRuns()).length;
    const args = ['run', softmax, '--dataset', workplace.data, '-i', 'one', '-e', '1'];
    const { exitCode, stderr } = await workplace.startInto('/dev/full', args);
    expect(stderr).toMatch(/^error: What was printed is lost: ENOSPC/m);
    expect(stderr).not.toContain('\n    at ');
    expect(exitCode).toBe(1);
    expect(await workplace.savedRuns()).toHaveLength(before + 1);
  });

  it.each([
    [['--bogus'], /unknown option '--bogus'/],
    [['--implementations', 'nope'], /has no implementation "nope"/],
    [['--epochs', '0'], /Expected a whole number/],
    [['--dataset', 'nope'], /There is no folder .*nope with data/],
    [['--json', 'nowhere/result.json'], /cannot be written/],
  ])('tells that %s is wrong before `npm start` sets anything up', async (options, complaint) => {
    const { exitCode, stderr } = await workplace.start(['run', softmax, '--check', ...options]);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(complaint)]);
  });

  it('is silent about options that are right, and runs nothing when it only checks them', async () => {
    const before = (await workplace.savedRuns()).length;
    const { exitCode, stderr, stdout } = await workplace.start(['run', softmax, '--check', '--epochs', '2']);
    expect([exitCode, stderr, stdout]).toEqual([0, '', '']);
    expect(await workplace.savedRuns()).toHaveLength(before);
  });

  it('leaves out a pattern that has no end, says so, and keeps all other times', async () => {
    const file = path.join(workplace.folder, 'endless.langbench.json');
    const print = `5x\n${'1'.repeat(80)}\nTime elapsed: 2.5 s\nround 3.5\n`;
    const implementation = {
      id: 'printer',
      title: 'Printer',
      language: 'shell',
      framework: 'none',
      program: 'endless.langbench.json',
      executable: 'printf',
      arguments: ['%s', print],
      parsers: ['elapsed'],
      patterns: [String.raw`(?<seconds>(\d+)+)x`, String.raw`round (?<seconds>[\d.]+)`],
    };
    const manifest = JSON.parse(await readFile(softmax, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...manifest, id: 'endless', implementations: [implementation] }));
    const { exitCode, stderr, stdout } = await workplace.run(file);
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    const run = (await workplace.savedRuns()).at(-1);
    const trial = run?.trials[0];
    expect(trial && 'measurements' in trial && trial.measurements.timings.map(({ seconds }) => seconds)).toEqual([
      5, 2.5, 3.5,
    ]);
    const said =
      'The pattern "(?<seconds>(\\d+)+)x" of Printer had come to no end on line 2 of stdout after 1 s in block 1';
    expect(stdout.replace(/\s+/g, ' ')).toContain(said);
  });

  it('names the fault of a broken manifest', async () => {
    const file = path.join(workplace.folder, 'broken.langbench.json');
    await writeFile(file, '{ "version": 1,\n  "id": "x",,\n}');
    const syntax = await workplace.run(file);
    expect([syntax.exitCode, syntax.stderr]).toEqual([2, expect.stringMatching(/broken\.langbench\.json:2:\d+/)]);
    await writeFile(file, '{ "version": 1, "id": "x" }');
    const content = await workplace.run(file);
    expect([content.exitCode, content.stderr]).toEqual([2, expect.stringContaining('title')]);
  });
});
