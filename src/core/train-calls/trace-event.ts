import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nanoseconds = v.pipe(v.number(), v.minValue(0));
const execution = { call: count, execution: count, pid: count, t_ns: nanoseconds };

/** What the tracers write; python/langbench_trace.py tells what it means. */
const TraceEventSchema = v.variant('event', [
  v.object({
    event: v.literal('program'),
    t_ns: nanoseconds,
    /** Why no call is timed. */
    untraced: v.optional(v.string()),
    /** Calls that are not timed, since the program's tree does not have them. */
    missed: v.optional(v.array(count), []),
    /** Calls that are not timed, since nothing may be changed where they stand: what is compiled or shown, annotations. */
    left: v.optional(v.array(count), []),
  }),
  v.object({ event: v.literal('call'), ...execution }),
  v.object({ event: v.literal('done'), ...execution, duration_ns: nanoseconds }),
]);

export type TraceEvent = v.InferOutput<typeof TraceEventSchema>;

/** The event on a line that a tracer wrote; `undefined` when the line is none. */
export function parseTraceEvent(line: string): TraceEvent | undefined {
  try {
    const parsed = v.safeParse(TraceEventSchema, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
