import * as v from 'valibot';

import {
  isPhaseMarker,
  MARKER_PREFIX,
  MarkerSchema,
  phaseOfEvent,
  type Marker,
  type PhaseMarker,
} from '../model/marker.js';
import { sentence, type Sentence } from '../model/sentence.js';
import { describeIssue } from '../schema-issue.js';
import type { Timing } from '../model/timing.js';
import type { DialectFactory } from './dialect.js';

export interface MarkerSinks {
  readonly onMarker?: ((marker: Marker) => void) | undefined;
  /** Why a marker that keeps to the schema cannot be true, if so. */
  readonly faultOf?: ((marker: Marker) => Sentence | undefined) | undefined;
  readonly onBad?: (fault: Sentence) => void;
}

/**
 * Reads marker lines. Those that tell of a phase become timings; all go to `onMarker`.
 * A line that breaks the schema, or in which `faultOf` finds a fault, is passed over, and `onBad` is told why.
 */
export function markerDialect({ onMarker, faultOf, onBad }: MarkerSinks): DialectFactory {
  return (outbox) => ({
    line(text, number) {
      if (!text.startsWith(MARKER_PREFIX)) {
        return false;
      }
      const marker = readMarker(text.slice(MARKER_PREFIX.length), faultOf);
      if ('text' in marker) {
        onBad?.(sentence('line {0}: {1}', number, marker));
        return true;
      }
      onMarker?.(marker);
      if (isPhaseMarker(marker)) {
        outbox.emit(markerTiming(marker, number));
      }
      return true;
    },
  });
}

/** A marker, or why it is none. */
function readMarker(json: string, faultOf: MarkerSinks['faultOf']): Marker | Sentence {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return sentence('what follows the prefix is not JSON');
  }
  const parsed = v.safeParse(MarkerSchema, value);
  return parsed.success ? (faultOf?.(parsed.output) ?? parsed.output) : describeIssue(parsed.issues[0]);
}

function markerTiming(marker: PhaseMarker, line: number): Timing {
  return {
    seconds: marker.duration_ns / 1e9,
    resolutionSeconds: 1e-9,
    source: 'marker',
    line,
    phase: phaseOfEvent[marker.event],
    ...(marker.event === 'epoch' && { epoch: marker.epoch, fields: { steps: marker.steps } }),
    ...(marker.event === 'eval' && { fields: { accuracy: marker.accuracy } }),
  };
}
