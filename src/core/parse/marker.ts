import * as v from 'valibot';

import { MARKER_PREFIX, MarkerSchema, type Marker } from '../model/marker.js';
import { describeIssue } from '../schema-issue.js';
import type { Phase, Timing } from '../model/timing.js';
import type { DialectFactory } from './dialect.js';

const PHASES: Partial<Record<Marker['event'], Phase>> = {
  import: 'import',
  data: 'preprocessing',
  build: 'build',
  epoch: 'epoch',
  eval: 'evaluation',
};

export interface MarkerSinks {
  readonly onMarker?: ((marker: Marker) => void) | undefined;
  /** Why a marker that keeps to the schema cannot be true, if so. */
  readonly faultOf?: ((marker: Marker) => string | undefined) | undefined;
  readonly onBad?: (fault: string) => void;
}

/**
 * Reads marker lines. Events that last become timings, save `step`, which lies inside the first epoch; all go to `onMarker`.
 * A line that breaks the schema, or in which `faultOf` finds a fault, is passed over, and `onBad` is told why.
 */
export function markerDialect({ onMarker, faultOf, onBad }: MarkerSinks): DialectFactory {
  return (outbox) => ({
    line(text, number) {
      if (!text.startsWith(MARKER_PREFIX)) {
        return false;
      }
      const marker = readMarker(text.slice(MARKER_PREFIX.length), faultOf);
      if (typeof marker === 'string') {
        onBad?.(`line ${number}: ${marker}`);
        return true;
      }
      onMarker?.(marker);
      const timing = markerTiming(marker, number);
      if (timing) {
        outbox.emit(timing);
      }
      return true;
    },
  });
}

/** A marker, or why it is none. */
function readMarker(json: string, faultOf: MarkerSinks['faultOf']): Marker | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return 'what follows the prefix is not JSON';
  }
  const parsed = v.safeParse(MarkerSchema, value);
  return parsed.success ? (faultOf?.(parsed.output) ?? parsed.output) : describeIssue(parsed.issues[0]);
}

function markerTiming(marker: Marker, line: number): Timing | undefined {
  const phase = PHASES[marker.event];
  if (phase === undefined || !('duration_ns' in marker)) {
    return undefined;
  }
  return {
    seconds: marker.duration_ns / 1e9,
    resolutionSeconds: 1e-9,
    source: 'marker',
    line,
    phase,
    ...(marker.event === 'epoch' && { epoch: marker.epoch, fields: { steps: marker.steps } }),
    ...(marker.event === 'eval' && { fields: { accuracy: marker.accuracy } }),
  };
}
