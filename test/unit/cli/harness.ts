import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import * as v from 'valibot';
import { RunSchema } from '../../../src/core/model/run-schema.js';
import type { Run } from '../../../src/core/model/run.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** The built command line; `npm run build` makes it. */
const CLI = process.env['LANGBENCH_CLI'] ?? path.join(root, 'dist', 'cli', 'langbench.cjs');

export const experiments = path.join(root, 'test', 'fixtures', 'experiments');
export const softmax = path.join(experiments, 'softmax.langbench.json');
export const troubled = path.join(experiments, 'troubled.langbench.json');

/** A folder to run LangBench in, with a tiny data set beside it; nothing of this machine steers the run. */
export class Workplace {
  private constructor(
    readonly folder: string,
    readonly data: string,
  ) {}

  static async make(): Promise<Workplace> {
    const folder = await mkdtemp(path.join(tmpdir(), 'langbench-cli-'));
    const data = path.join(folder, 'data');
    await writeDataset(data);
    await mkdir(path.join(folder, 'tmp'));
    return new Workplace(folder, data);
  }

  /** Starts the command line. Temporary files, and with them the machine's lock, are this workplace's own. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return this.#start([process.execPath, CLI, ...args], env);
  }

  /** As {@link start}, with standard output going to a file. */
  startInto(file: string, args: readonly string[]) {
    return this.#start(['sh', '-c', 'exec "$@" > "$0"', file, process.execPath, CLI, ...args]);
  }

  /** As {@link start}, in a folder that has been deleted under the shell. */
  startNowhere(args: readonly string[]) {
    const script = 'mkdir gone && cd gone && rmdir "$PWD" && exec "$@"';
    return this.#start(['sh', '-c', script, 'sh', process.execPath, CLI, ...args]);
  }

  #start([program = '', ...words]: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { PATH = '', HOME = '' } = process.env;
    return execa(program, words, {
      reject: false,
      cwd: this.folder,
      extendEnv: false,
      env: { PATH, HOME, TMPDIR: path.join(this.folder, 'tmp'), ...env },
    });
  }

  /** Runs a manifest on the tiny data set. */
  run(manifest: string, ...args: readonly string[]) {
    return this.start(['run', manifest, '--dataset', this.data, ...args]);
  }

  /** Resolves when a stream has said something. */
  until(stream: Readable, words: string): Promise<void> {
    let seen = '';
    return new Promise((resolve, reject) => {
      stream.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (seen.includes(words)) resolve();
      });
      stream.on('end', () => {
        reject(new Error(`It never said "${words}", but:\n${seen}`));
      });
    });
  }

  /** The saved runs, oldest first, checked against the schema. */
  async savedRuns(): Promise<Run[]> {
    const folder = path.join(this.folder, '.langbench', 'runs');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const runs = await Promise.all(
      names.map(async (name) => v.parse(RunSchema, JSON.parse(await readFile(path.join(folder, name), 'utf8')))),
    );
    // Names tell the second alone, in which two runs may begin.
    return runs.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  }

  /** What is kept of the runs that are under way, as text. */
  async underWay(): Promise<string> {
    const folder = path.join(this.folder, '.langbench', 'runs');
    const entries = await readdir(folder).catch(() => []);
    const kept = entries.map((name) => readFile(path.join(folder, name, 'owner.json'), 'utf8').catch(() => ''));
    return (await Promise.all(kept)).join();
  }

  /** Processes whose command line names this workplace. */
  async processes(): Promise<string[]> {
    const { stdout } = await execa('ps', ['-eo', 'args']);
    return stdout.split('\n').filter((line) => line.includes(this.folder) && !line.startsWith('ps '));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Sixty-four images of a bar whose place is the label, and twenty to test with. */
async function writeDataset(folder: string): Promise<void> {
  await mkdir(folder);
  for (const [name, count] of [
    ['train', 64],
    ['t10k', 20],
  ] as const) {
    const labels = Uint8Array.from({ length: count }, (_, image) => image % 10);
    const pixels = new Uint8Array(count * 784);
    labels.forEach((label, image) => {
      const bar = image * 784 + Math.floor(label * 2.8) * 28;
      pixels.fill(255, bar, bar + 56);
    });
    await writeFile(path.join(folder, `${name}-labels-idx1-ubyte`), idx([count], labels));
    await writeFile(path.join(folder, `${name}-images-idx3-ubyte`), idx([count, 28, 28], pixels));
  }
}

function idx(dimensions: readonly number[], bytes: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  header.setUint16(2, 0x0800 + dimensions.length);
  dimensions.forEach((size, index) => {
    header.setUint32(4 + 4 * index, size);
  });
  return Buffer.concat([new Uint8Array(header.buffer), bytes]);
}
