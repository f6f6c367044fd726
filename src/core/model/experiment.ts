import * as v from 'valibot';

const identifier = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
);
const positiveInteger = v.pipe(v.number(), v.integer(), v.minValue(1));

const WeightSchema = v.strictObject({
  name: v.string(),
  /** Row-major. Kernels are [out, in, height, width], dense matrices [in, out]. */
  shape: v.array(positiveInteger),
  initializer: v.picklist(['glorot-uniform', 'zeros']),
});

const NeedsSchema = v.strictObject({
  /** Interpreter version range: `>=3.8`, `>=1.5 <2`. */
  version: v.optional(v.string()),
  /** Modules (Python) or packages (Julia) that must load. */
  packages: v.optional(v.array(v.string()), []),
  /** What `setup` installs from, relative to the manifest: a requirements file, or a folder with a Project.toml. */
  environment: v.optional(v.string()),
});

const ImplementationSchema = v.strictObject({
  id: identifier,
  title: v.string(),
  language: v.picklist(['python', 'julia']),
  framework: v.string(),
  /** Relative to the manifest. */
  program: v.string(),
  /**
   * What follows the interpreter on the command line. `{program}`, `{work}`, `{epochs}`, `{threads}` and `{images}` are replaced;
   * an argument is never split.
   */
  arguments: v.array(v.string()),
  /** Environment variables set only when a number of threads is asked for; `{threads}` is replaced. */
  threadEnvironment: v.optional(v.record(v.string(), v.string()), {}),
  needs: v.optional(NeedsSchema, {}),
  /** Names of the parsers that read its output. */
  parsers: v.pipe(v.array(v.string()), v.minLength(1)),
});

/** A job that is implemented in several languages, and its parameters. This is a `*.langbench.json` file. */
export const ExperimentSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(1),
  id: identifier,
  title: v.string(),
  description: v.string(),
  defaults: v.strictObject({
    epochs: positiveInteger,
    batchSize: positiveInteger,
    dataset: v.string(),
  }),
  datasets: v.pipe(v.array(v.string()), v.minLength(1)),
  /** The network's parameters in the order in which `weights.f32` holds them. */
  weights: v.array(WeightSchema),
  implementations: v.pipe(v.array(ImplementationSchema), v.minLength(1)),
});

export type Experiment = v.InferOutput<typeof ExperimentSchema>;
export type Implementation = Experiment['implementations'][number];
export type Weight = Experiment['weights'][number];
export type Language = Implementation['language'];
