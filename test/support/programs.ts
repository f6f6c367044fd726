import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { Marker } from '../../src/core/model/marker.js';
import type { DatasetRecord } from '../../src/core/model/run.js';
import type { Timing } from '../../src/core/model/timing.js';
import { TimingStream, type ParserName } from '../../src/core/parse/index.js';
import { prepareDataset } from '../../src/node/dataset/prepare.js';
import { english, tell } from '../../src/core/report/translate.js';
import { bundledExperiments } from '../../src/node/experiments.js';
import { checkReadiness } from '../../src/node/toolchain/index.js';
import { writeWorkFolder } from '../../src/node/work/work-folder.js';
import { ROOT } from './vscode-server.js';

/** What a bundled program did when it was run with its real interpreter on the real digits. */
export interface ProgramRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly markers: readonly Marker[];
  /** What the manifest's parsers, the marker parser aside, read from the same output. */
  readonly printed: readonly Timing[];
  readonly dataset: DatasetRecord;
}

export interface ProgramSettings {
  readonly epochs: number;
  readonly images: number;
  readonly threads: number;
}

/** What a person may have set for other work, and what must not change this. */
const FOREIGN_CHOICES = { KERAS_BACKEND: 'jax', TF_NUM_INTRAOP_THREADS: '7' };

/** The bundled experiment. */
export async function mnist() {
  const experiments = await bundledExperiments(ROOT);
  const loaded = experiments.find(({ experiment }) => experiment.id === 'mnist');
  if (loaded === undefined) throw new Error('The bundled experiment "mnist" is missing.');
  return loaded;
}

/** One implementation of the bundled experiment, which must be ready on this machine, and the command that runs it. */
async function findProgram(id: string) {
  const loaded = await mnist();
  const implementation = loaded.experiment.implementations.find((each) => each.id === id);
  const readiness = (await checkReadiness(loaded, {})).find((each) => each.implementation === id);
  if (implementation === undefined || readiness === undefined) throw new Error(`There is no implementation ${id}.`);
  if (readiness.state !== 'ready') throw new Error(`${id} is not ready: ${tell(readiness.problem.message, english)}`);
  return { loaded, implementation, command: [readiness.interpreter, loaded.programPath(implementation)] as const };
}

/** Runs the program of an implementation as somebody may by hand. */
export async function runByHand(id: string, options: readonly string[]) {
  const [interpreter, program] = (await findProgram(id)).command;
  return execa(interpreter, [program, ...options], { reject: false });
}

/** Runs one implementation of the bundled experiment, which must be ready on this machine. */
export async function runProgram(id: string, settings: ProgramSettings): Promise<ProgramRun> {
  const { loaded, implementation, command } = await findProgram(id);
  const [interpreter, program] = command;
  const work = await mkdtemp(path.join(tmpdir(), 'langbench-work-'));
  try {
    const dataset = await writeWorkFolder(
      work,
      loaded.experiment,
      { ...settings, implementations: [id], blocks: 1, batchSize: 128, seed: 7, timeoutSeconds: 600, dataset: 'mnist' },
      await prepareDataset('mnist'),
    );
    const options = ['--work', work, '--epochs', `${settings.epochs}`, '--images', `${settings.images}`];
    const { exitCode, stdout, stderr } = await execa(
      interpreter,
      [program, ...options, '--threads', `${settings.threads}`],
      { reject: false, env: { ...FOREIGN_CHOICES, JULIA_NUM_THREADS: `${settings.threads}` } },
    );
    const markers: Marker[] = [];
    const printed: Timing[] = [];
    const parsers = implementation.parsers as readonly ParserName[];
    const stream = new TimingStream({
      parsers,
      onTiming: (timing) => {
        if (timing.source !== 'marker') printed.push(timing);
      },
      onMarker: (marker) => markers.push(marker),
    });
    stream.push(Buffer.from(stdout + '\n'));
    stream.end();
    return { exitCode, stdout, stderr, markers, printed, dataset };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
