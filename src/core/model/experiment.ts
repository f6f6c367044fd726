import * as v from 'valibot';
import { parserNames } from '../parse/parser-names.js';

/** Part of file names, which systems limit. */
const identifier = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
);
const positiveInteger = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A text whose meaning the JSON schema tells to whoever writes a manifest in an editor. */
const text = (description: string) => v.pipe(v.string(), v.description(description));

const WeightSchema = v.strictObject({
  name: text('For people; programs go by the order.'),
  shape: v.pipe(
    v.array(positiveInteger),
    v.description('Row-major. Kernels are [out, in, height, width], dense matrices [in, out].'),
  ),
  initializer: v.pipe(
    v.picklist(['glorot-uniform', 'zeros']),
    v.description('How the numbers are drawn; the fans of glorot-uniform go by the shape.'),
  ),
});

const NeedsSchema = v.strictObject({
  version: v.optional(text('Range of interpreter versions: ">=3.8", ">=1.5 <2".')),
  packages: v.optional(
    v.pipe(v.array(v.string()), v.description('Modules (Python) or packages (Julia) that must be there.')),
    [],
  ),
  environment: v.optional(
    text(
      'What "langbench setup" installs from, relative to this file: a requirements file, or a folder with a Project.toml.',
    ),
  ),
});

const ImplementationSchema = v.strictObject({
  id: v.pipe(identifier, v.description('What it is called on the command line: lower-case words joined by hyphens.')),
  title: text('What it is called in reports.'),
  language: v.pipe(
    v.string(),
    v.regex(/^\S+$/, 'must be one word'),
    v.description('"python", "julia", or any other, such as "go", with its "executable".'),
  ),
  framework: text('What it trains with, shown beside the language.'),
  program: text('Its source file, relative to this file.'),
  build: v.exactOptional(
    v.pipe(
      v.array(v.string()),
      v.minLength(1),
      v.description(
        'A command that is run once before each run, in the folder of this file, and is not timed: ["g++", "-O3", "-o", ' +
          '"{work}/train", "{program}"]. {program} and {work}, a folder of the run, are replaced.',
      ),
    ),
  ),
  executable: v.exactOptional(
    text(
      'What is launched where LangBench is not to find a Python or Julia by itself: a name on the PATH ("java"), a path ' +
        'relative to this file ("./train.sh"), or what "build" makes ("{work}/train").',
    ),
  ),
  arguments: v.pipe(
    v.array(v.string()),
    v.description(
      'What follows the interpreter or the executable on the command line. {program}, {work}, {epochs}, {threads} and ' +
        '{images} are replaced; an argument is never split.',
    ),
  ),
  threadEnvironment: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description('Environment variables set only when a number of threads is asked for; {threads} is replaced.'),
    ),
    {},
  ),
  needs: v.optional(
    v.pipe(NeedsSchema, v.description('What its Python or Julia must have; not to be said beside "executable".')),
    {},
  ),
  parsers: v.pipe(
    v.array(v.picklist(parserNames)),
    v.minLength(1),
    v.description('Which parsers read its output. With "marker" it must print the marker lines that tell of its work.'),
  ),
  patterns: v.exactOptional(
    v.pipe(
      v.array(v.string()),
      v.description(
        'Regular expressions that read times as well: "step (?<epoch>\\\\d+) needed (?<milliseconds>[\\\\d.]+) ms". The time is ' +
          'the group seconds, milliseconds, microseconds, nanoseconds, minutes or hours; epoch and label may be others.',
      ),
    ),
  ),
});

/** A job that is implemented in several languages, and its parameters. This is a `*.langbench.json` file. */
export const ExperimentSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(1),
  id: v.pipe(identifier, v.description('Lower-case words joined by hyphens; part of the ids of its runs.')),
  title: text('What it is called in reports.'),
  description: text('What is trained, in a sentence.'),
  defaults: v.pipe(
    v.strictObject({
      epochs: positiveInteger,
      batchSize: positiveInteger,
      dataset: text('mnist, fashion-mnist, synthetic, or a folder with IDX files: "./data" lies beside this file.'),
    }),
    v.description('What a run takes where nobody says otherwise.'),
  ),
  datasets: v.pipe(v.array(v.string()), v.minLength(1), v.description('Offered where a person chooses a data set.')),
  weights: v.pipe(
    v.array(WeightSchema),
    v.description("The network's parameters in the order in which the work folder's weights.f32 holds them."),
  ),
  implementations: v.pipe(v.array(ImplementationSchema), v.minLength(1)),
});

export type Experiment = v.InferOutput<typeof ExperimentSchema>;
export type Implementation = Experiment['implementations'][number];
export type Weight = Experiment['weights'][number];

/** The languages whose interpreters LangBench finds by itself, and whose train calls it knows. */
export const languages = ['python', 'julia'] as const;
export type Language = (typeof languages)[number];

/** Whose interpreter LangBench must find for an implementation; none where the manifest names what is launched. */
export function interpretedLanguage({ language, executable }: Implementation): Language | undefined {
  return executable === undefined ? languages.find((each) => each === language) : undefined;
}
