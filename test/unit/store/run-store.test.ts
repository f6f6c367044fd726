import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Run, Trial } from '../../../src/core/model/run.js';
import { RunStore } from '../../../src/node/store/index.js';
import { inEnglish } from '../../support/in-english.js';
import { completeRun } from './sample-run.js';

let directory: string;
let store: RunStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'langbench-store-'));
  store = new RunStore(directory);
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const run = (id: string, startedAt: string): Run => ({ ...completeRun, id, startedAt });
const first = run('20260301-100000-mnist-aaaa', '2026-03-01T10:00:00.000Z');
const second = run('20260302-100000-mnist-bbbb', '2026-03-02T10:00:00.000Z');

async function saveBoth(): Promise<void> {
  await store.save(second);
  await store.save(first);
}

async function writeRunFile(name: string, contents: string): Promise<string> {
  await mkdir(store.folder, { recursive: true });
  const file = join(store.folder, name);
  await writeFile(file, contents);
  return file;
}

describe('saving', () => {
  test('keeps the folder out of commits, unless somebody wants it in them', async () => {
    const ignoring = join(directory, '.langbench', '.gitignore');
    await store.save(first);
    expect((await readFile(ignoring, 'utf8')).split('\n')).toContain('*');
    await rm(ignoring);
    await store.save(second);
    expect(await readdir(join(directory, '.langbench'))).toEqual(['runs']);
    const within = new RunStore(join(directory, 'new', 'folder'));
    await within.save(first);
    expect(await readdir(join(directory, 'new', 'folder', '.langbench'))).toContain('.gitignore');
  });

  test('keeps the folder out of commits also when the disk was full as it was made', async () => {
    const ignoring = join(directory, '.langbench', '.gitignore');
    await store.save(first);
    // What a full disk leaves.
    await writeFile(ignoring, '');
    await store.save(second);
    expect((await readFile(ignoring, 'utf8')).split('\n')).toContain('*');
  });

  test('keeps every field there is', async () => {
    const file = await store.save(completeRun);
    expect(file).toBe(join(directory, '.langbench', 'runs', `${completeRun.id}.json`));
    expect(await store.load(completeRun.id)).toEqual(completeRun);
    expect(await new RunStore(directory).load(file)).toEqual(completeRun);
  });

  test('replaces what was saved before and leaves nothing else behind', async () => {
    await store.save({ ...completeRun, state: 'running' });
    await store.save(completeRun);
    expect((await readdir(store.folder)).sort()).toEqual([completeRun.id, `${completeRun.id}.json`]);
    expect(await readdir(store.logFolder(completeRun.id))).toEqual([]);
  });
});

describe('listing', () => {
  test('is empty where nothing was saved', async () => {
    expect(await store.scan()).toEqual({ runs: [], unreadable: [] });
  });

  test('has the newest first, with what a list shows', async () => {
    await saveBoth();
    const runs = await store.list();
    expect(runs.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(runs[0]).toEqual({
      id: second.id,
      name: 'before the change',
      state: 'failed',
      startedAt: second.startedAt,
      finishedAt: second.finishedAt,
      experiment: completeRun.experiment,
      implementations: ['python-numpy'],
      epochs: 3,
      blocks: 5,
      dataset: 'MNIST',
      synthetic: false,
      file: join(store.folder, `${second.id}.json`),
    });
  });

  test('sees a file that has changed since', async () => {
    await saveBoth();
    await store.list();
    await store.save({ ...first, name: 'renamed elsewhere' });
    expect((await store.list())[1]?.name).toBe('renamed elsewhere');
  });

  test.each([
    ['damaged.json', '{"schema": 1, "id": ', /not JSON/],
    ['empty.json', '', /not JSON/],
    ['foreign.json', '{"compilerOptions": {}}', /not a run of LangBench/],
    ['newer.json', JSON.stringify({ ...completeRun, schema: 2 }), /newer LangBench.*Update/],
    [
      'undated.json',
      JSON.stringify({ ...completeRun, startedAt: 'yesterday' }),
      /damaged: at startedAt: .*"yesterday"/,
    ],
    ['changed.json', JSON.stringify({ ...completeRun, trials: 'none' }), /damaged: at trials/],
  ])('tells of %s and leaves it as it is', async (name, contents, message) => {
    await saveBoth();
    const file = await writeRunFile(name, contents);
    const { runs, unreadable } = await store.scan();
    expect(runs).toHaveLength(2);
    expect(inEnglish(unreadable)).toEqual([{ file, message: expect.stringMatching(message) as string }]);
    await expect(store.load(file)).rejects.toThrow(message);
    expect(await readFile(file, 'utf8')).toBe(contents);
  });

  test.each([
    ['a file where the folder should be', (folder: string) => writeFile(folder, '')],
    ['a link that leads to itself', (folder: string) => symlink(folder, folder)],
  ])('tells of %s, and what to do', async (_, make) => {
    await mkdir(dirname(store.folder));
    await make(store.folder);
    const told = expect.stringMatching(/The saved runs cannot be looked for: E.* Let .* be a folder/) as string;
    expect(inEnglish(await store.scan())).toEqual({ runs: [], unreadable: [{ file: store.folder, message: told }] });
  });

  test('tells of a run that cannot be reached', async () => {
    await saveBoth();
    const file = join(store.folder, 'loop.json');
    await symlink(file, file);
    expect(await store.scan()).toMatchObject({ runs: [{}, {}], unreadable: [{ file }] });
  });

  test('passes over what is no file: reading a pipe would never end', async () => {
    await saveBoth();
    execFileSync('mkfifo', [join(store.folder, 'pipe.json')]);
    expect(await store.scan()).toMatchObject({ runs: [{}, {}], unreadable: [] });
  });

  test('passes over what a later version has added to a run', async () => {
    const file = await writeRunFile('later.json', JSON.stringify({ ...completeRun, weather: 'fair' }));
    expect(await store.load(file)).toEqual({ ...completeRun, id: 'later' });
  });
});

describe('loading', () => {
  test('goes by id, by a unique beginning, by latest', async () => {
    await saveBoth();
    expect((await store.load(first.id)).id).toBe(first.id);
    expect((await store.load('20260301')).id).toBe(first.id);
    expect((await store.load('latest')).id).toBe(second.id);
  });

  test('asks for more when a beginning is not unique', async () => {
    await saveBoth();
    await expect(store.load('2026')).rejects.toThrow(`${second.id}, ${first.id}`);
  });

  test('says where it looked in vain', async () => {
    await expect(store.load('latest')).rejects.toThrow(/no run in .*\.langbench/);
    await expect(store.load('2027')).rejects.toThrow(/no run "2027" in/);
    await writeRunFile('damaged.json', '{');
    await expect(store.load('latest')).rejects.toThrow(/No run in .* can be read/);
    await expect(store.load('./missing.json')).rejects.toThrow(/missing\.json cannot be read/);
  });

  test('finds a run whose file was given another name, by that name', async () => {
    await writeRunFile('from-a-friend.json', JSON.stringify(first));
    expect(await store.load('from-a-friend')).toEqual({ ...first, id: 'from-a-friend' });
    expect((await store.list()).map(({ id }) => id)).toEqual(['from-a-friend']);
  });

  test('takes a copy for another run', async () => {
    await store.save(first);
    await writeRunFile('a-copy.json', JSON.stringify(first));
    await store.rename('a-copy', 'only the copy');
    expect(await store.load('a-copy')).toEqual({ ...first, id: 'a-copy', name: 'only the copy' });
    expect(await store.load(first.id)).toEqual(first);
    expect((await store.list()).map(({ id }) => id).sort()).toEqual([first.id, 'a-copy']);
  });
});

describe('a run under way', () => {
  const running: Run = { ...completeRun, state: 'running' };
  const ownerFile = () => join(store.logFolder(running.id), 'owner.json');

  test('is running as long as its process is', async () => {
    await store.save(running);
    expect((await store.load(running.id)).state).toBe('running');
    expect((await store.list())[0]?.state).toBe('running');
  });

  test('was interrupted when its process is gone, and keeps its trials', async () => {
    await store.save(running);
    await store.list();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    await writeFile(ownerFile(), JSON.stringify({ pid, start: 1 }));
    expect(await store.load(running.id)).toEqual({ ...running, state: 'interrupted' });
    expect((await store.list())[0]?.state).toBe('interrupted');
  });

  test('has what its last trial had measured when it was interrupted, until that is saved with the others', async () => {
    const [trial] = completeRun.trials;
    if (!trial) throw new Error('The sample has no trial');
    const before = { ...running, trials: [] };
    const interrupt = async () => {
      const owner = JSON.parse(await readFile(ownerFile(), 'utf8')) as object;
      await writeFile(ownerFile(), JSON.stringify({ ...owner, start: 1 }));
    };
    await store.save(before);
    await store.keep(running.id, trial);
    expect(await store.load(running.id)).toEqual(before);
    await interrupt();
    expect(await store.load(running.id)).toEqual({ ...before, state: 'interrupted', trials: [trial] });
    await store.save({ ...running, trials: [trial] });
    await interrupt();
    expect((await store.load(running.id)).trials).toEqual([trial]);
  });

  test('has its last trial once when it was interrupted between saving that and forgetting what was kept', async () => {
    const [trial] = completeRun.trials;
    if (!trial) throw new Error('The sample has no trial');
    await store.save({ ...running, trials: [trial] });
    await store.keep(running.id, { ...trial, state: 'cancelled' } as Trial);
    const owner = JSON.parse(await readFile(ownerFile(), 'utf8')) as object;
    await writeFile(ownerFile(), JSON.stringify({ ...owner, start: 1 }));
    expect((await store.load(running.id)).trials).toEqual([trial]);
  });

  test('was interrupted when another process has the number of its own', async () => {
    await store.save(running);
    await writeFile(ownerFile(), JSON.stringify({ pid: process.pid, start: 1 }));
    expect((await store.load(running.id)).state).toBe('interrupted');
  });

  test('was interrupted when nobody says otherwise, as in a copy', async () => {
    const file = await writeRunFile('copy.json', JSON.stringify(running));
    expect((await store.load(file)).state).toBe('interrupted');
  });

  test('is neither renamed nor deleted', async () => {
    await store.save(running);
    await expect(store.rename(running.id, 'a name')).rejects.toThrow(/still being measured/);
    await expect(store.remove(running.id)).rejects.toThrow(/still being measured/);
  });
});

describe('renaming', () => {
  test('changes the name alone', async () => {
    await writeRunFile(`${first.id}.json`, JSON.stringify({ ...first, weather: 'fair' }));
    await store.rename(first.id, '  after the change ');
    expect(await store.load(first.id)).toEqual({ ...first, name: 'after the change' });
    expect(await readFile(join(store.folder, `${first.id}.json`), 'utf8')).toContain('"weather":"fair"');
  });

  test('takes the name away when it is empty', async () => {
    await store.save(first);
    await store.rename(first.id, '');
    expect(await store.load(first.id)).not.toHaveProperty('name');
  });
});

describe('removing', () => {
  test('takes the run and its logs, and brings both back', async () => {
    await saveBoth();
    const log = join(store.logFolder(first.id), 'python-numpy-1.log.gz');
    await writeFile(log, 'a log');
    const undo = await store.remove(first.id);
    expect((await store.list()).map(({ id }) => id)).toEqual([second.id]);
    expect(await readdir(store.folder)).not.toContain(first.id);

    await undo();
    expect(await store.load(first.id)).toEqual(first);
    expect(await readFile(log, 'utf8')).toBe('a log');
  });

  /** A run whose trial left a log, and the log's path. */
  async function saveWithLog(): Promise<{ run: Run; log: string }> {
    const [trial] = first.trials;
    if (!trial || trial.state === 'not-started') throw new Error('The sample has no trial that ran');
    const logged = { ...first, trials: [{ ...trial, log: `${first.id}/python-numpy-1.log.gz` }] };
    await store.save(logged);
    const log = join(store.logFolder(first.id), 'python-numpy-1.log.gz');
    await writeFile(log, 'a log');
    return { run: logged, log };
  }

  test('leaves the logs as long as a copy has the same', async () => {
    const { run: logged, log } = await saveWithLog();
    await writeRunFile('a-copy.json', JSON.stringify(logged));
    await store.remove(first.id);
    expect((await store.list()).map(({ id }) => id)).toEqual(['a-copy']);
    expect(await readFile(log, 'utf8')).toBe('a log');
    await store.remove('a-copy');
    await expect(readFile(log)).rejects.toThrow('ENOENT');
  });

  test('takes no folder that is none of its own, whatever a file says', async () => {
    const { run: logged } = await saveWithLog();
    const mine = join(directory, 'mine');
    await mkdir(mine);
    const trials = logged.trials.map((trial) => ({ ...trial, log: '../../mine/x.log.gz' }));
    await writeRunFile('hostile.json', JSON.stringify({ ...logged, trials }));
    await store.remove('hostile');
    expect(await readdir(directory)).toContain('mine');
  });

  test('keeps what was removed for a week', async () => {
    await saveBoth();
    await store.remove(first.id);
    const trash = join(directory, '.langbench', 'trash');
    const [removed] = await readdir(trash);
    const eightDaysAgo = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000);
    await utimes(join(trash, removed ?? ''), eightDaysAgo, eightDaysAgo);
    await store.remove(second.id);
    expect(await readdir(trash)).toEqual([expect.stringContaining(second.id)]);
  });
});

test('a pipe is refused, which nobody may ever write to', { timeout: 60_000 }, async () => {
  const pipe = join(directory, 'pipe.json');
  execFileSync('mkfifo', [pipe]);
  await expect(store.load(pipe)).rejects.toThrow(/pipe\.json cannot be read: it is not a file/);
});

test('a beginning of the name of a damaged run tells what is wrong with it', async () => {
  await writeRunFile('20260301-damaged.json', '{');
  await expect(store.load('20260301')).rejects.toThrow(/20260301-damaged\.json is damaged/);
});
