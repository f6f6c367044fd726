// What LangBench costs a program that it measures: `node test/bench/runner-overhead.mjs [pairs]`.
//
// 1. A CPU-bound program of some seconds, bare (spawned by Node.js with its output thrown away) and under LangBench
//    (`launch` with sampling, log and output), in pairs whose order alternates: the median ratio of their wall times.
// 2. LangBench's own CPU time while it does so, as a share of a core, once the program is under way.
// 3. What a whole run of a trivial program takes longer than the program.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { judge, median } from './support/figures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pairs = Number(process.argv[2] ?? 7);
/** Computes for some seconds and prints a line now and then, as training does. */
const CPU_BOUND = [
  process.execPath,
  '-e',
  'for (let line = 0; line < 4; line += 1) { let x = 0; for (let i = 0; i < 6e8; i += 1) x += i % 7; console.log(x); }',
];

const folder = await mkdtemp(join(tmpdir(), 'langbench-bench-'));
// The machine's lock and work folders too: a run under way elsewhere is not waited for.
process.env.TMPDIR = folder;
try {
  const { launch, runExperiment } = await bundleRunner();
  await measureTrials(launch);
  await measureRun(runExperiment);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function bundleRunner() {
  const outfile = join(folder, 'runner.mjs');
  await build({
    stdin: {
      contents: "export { launch } from './process/index.ts'; export { runExperiment } from './run/index.ts';",
      resolveDir: join(root, 'src/node'),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __filename = import.meta.filename; const __dirname = import.meta.dirname;",
    },
  });
  return import(pathToFileURL(outfile).href);
}

async function runBare([program, ...words]) {
  const startedAt = performance.now();
  const child = spawn(program, words, { stdio: 'ignore' });
  await once(child, 'exit');
  return (performance.now() - startedAt) / 1000;
}

async function runMeasured(launch, command) {
  const usage = [];
  const end = await launch(command, {
    cwd: folder,
    env: process.env,
    signal: new AbortController().signal,
    onOutput: () => undefined,
    onSample: ({ atSeconds }) => usage.push({ atSeconds, ...process.cpuUsage() }),
    logFile: join(folder, 'trial.log.gz'),
  });
  if (end.exitCode !== 0) throw new Error(`The program ended with ${end.exitCode}: ${end.lastLines.join('\n')}`);
  return { end, ownShare: steadyShare(usage) };
}

/** LangBench's own CPU time per second once the program is under way, from readings at its samples. */
function steadyShare(usage) {
  const steady = usage.filter(({ atSeconds }) => atSeconds > 0.5);
  const [first, last] = [steady.at(0), steady.at(-1)];
  return (last.user + last.system - first.user - first.system) / 1e6 / (last.atSeconds - first.atSeconds);
}

async function measureTrials(launch) {
  await runMeasured(launch, CPU_BOUND);
  const ratios = [];
  const shares = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const early = pair % 2 === 0 ? await runBare(CPU_BOUND) : undefined;
    const { end, ownShare } = await runMeasured(launch, CPU_BOUND);
    const bare = early ?? (await runBare(CPU_BOUND));
    ratios.push(end.wallSeconds / bare);
    shares.push(ownShare);
    const cpuSeconds = end.resources.userSeconds + end.resources.systemSeconds;
    console.log(
      `  pair ${pair}: bare ${bare.toFixed(3)} s, under LangBench ${end.wallSeconds.toFixed(3)} s (${cpuSeconds.toFixed(2)} s of CPU)`,
    );
  }
  judge('a trial by the bare program, wall time', median(ratios), 1.01, { digits: 4, unit: 'x' });
  judge("LangBench's own CPU time meanwhile", 100 * median(shares), 0.5, { digits: 2, unit: ' % of a core' });
}

async function measureRun(runExperiment) {
  const request = await trivialRequest();
  const command = [process.execPath, join(folder, 'trivial.mjs')];
  const added = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const bare = await runBare(command);
    const startedAt = performance.now();
    const run = await runExperiment(request, { signal: new AbortController().signal, onEvent: () => undefined });
    const seconds = (performance.now() - startedAt) / 1000;
    if (run.state !== 'completed') throw new Error(JSON.stringify(run.trials));
    // The first pair loads what later ones have at hand.
    if (pair > 0) added.push(1000 * (seconds - bare));
  }
  judge('a run of a trivial program adds, in the runner alone', median(added), 150, { unit: ' ms' });
}

/** A run of a program that does nothing but tell that it is done, on two images. */
async function trivialRequest() {
  const end = { v: 1, event: 'end', t_ns: 0, last_loss: null, data_sha256: '' };
  await writeFile(join(folder, 'trivial.mjs'), `console.log(':::LANGBENCH ${JSON.stringify(end)}');`);
  const images = join(folder, 'images');
  await mkdir(images);
  for (const set of ['train', 't10k']) {
    await writeFile(join(images, `${set}-images-idx3-ubyte`), idx([0x803, 2, 28, 28], 2 * 28 * 28));
    await writeFile(join(images, `${set}-labels-idx1-ubyte`), idx([0x801, 2], 2));
  }
  const implementation = {
    id: 'trivial',
    title: 'Trivial',
    language: 'python',
    framework: 'none',
    program: 'trivial.mjs',
    arguments: ['{program}'],
    threadEnvironment: {},
    needs: { packages: [] },
    parsers: ['marker'],
  };
  const experiment = {
    version: 1,
    id: 'trivial',
    title: 'Trivial',
    description: '',
    defaults: { epochs: 1, batchSize: 1, dataset: 'trivial' },
    datasets: ['trivial'],
    weights: [],
    implementations: [implementation],
  };
  return {
    experiment: { experiment, file: join(folder, 'x.langbench.json'), programPath: () => join(folder, 'trivial.mjs') },
    settings: {
      implementations: ['trivial'],
      epochs: 1,
      blocks: 1,
      threads: 'default',
      images: null,
      batchSize: 1,
      seed: 1,
      timeoutSeconds: 60,
      dataset: 'trivial',
    },
    directory: folder,
    interpreters: { trivial: process.execPath },
    dataset: {
      record: { id: 'trivial', title: 'Trivial', synthetic: false, testImages: 2 },
      trainImages: 2,
      directory: images,
    },
    langbenchVersion: '0.0.0',
  };
}

function idx(header, bytes) {
  const contents = Buffer.alloc(4 * header.length + bytes);
  header.forEach((value, index) => contents.writeUInt32BE(value, 4 * index));
  return contents;
}
