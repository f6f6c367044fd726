import * as v from 'valibot';
import type { Phase } from './timing.js';

/** What every marker line starts with; a JSON object follows to the end of the line. */
export const MARKER_PREFIX = ':::LANGBENCH ';

/** No clock counts further: 64 bits hold 584 years of nanoseconds. */
const nanoseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(2 ** 64));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** 0 to 1. */
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** A loss may be NaN or infinite when training diverges; JSON has no such numbers, so programs print null then. */
const loss = v.nullable(v.number());

/**
 * `t_ns` is a reading of the program's monotonic clock, for a stretch the one at its end; `duration_ns` is the
 * difference of the readings at its end and its start.
 */
const instant = { v: v.literal(1), t_ns: nanoseconds };
const stretch = { ...instant, duration_ns: nanoseconds };

const ThreadsSchema = v.objectWithRest(
  { requested: v.union([count, v.literal('default')]) },
  // What was found in force, by pool: `julia`, `blas`, `intra_op`, `inter_op`, …
  v.union([count, v.string()]),
);

export const StartSchema = v.object({
  ...instant,
  event: v.literal('start'),
  language: v.string(),
  language_version: v.string(),
  framework: v.string(),
  framework_version: v.string(),
  /** Versions of what else matters for speed, by name. */
  libraries: v.optional(v.record(v.string(), v.string())),
  blas: v.optional(v.string()),
  threads: ThreadsSchema,
});
const ImportSchema = v.object({ ...stretch, event: v.literal('import') });
const DataSchema = v.object({
  ...stretch,
  event: v.literal('data'),
  train_images: count,
  test_images: count,
});
const BuildSchema = v.object({ ...stretch, event: v.literal('build'), parameters: count });
const StepSchema = v.object({ ...stretch, event: v.literal('step'), step: count, loss });
const EpochSchema = v.object({
  ...stretch,
  event: v.literal('epoch'),
  /** 1-based. */
  epoch: v.pipe(count, v.minValue(1)),
  steps: count,
  /** Loss of the epoch's last step. */
  loss,
});
const EvalSchema = v.object({ ...stretch, event: v.literal('eval'), accuracy: share });
const EndSchema = v.object({
  ...instant,
  event: v.literal('end'),
  last_loss: loss,
  /** SHA-256 over train pixels, train labels, test pixels, test labels as read (raw bytes, without IDX headers). */
  data_sha256: v.string(),
});

/** An event that a program tells of itself in a marker line. */
export const MarkerSchema = v.variant('event', [
  StartSchema,
  ImportSchema,
  DataSchema,
  BuildSchema,
  StepSchema,
  EpochSchema,
  EvalSchema,
  EndSchema,
]);

/** The phase of a trial that an event tells of; `step` lies inside the first epoch. */
export const phaseOfEvent = {
  import: 'import',
  data: 'preprocessing',
  build: 'build',
  epoch: 'epoch',
  eval: 'evaluation',
} as const satisfies Partial<Record<Marker['event'], Phase>>;

/** A marker that tells of a phase. */
export type PhaseMarker = Extract<Marker, { event: keyof typeof phaseOfEvent }>;

export function isPhaseMarker(marker: Marker): marker is PhaseMarker {
  return marker.event in phaseOfEvent;
}

export type Marker = v.InferOutput<typeof MarkerSchema>;
export type StartMarker = v.InferOutput<typeof StartSchema>;
