// What the command line costs beside what it is asked to do: `node test/bench/cli-start.mjs [pairs]`, after a build.
//
// 1. `langbench --version` against `node -e 0`, in pairs whose order alternates: the median ratio of their wall times.
// 2. `langbench run` of a program that is done in a moment: how much longer it takes than the program's own process. Beside
//    it what of that no code of ours can shorten: Node.js starts, and so does the interpreter that is asked what it is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge, median } from './support/figures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'dist', 'cli', 'langbench.cjs');
const pairs = Number(process.argv[2] ?? 21);

function milliseconds(args, { program = process.execPath, ...options } = {}) {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - startedAt;
}

function measureStart() {
  const commands = { bare: ['-e', '0'], version: [cli, '--version'] };
  const times = { bare: [], version: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? ['bare', 'version'] : ['version', 'bare'];
    for (const name of order) times[name].push(milliseconds(commands[name]));
  }
  const ratio = median(times.version.map((time, pair) => time / times.bare[pair]));
  const [version, bare] = [median(times.version).toFixed(0), median(times.bare).toFixed(0)];
  judge('--version by node -e 0', ratio, 1.5, { digits: 2, detail: `${version} ms and ${bare} ms` });
}

function measureRun() {
  const folder = mkdtempSync(join(tmpdir(), 'langbench-bench-'));
  try {
    const data = writeDataset(join(folder, 'data'));
    const manifest = join(root, 'test', 'fixtures', 'experiments', 'softmax.langbench.json');
    const result = join(folder, 'result.json');
    const interpreter = python();
    const args = [
      cli,
      'run',
      manifest,
      '-i',
      'one',
      '-e',
      '1',
      '-q',
      '-d',
      data,
      '--json',
      result,
      '--python',
      interpreter,
    ];
    // The machine's lock too: a run under way elsewhere is not waited for.
    const options = { cwd: folder, env: { ...process.env, TMPDIR: folder } };
    const times = { added: [], node: [], interpreter: [] };
    for (let round = 0; round < pairs; round += 1) {
      const whole = milliseconds(args, options);
      const [trial] = JSON.parse(readFileSync(result, 'utf8')).run.trials;
      times.added.push(whole - trial.wallSeconds * 1000);
      times.node.push(milliseconds(['-e', '0']));
      times.interpreter.push(milliseconds(['-c', ''], { program: interpreter }));
    }
    const [node, asked] = [median(times.node).toFixed(0), median(times.interpreter).toFixed(0)];
    const detail = `of which ${node} ms for node -e 0 and ${asked} ms for python -c ''`;
    judge('run of a trivial program adds', median(times.added), 150, { unit: ' ms', detail });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The interpreter itself: a version manager's launcher takes as long as all the rest. */
function python() {
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return stdout.trim();
}

/** One blank image to train on and one to test with, as IDX files. */
function writeDataset(folder) {
  mkdirSync(folder);
  for (const name of ['train', 't10k']) {
    writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 0]));
    const header = Buffer.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]);
    writeFileSync(join(folder, `${name}-images-idx3-ubyte`), Buffer.concat([header, Buffer.alloc(784)]));
  }
  return folder;
}

measureStart();
measureRun();
