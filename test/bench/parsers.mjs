// How fast output is searched for times, and in how much memory: `node test/bench/parsers.mjs`.
//
// Throughput is given by processor time, which a busy machine does not disturb. The peer is what one would write first: readline, Node's own
// removal of escape sequences, and the same dialects with the same regular expressions on every line.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { judge } from './support/figures.mjs';

const LEAST_MEGABYTES_PER_SECOND = 100;
const LEAST_RATIO = 3;
const MOST_RESIDENT_MEGABYTES = 150;
const CHUNK_BYTES = 65_536;
const ROUNDS = 2000;
const PEER_ROUNDS = 100;
const PIPED_BYTES = 1e9;

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), 'langbench-bench-'));
await build({
  stdin: {
    contents: `export * from './src/core/parse/index.ts'; export { makeDialects } from './src/core/parse/parsers.ts'; export { Outbox } from './src/core/parse/dialect.ts';`,
    resolveDir: root,
  },
  bundle: true,
  format: 'esm',
  outfile: path.join(scratch, 'parse.mjs'),
});
const { TimingStream, makeDialects, Outbox, parserNames } = await import(path.join(scratch, 'parse.mjs'));

const texts = {
  prose: ['The quick brown fox jumps over the lazy dog and reads the morning news without hurry.\n'],
  log: ['2026-01-02 12:33:44,123 INFO model: batch 1200/6000 loss=0.4321 acc=0.8765 lr=1.0e-3 grad=0.123\n'],
  'log with a time in every 100th line': [
    ...Array.from({ length: 99 }, (_, index) => `INFO model: batch ${index}/6000 loss=0.4321 acc=0.8765 grad=0.123\n`),
    'Epoch 3 took 12.3 s\n',
  ],
};

function chunksOf(lines) {
  const text = lines.join('');
  const bytes = Buffer.from(text.repeat(Math.ceil((2 * CHUNK_BYTES) / text.length)));
  return [bytes.subarray(0, CHUNK_BYTES)];
}

function ours([chunk], rounds) {
  let found = 0;
  const stream = new TimingStream({ onTiming: () => (found += 1) });
  for (let round = 0; round < rounds; round++) stream.push(chunk);
  stream.end();
  return found;
}

async function peer([chunk], rounds) {
  let found = 0;
  const outbox = new Outbox(() => (found += 1));
  const dialects = makeDialects(parserNames, outbox, {});
  const input = Readable.from(
    (function* () {
      for (let round = 0; round < rounds; round++) yield chunk;
    })(),
  );
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const text = stripVTControlCharacters(line);
    dialects.some((dialect) => dialect.line(text, number));
  }
  outbox.release();
  return found;
}

/** Megabytes per second of processor time. */
async function throughput(run, chunks, rounds) {
  await run(chunks, Math.ceil(rounds / 10));
  const before = process.cpuUsage();
  const found = await run(chunks, rounds);
  const { user, system } = process.cpuUsage(before);
  return { found, megabytesPerSecond: (rounds * CHUNK_BYTES) / (user + system) };
}

/** Peak resident megabytes of `langbench parse -` while it reads a gigabyte from a pipe. */
async function residentMegabytes() {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'cli', 'langbench.cjs'), 'parse', '-'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const [chunk] = chunksOf(texts['log with a time in every 100th line']);
  let peak = 0;
  for (let written = 0; written < PIPED_BYTES; written += chunk.length) {
    if (!child.stdin.write(chunk)) await once(child.stdin, 'drain');
    if (written % (256 * CHUNK_BYTES) === 0) peak = Math.max(peak, highWater(child.pid));
  }
  peak = Math.max(peak, highWater(child.pid));
  child.stdin.end();
  const [code] = await once(child, 'exit');
  return { code, peak };
}

function highWater(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

try {
  for (const [name, lines] of Object.entries(texts)) {
    const chunks = chunksOf(lines);
    const mine = await throughput(ours, chunks, ROUNDS);
    const theirs = await throughput(peer, chunks, PEER_ROUNDS);
    const ratio = mine.megabytesPerSecond / theirs.megabytesPerSecond;
    // The lines that the two ends of the chunk cut may differ by one.
    if (Math.abs(mine.found / ROUNDS - theirs.found / PEER_ROUNDS) * PEER_ROUNDS > 1) {
      throw new Error(`${name}: ${mine.found / ROUNDS} times found, by the peer ${theirs.found / PEER_ROUNDS}`);
    }
    judge(name, mine.megabytesPerSecond, LEAST_MEGABYTES_PER_SECOND, { unit: ' MB/s', least: true });
    judge(`${name}, by the peer's speed`, ratio, LEAST_RATIO, { digits: 1, unit: 'x', least: true });
  }
  if (process.platform === 'linux') {
    const { code, peak } = await residentMegabytes();
    if (code !== 0) throw new Error(`reading 1 GB ended with ${code}`);
    judge('1 GB through a pipe, resident', peak, MOST_RESIDENT_MEGABYTES, { unit: ' MB' });
  }
} finally {
  rmSync(scratch, { recursive: true });
}
