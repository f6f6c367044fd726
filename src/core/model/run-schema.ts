import * as v from 'valibot';
import { languages } from './experiment.js';
import { StartSchema } from './marker.js';
import { RunSettingsSchema } from './run-settings.js';
import type { PhaseSpan, Remedy, ResourceSample, Run, Trial, TrialKey } from './run.js';
import type { Sentence } from './sentence.js';
import type { Phase, Timing, TimingSource } from './timing.js';

/** A schema whose output is exactly the model's type: the compiler checks that both say the same. */
type SchemaOf<T> = v.GenericSchema<unknown, T>;

const text = v.string();
const date = v.pipe(v.string(), v.isoTimestamp());
const finite = v.pipe(v.number(), v.finite());
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1));
const texts = v.record(text, text);

const PhaseSchema: SchemaOf<Phase> = v.picklist([
  'import',
  'preprocessing',
  'build',
  'training',
  'epoch',
  'evaluation',
  'prediction',
]);

const SourceSchema: SchemaOf<TimingSource> = v.picklist([
  'marker',
  'julia-time',
  'julia-timev',
  'julia-btime',
  'julia-benchmark',
  'keras',
  'elapsed',
  'shell-time',
  'timeit',
  'ipython',
  'tqdm',
  'lightning',
  'custom',
]);

const TimingSchema: SchemaOf<Timing> = v.object({
  seconds: amount,
  resolutionSeconds: amount,
  source: SourceSchema,
  line: ordinal,
  label: v.exactOptional(text),
  phase: v.exactOptional(PhaseSchema),
  epoch: v.exactOptional(ordinal),
  fields: v.exactOptional(v.record(text, finite)),
});

export const PhaseSpanSchema: SchemaOf<PhaseSpan> = v.object({
  phase: PhaseSchema,
  epoch: v.exactOptional(ordinal),
  startSeconds: finite,
  seconds: amount,
  source: SourceSchema,
  resolutionSeconds: amount,
  compilationShare: v.exactOptional(amount),
});

export const ResourceSampleSchema: SchemaOf<ResourceSample> = v.object({
  atSeconds: amount,
  coresBusy: amount,
  residentBytes: amount,
  threads: count,
});

const keyEntries = { implementation: text, block: ordinal, position: ordinal };
export const TrialKeySchema: SchemaOf<TrialKey> = v.object(keyEntries);

const MeasurementsSchema = v.object({
  timings: v.array(TimingSchema),
  phases: v.array(PhaseSpanSchema),
  launchToFirstStepSeconds: v.exactOptional(amount),
  program: v.exactOptional(StartSchema),
  parameters: v.exactOptional(count),
  stepsPerEpoch: v.exactOptional(count),
  firstStepLoss: v.exactOptional(v.number()),
  lastLoss: v.exactOptional(v.number()),
  accuracy: v.exactOptional(v.number()),
  dataSha256: v.exactOptional(text),
  resources: v.exactOptional(
    v.object({
      userSeconds: amount,
      systemSeconds: amount,
      coresBusy: amount,
      peakResidentBytes: amount,
      peakThreads: count,
      samples: v.array(ResourceSampleSchema),
    }),
  ),
});

export const SentenceSchema: SchemaOf<Sentence> = v.object({
  text,
  values: v.array(v.union([text, finite, v.lazy(() => SentenceSchema)])),
});

const RemedySchema: SchemaOf<Remedy> = v.union([
  SentenceSchema,
  v.object({ kind: v.literal('set-up'), implementation: text, language: text }),
  v.object({ kind: v.literal('longer-timeout') }),
  v.object({ kind: v.literal('choose-interpreter'), language: v.picklist(languages) }),
]);

const ProblemSchema = v.object({
  kind: v.picklist([
    'missing-interpreter',
    'missing-package',
    'wrong-version',
    'missing-program',
    'crash',
    'bad-output',
  ]),
  message: SentenceSchema,
  remedy: v.exactOptional(RemedySchema),
});

const endedEntries = {
  ...keyEntries,
  startedAt: date,
  wallSeconds: amount,
  command: v.array(text),
  exitCode: v.nullable(v.number()),
  signal: v.nullable(text),
  log: v.exactOptional(text),
  measurements: MeasurementsSchema,
};

export const TrialSchema: SchemaOf<Trial> = v.variant('state', [
  v.object({ ...endedEntries, state: v.literal('completed') }),
  v.object({ ...endedEntries, state: v.literal('failed'), problem: ProblemSchema }),
  v.object({ ...endedEntries, state: v.literal('timed-out'), problem: ProblemSchema }),
  v.object({ ...endedEntries, state: v.literal('cancelled') }),
  v.object({ ...keyEntries, state: v.literal('not-started'), problem: ProblemSchema }),
]);

/** A saved run, or one sent between processes. Fields of later versions are dropped. */
export const RunSchema: SchemaOf<Run> = v.object({
  schema: v.literal(1),
  id: text,
  name: v.exactOptional(text),
  langbenchVersion: text,
  startedAt: date,
  finishedAt: v.exactOptional(date),
  state: v.picklist(['running', 'completed', 'failed', 'cancelled', 'interrupted']),
  experiment: v.object({ id: text, title: text, parameters: count }),
  settings: RunSettingsSchema,
  dataset: v.object({
    id: text,
    title: text,
    synthetic: v.boolean(),
    standsInFor: v.exactOptional(v.object({ title: text, reason: SentenceSchema })),
    trainImages: count,
    testImages: count,
    sha256: text,
  }),
  environment: v.object({
    cpuModel: text,
    logicalCores: ordinal,
    usableCores: v.exactOptional(amount),
    memoryBytes: amount,
    os: text,
    architecture: text,
    governor: v.exactOptional(text),
    onBattery: v.exactOptional(v.boolean()),
    loadAtStart: amount,
    variables: texts,
    gitCommit: v.exactOptional(text),
  }),
  implementations: v.array(
    v.object({
      id: text,
      title: text,
      language: text,
      framework: text,
      order: count,
    }),
  ),
  trials: v.array(TrialSchema),
  warnings: v.array(SentenceSchema),
});
