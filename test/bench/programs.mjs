// The bundled programs beside their peers: `node test/bench/programs.mjs [pairs] [images]`.
//
// Each pair runs both programs one after the other, in alternating order, on the same digits with the same threads; what
// counts is the median of the later epochs (the first holds compilation), and of the pairs the median ratio. Programs
// whose packages are not there are left out by name.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge, median } from './support/figures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [pairs = 3, images = 20_000] = process.argv.slice(2).map(Number);
const EPOCHS = 3;
const threads = availableParallelism();

const contents = `
  export { prepareDataset } from './src/node/dataset/prepare.js';
  export { bundledExperiments } from './src/node/experiments.js';
  export { checkReadiness } from './src/node/toolchain/index.js';
  export { writeWorkFolder } from './src/node/work/work-folder.js';`;
await mkdir(join(root, 'build'), { recursive: true });
const folder = await mkdtemp(join(root, 'build', 'bench-'));
try {
  const outfile = join(folder, 'bundle.mjs');
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __filename = import.meta.filename;",
    },
    logLevel: 'error',
  });
  await measure(await import(outfile));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure({ prepareDataset, bundledExperiments, checkReadiness, writeWorkFolder }) {
  const [loaded] = await bundledExperiments(root);
  const work = await mkdtemp(join(tmpdir(), 'langbench-bench-work-'));
  const settings = { epochs: EPOCHS, images, batchSize: 128, seed: 1 };
  const dataset = await prepareDataset('mnist');
  await writeWorkFolder(work, loaded.experiment, settings, dataset);
  console.log(`${dataset.record.title}, ${images} images, ${EPOCHS} epochs, ${threads} threads, ${pairs} pairs`);
  const ready = new Map();
  for (const readiness of await checkReadiness(loaded)) {
    if (readiness.state === 'ready') ready.set(readiness.implementation, readiness);
    else console.log(`left out, ${readiness.implementation}:`, readiness.problem);
  }

  /** The seconds of each epoch, from the program's own clock. */
  function bundled(id) {
    const { program } = loaded.experiment.implementations.find((each) => each.id === id);
    const options = ['--work', work, '--epochs', EPOCHS, '--threads', threads, '--images', images];
    const said = run(ready.get(id), [join(root, 'experiments', program), ...options]);
    return [...said.matchAll(/^:::LANGBENCH (\{.*"event": ?"epoch".*\})$/gm)].map(
      ([, json]) => JSON.parse(json).duration_ns / 1e9,
    );
  }

  /** A peer prints the seconds of its epochs as one JSON array, last. */
  function peer(name, id) {
    const said = run(ready.get(id), [join(root, 'test', 'bench', 'peers', name), work, images, EPOCHS, threads]);
    return JSON.parse(said.trim().split('\n').at(-1));
  }

  const comparisons = [
    [
      'mnist_tensorflow.py / stock Keras script',
      1,
      () => bundled('python-tensorflow'),
      () => peer('stock_keras.py', 'python-tensorflow'),
      ['python-tensorflow'],
    ],
    [
      'mnist_flux.jl / plain Flux loop',
      1,
      () => bundled('julia-flux'),
      () => peer('flux_loop.jl', 'julia-flux'),
      ['julia-flux'],
    ],
    [
      'mnist_plain.jl / mnist_flux.jl',
      1,
      () => bundled('julia-plain'),
      () => bundled('julia-flux'),
      ['julia-plain', 'julia-flux'],
    ],
    [
      'mnist_plain.jl / mnist_tensorflow.py',
      undefined,
      () => bundled('julia-plain'),
      () => bundled('python-tensorflow'),
      ['julia-plain', 'python-tensorflow'],
    ],
    [
      'mnist_numpy.py / mnist_tensorflow.py',
      undefined,
      () => bundled('python-numpy'),
      () => bundled('python-tensorflow'),
      ['python-numpy', 'python-tensorflow'],
    ],
  ];
  try {
    for (const [title, most, ours, theirs, needed] of comparisons) {
      if (needed.every((id) => ready.has(id))) compare(title, most, ours, theirs);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function run({ interpreter, environment }, args) {
  const env = { ...process.env, ...environment, JULIA_NUM_THREADS: `${threads}`, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { status, stdout, stderr } = spawnSync(interpreter, args.map(String), {
    encoding: 'utf8',
    env,
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}:\n${stderr}`);
  return stdout;
}

function compare(title, most, ours, theirs) {
  const steady = { ours: [], theirs: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const both = [() => steady.ours.push(median(ours().slice(1))), () => steady.theirs.push(median(theirs().slice(1)))];
    for (const one of pair % 2 === 0 ? both : both.toReversed()) one();
  }
  const ratios = steady.ours.map((seconds, pair) => seconds / steady.theirs[pair]);
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const detail = `${range}; steady epoch ${median(steady.ours).toFixed(2)} s against ${median(steady.theirs).toFixed(2)} s`;
  if (most === undefined) console.log(`     ${title}: ${median(ratios).toFixed(3)}; ${detail}`);
  else judge(title, median(ratios), most, { digits: 3, detail });
}
