import { access, copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { softmax, troubled, Workplace } from './harness.js';

const PATIENCE = 300_000;

let workplace: Workplace;
beforeAll(async () => {
  workplace = await Workplace.make();
  await workplace.run(softmax, '--epochs', '2', '--quiet');
}, PATIENCE);
afterAll(() => workplace.remove());

describe('the command line', { timeout: PATIENCE }, () => {
  it('tells its version', async () => {
    const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    for (const option of ['--version', '-V']) {
      expect(await workplace.start([option])).toMatchObject({ exitCode: 0, stdout: manifest.version, stderr: '' });
    }
  });

  it('helps with examples, for itself and for each command', async () => {
    const { exitCode, stdout } = await workplace.start(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
    for (const command of ['run', 'list', 'doctor', 'setup', 'parse', 'show', 'compare']) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
    expect((await workplace.start(['run', '--help'])).stdout).toContain('--implementations');
  });

  it.each([
    [['frobnicate'], 'unknown command'],
    [['run', 'no-such-experiment'], 'There is no experiment "no-such-experiment". Bundled: mnist'],
    [['run', 'mnist', '--epochs', '0'], 'Expected a whole number from 1 on.'],
    [['run', 'mnist', '--epochs', '1.5'], 'Expected a whole number from 1 on.'],
    [['run', 'mnist', '--threads', 'many'], 'or "default"'],
    [['run', 'mnist', '--images', '-3'], 'or "all"'],
    [['run', 'mnist', '--timeout', 'soon'], 'Expected a time such as 90s, 45m or 2h.'],
    [['run', 'mnist', '--seed', 'x'], 'Expected a whole number from 0 on.'],
    [['run', 'mnist', '--preset', 'thorough'], 'quick, standard, rigorous'],
    [['run', 'mnist', '--preset', 'quick', '--blocks', '3'], 'cannot be used with'],
    [['run', 'mnist', '--implementations', 'python-tensorflow,cobol'], 'no implementation "cobol"'],
    [['run', 'mnist', '--implementations', ','], 'Expected names separated by commas.'],
    [['run', 'mnist', '--dataset', ''], '"dataset" must be the name of a data set'],
    [['run', softmax, '--dataset', 'mnits', '-q'], 'the data sets known by name are mnist, fashion-mnist, synthetic.'],
    [['run', softmax, '--dataset', 'data', '--images', '1000', '-q'], 'Ask for fewer, or for all.'],
    [['run', 'mnist', '--frob'], 'unknown option'],
    [['run', './missing.langbench.json'], 'missing.langbench.json'],
    [['setup', 'cobol'], 'no implementation "cobol"'],
    [['show', 'no-such-run'], '"langbench list" tells which there are.'],
    [['show', '--format', 'xml'], 'Allowed choices are table, markdown, csv, json'],
    [['compare'], 'missing required argument'],
  ])('ends with 2 and one clear message for %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await workplace.start(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('\n    at ');
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it.each([['run', softmax], ['list'], ['show']])('says that the current folder was deleted: %s', async (...args) => {
    const { exitCode, stderr } = await workplace.startNowhere(args);
    expect(stderr).toBe('error: The current folder is not there any more. Change to another one, and try again.');
    expect(exitCode).toBe(1);
  });

  it('lists the experiments of the current folder by the path that runs them, and names those that are broken', async () => {
    const own = await Workplace.make();
    await copyFile(softmax, path.join(own.folder, 'own.langbench.json'));
    await writeFile(path.join(own.folder, 'broken.langbench.json'), '{');
    const { exitCode, stdout } = await own.start(['list']);
    expect(stdout).toMatch(/^\.\/own\.langbench\.json {2}Softmax regression\..*\n {2}one {2}Python one$/m);
    expect(stdout).toMatch(/^! .*broken\.langbench\.json:1:\d: this is not JSON/m);
    expect(exitCode).toBe(0);
    await own.remove();
  });

  it('shows where something happened only to those who ask', async () => {
    const { stderr } = await workplace.start(['show', 'no-such-run'], { LANGBENCH_DEBUG: '1' });
    expect(stderr).toContain('\n    at ');
  });
});

describe('saved runs', { timeout: PATIENCE }, () => {
  it('are listed after the experiments', async () => {
    const [run] = await workplace.savedRuns();
    const { exitCode, stdout } = await workplace.start(['list']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('python-tensorflow');
    expect(stdout).toMatch(new RegExp(`^${run?.id ?? ''} .*completed.*one, two$`, 'm'));
    const json = JSON.parse((await workplace.start(['list', '--json'])).stdout) as unknown;
    expect(json).toMatchObject({ experiments: [{ id: 'mnist' }], runs: [{ id: run?.id }] });
    const inTokyo = new Date(Date.parse(run?.startedAt ?? '') + 9 * 3600 * 1000).toISOString();
    const local = await workplace.start(['list'], { TZ: 'Asia/Tokyo' });
    expect(local.stdout).toContain(` ${inTokyo.slice(0, 16).replace('T', ' ')} `);
  });

  it('are shown again by id, a beginning of it, file or "latest", in every format', async () => {
    const [run] = await workplace.savedRuns();
    const id = run?.id ?? '';
    const table = (await workplace.start(['show', id])).stdout;
    expect(table).toMatch(/^Steady epoch/m);
    for (const name of ['latest', id.slice(0, -2), path.join('.langbench', 'runs', `${id}.json`)]) {
      expect((await workplace.start(['show', name])).stdout).toBe(table);
    }
    expect((await workplace.start(['show', '-f', 'markdown'])).stdout).toContain('| --- | ---: | ---: |');
    expect((await workplace.start(['show', '-f', 'csv'])).stdout).toContain(`${id},${run?.dataset.title ?? ''},one,1,`);
    expect(JSON.parse((await workplace.start(['show', '-f', 'json'])).stdout)).toMatchObject({ run });
  });

  it('are compared with each other', async () => {
    const [run] = await workplace.savedRuns();
    const file = path.join(workplace.folder, 'a-copy.json');
    await writeFile(file, JSON.stringify(run));
    const { exitCode, stdout } = await workplace.start(['compare', file]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Implementation +Time now by time then +95 % interval +Verdict +Conditions that differ$/m);
    expect(stdout).toMatch(/^Python one +1\.00× +– +no verdict: too few trials +none$/m);
    expect(stdout).not.toContain('synthetic');
  });

  it('are not compared with themselves', async () => {
    const [run] = await workplace.savedRuns();
    const { exitCode, stderr } = await workplace.start(['compare', run?.id ?? '']);
    expect(stderr).toMatch(/^error: Both are the run .*Name two: "langbench list" tells/);
    expect(exitCode).toBe(2);
  });

  it('say so in a comparison too when they trained on synthetic digits', async () => {
    const [run] = await workplace.savedRuns();
    const file = path.join(workplace.folder, 'drawn.json');
    await writeFile(file, JSON.stringify({ ...run, dataset: { ...run?.dataset, synthetic: true } }));
    const { stdout } = await workplace.start(['compare', file]);
    expect(stdout).toMatch(/^Trained on synthetic digits: drawn$/m);
  });

  it('that are damaged are named, and do not hide the others', async () => {
    const file = path.join(workplace.folder, '.langbench', 'runs', '00000000-damaged.json');
    await writeFile(file, '{"schema":');
    const { exitCode, stdout } = await workplace.start(['list']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('00000000-damaged.json');
    expect(stdout).toContain('completed');
    expect((await workplace.start(['show', file])).exitCode).toBe(2);
  });
});

describe('whoever reads the output', { timeout: PATIENCE }, () => {
  it.each([['list'], ['--help']])('may stop reading that of %s', async (command) => {
    const running = workplace.start([command]);
    running.stdout.destroy();
    const { exitCode, stderr } = await running;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('langbench doctor', { timeout: PATIENCE }, () => {
  it('tells what is ready, and what mends the rest', async () => {
    const { exitCode, stdout } = await workplace.start(['doctor', troubled]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✓ {2}good +Python 3\.\S+ \(\/.*\)$/m);
    expect(stdout).toMatch(/^✗ {2}lacking .*no_such_module_anywhere/m);
    expect(stdout).toContain('What mends it:');
  });

  it('does so as JSON, and ends with 0 when all is ready', async () => {
    const { exitCode, stdout } = await workplace.start(['doctor', softmax, '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      experiment: 'softmax',
      implementations: [
        { implementation: 'one', state: 'ready' },
        { implementation: 'two', state: 'ready' },
      ],
    });
  });

  it('uses the interpreter that it is given', async () => {
    const { exitCode, stdout } = await workplace.start(['doctor', softmax, '--python', '/no/such/python']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('/no/such/python');
  });

  it('takes an interpreter that does not answer along when it is cancelled', async () => {
    const silent = path.join(workplace.folder, 'silent');
    const asked = path.join(workplace.folder, 'asked');
    await writeFile(silent, `#!/bin/sh\n: > '${asked}'\nwhile :; do sleep 0.1; done\n`, { mode: 0o755 });
    const running = workplace.start(['doctor', softmax, '--python', silent]);
    await vi.waitFor(() => access(asked), { timeout: PATIENCE });
    running.kill('SIGINT');
    expect(await running).toMatchObject({ exitCode: 130, stdout: '' });
    expect(await workplace.processes()).toEqual([]);
  });
});
