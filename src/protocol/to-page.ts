import * as v from 'valibot';
import {
  PhaseSpanSchema,
  ResourceSampleSchema,
  RunSchema,
  TrialKeySchema,
  TrialSchema,
} from '../core/model/run-schema.js';
import type { RunSnapshot, SnapshotEvent } from './live-run.js';

const SnapshotSchema: v.GenericSchema<unknown, RunSnapshot> = v.object({
  run: RunSchema,
  current: v.exactOptional(
    v.object({
      implementation: v.string(),
      block: v.number(),
      position: v.number(),
      elapsedSeconds: v.number(),
      phases: v.array(PhaseSpanSchema),
      samples: v.object({ samples: v.array(ResourceSampleSchema), stride: v.number(), inLast: v.number() }),
    }),
  ),
});

const EventSchema: v.GenericSchema<unknown, SnapshotEvent> = v.variant('type', [
  v.object({ type: v.literal('run-started'), run: RunSchema }),
  v.object({ type: v.literal('trial-started'), trial: TrialKeySchema, command: v.array(v.string()) }),
  v.object({ type: v.literal('phase'), trial: TrialKeySchema, span: PhaseSpanSchema }),
  v.object({ type: v.literal('sample'), trial: TrialKeySchema, sample: ResourceSampleSchema }),
  v.object({ type: v.literal('trial-finished'), trial: TrialSchema }),
  v.object({ type: v.literal('run-finished'), run: RunSchema }),
]);

/** A run is to come: what is being prepared for it, or what it waits for. */
const PendingSchema = v.strictObject({ kind: v.picklist(['preparing', 'waiting']), message: v.string() });

export type Pending = v.InferOutput<typeof PendingSchema>;

/** What the extension tells the page. */
export const ToPageSchema = v.variant('type', [
  /** Everything to show, in answer to `ready` and whenever the panel turns to another run. */
  v.strictObject({
    type: v.literal('show'),
    /** Null when there is no run yet. */
    snapshot: v.nullable(SnapshotSchema),
    /** The run is measured in this window, and can be cancelled here. */
    isLive: v.exactOptional(v.boolean()),
    /** Why the run that is to begin has not begun. */
    pending: v.exactOptional(PendingSchema),
    /** A saved run to compare with. */
    baseline: v.exactOptional(RunSchema),
    /** English text → the window's language. */
    translations: v.record(v.string(), v.string()),
  }),
  v.strictObject({ type: v.literal('event'), event: EventSchema }),
  /** The run cannot be shown, and why. */
  v.strictObject({ type: v.literal('problem'), message: v.string(), translations: v.record(v.string(), v.string()) }),
  /** What came of something that the page asked for, to be read aloud. */
  v.strictObject({ type: v.literal('outcome'), message: v.string() }),
]);

export type ToPage = v.InferOutput<typeof ToPageSchema>;
