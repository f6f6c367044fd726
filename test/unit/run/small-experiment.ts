// An experiment on a handful of images whose programs are those of test/fixtures/programs.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment } from '../../../src/core/model/experiment.js';
import type { RunSettings } from '../../../src/core/model/run.js';
import type { RunRequest } from '../../../src/node/run/index.js';
import { programsFolder } from '../process/launching.js';

const [TRAIN_IMAGES, TEST_IMAGES] = [3, 2];

/**
 * A request to run some programs in some folder, which also holds the data.
 * @param programs file names; an implementation's id is its program's without the ending
 */
export async function makeRequest(
  directory: string,
  programs: readonly string[],
  settings: Partial<RunSettings> = {},
): Promise<RunRequest> {
  const experiment = describeExperiment(programs);
  const ids = experiment.implementations.map(({ id }) => id);
  return {
    experiment: {
      experiment,
      file: join(programsFolder, 'small.langbench.json'),
      programPath: ({ program }) => join(programsFolder, program),
    },
    settings: {
      implementations: ids,
      epochs: 2,
      blocks: 1,
      threads: 'default',
      images: null,
      batchSize: 128,
      seed: 1,
      timeoutSeconds: 60,
      dataset: 'small',
      ...settings,
    },
    directory,
    interpreters: Object.fromEntries(ids.map((id) => [id, 'python3'])),
    dataset: {
      record: { id: 'small', title: 'Small', synthetic: false, testImages: TEST_IMAGES },
      trainImages: TRAIN_IMAGES,
      directory: await writeImages(join(directory, 'images')),
    },
    langbenchVersion: '0.0.0',
  };
}

function describeExperiment(programs: readonly string[]): Experiment {
  return {
    version: 1,
    id: 'small',
    title: 'Small',
    description: 'For tests',
    defaults: { epochs: 2, batchSize: 128, dataset: 'small' },
    datasets: ['small'],
    weights: [{ name: 'bias', shape: [2], initializer: 'zeros' }],
    implementations: programs.map((program) => ({
      id: program.replace('.py', ''),
      title: program.replace('.py', ''),
      language: 'python',
      framework: 'none',
      program,
      arguments: [
        '{program}',
        ...(program === 'die.py' ? ['SIGSEGV'] : []),
        ...['--work', '{work}', '--epochs', '{epochs}', '--threads', '{threads}', '--images', '{images}'],
      ],
      threadEnvironment: { OMP_NUM_THREADS: '{threads}' },
      needs: { packages: [] },
      parsers: ['marker', 'elapsed'],
    })),
  };
}

async function writeImages(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const write = async (name: string, header: readonly number[], bytes: number) => {
    const contents = Buffer.alloc(4 * header.length + bytes, 7);
    header.forEach((value, index) => contents.writeUInt32BE(value, 4 * index));
    await writeFile(join(folder, name), contents);
  };
  for (const [set, images] of [
    ['train', TRAIN_IMAGES],
    ['t10k', TEST_IMAGES],
  ] as const) {
    await write(`${set}-images-idx3-ubyte`, [0x803, images, 28, 28], images * 28 * 28);
    await write(`${set}-labels-idx1-ubyte`, [0x801, images], images);
  }
  return folder;
}
