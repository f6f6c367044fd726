import * as v from 'valibot';
import { sentence, type Sentence } from '../model/sentence.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nanoseconds = v.pipe(v.number(), v.minValue(0));
const execution = { call: count, execution: count, pid: count, t_ns: nanoseconds };

/** What the tracers write; python/langbench_trace.py tells what it means. */
const TraceEventSchema = v.variant('event', [
  v.object({
    event: v.literal('program'),
    t_ns: nanoseconds,
    /** Why no call is timed. */
    untraced: v.optional(
      v.variant('because', [
        v.object({ because: v.literal('error'), error: v.string() }),
        v.object({ because: v.literal('unparsed'), version: v.string() }),
        v.object({ because: v.literal('changed') }),
      ]),
    ),
    /** Calls that are not timed, since the program's tree does not have them. */
    missed: v.optional(v.array(count), []),
    /** Calls that are not timed, since nothing may be changed where they stand: what is compiled or shown, annotations. */
    left: v.optional(v.array(count), []),
  }),
  v.object({ event: v.literal('call'), ...execution }),
  v.object({ event: v.literal('done'), ...execution, duration_ns: nanoseconds }),
]);

export type TraceEvent = v.InferOutput<typeof TraceEventSchema>;

type Untraced = NonNullable<Extract<TraceEvent, { event: 'program' }>['untraced']>;

/** Why a tracer times no call: a sentence, or the interpreter's own words. */
export function whyUntraced(untraced: Untraced): string | Sentence {
  switch (untraced.because) {
    case 'error':
      return untraced.error;
    case 'unparsed':
      return sentence('Julia {0} does not parse the file', untraced.version);
    case 'changed':
      return sentence('the file has changed since its calls were found');
  }
}

/** The event on a line that a tracer wrote; `undefined` when the line is none. */
export function parseTraceEvent(line: string): TraceEvent | undefined {
  try {
    const parsed = v.safeParse(TraceEventSchema, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
