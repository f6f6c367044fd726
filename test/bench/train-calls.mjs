// How long it takes to find the train calls of a file of 10,000 lines, as every edit asks for: `node test/bench/train-calls.mjs`.
//
// The file is made of the bundled programs, over and over, so it has what programs have: comments, strings, calls. The text
// is another one each time. Then come texts that are no programs at all: none may hold the editor up.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge, median } from './support/figures.mjs';

const LINES = 10_000;
const ROUNDS = 41;
const WARM_UP = 5;
const MOST_MILLISECONDS = 5;
const HOSTILE_UNITS = 200_000;
const HOSTILE = [
  'model.fit(',
  '.fit',
  '@time ',
  '@time begin\n',
  '@time x +\n',
  '@time (\n',
  '@time f() do\n',
  '.train(data',
  'x.',
  '[(',
  'f"{',
  '"$(',
  '#=',
  'train!(x) where ',
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [`${root}/src/core/train-calls/index.ts`],
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
});
const { findTrainCalls } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

function milliseconds(source, language) {
  const startedAt = performance.now();
  findTrainCalls(source, language);
  return performance.now() - startedAt;
}

const programs = {
  python: ['python/mnist_numpy.py', 'python/mnist_tensorflow.py'],
  julia: ['julia/mnist_plain.jl', 'julia/mnist_flux.jl'],
};
for (const [language, files] of Object.entries(programs)) {
  const program = files.map((file) => readFileSync(`${root}/${file}`, 'utf8')).join('\n');
  const copies = Math.ceil(LINES / program.split('\n').length);
  const source = program.repeat(copies).split('\n').slice(0, LINES).join('\n');
  const times = Array.from({ length: ROUNDS }, (_, round) => milliseconds(`${source}\n${' '.repeat(round)}`, language));
  const found = findTrainCalls(source, language).length;
  judge(`lenses of ${LINES} lines of ${language}`, median(times.slice(WARM_UP)), MOST_MILLISECONDS, {
    digits: 2,
    unit: ' ms',
    detail: `${found} calls, first ${times[0].toFixed(2)} ms`,
  });
}

const slowest = HOSTILE.flatMap((piece) =>
  Object.keys(programs).map((language) => ({
    piece,
    language,
    time: milliseconds(piece.repeat(HOSTILE_UNITS / piece.length), language),
  })),
).toSorted((a, b) => b.time - a.time)[0];
console.log(
  `slowest text that is no program: ${JSON.stringify(slowest.piece)} over and over, as ${slowest.language}: ${slowest.time.toFixed(0)} ms`,
);
