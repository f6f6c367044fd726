import { isPhaseMarker, type Marker, type PhaseMarker } from '../model/marker.js';
import type { Measurements, PhaseSpan, Resources } from '../model/run.js';
import { sentence, type Sentence } from '../model/sentence.js';
import type { Timing } from '../model/timing.js';
import { layOutPhases, PrintedSpans, spanOfMarker, type ArrivedTiming } from './phases.js';
import { TimeAxis, type ClockStretch } from './time-axis.js';

/** More than any training program prints; one that prints more must not fill memory. */
export const MOST_TIMINGS = 10_000;

/** What markers tell but for phases. */
type Facts = { -readonly [K in keyof Omit<Measurements, 'timings' | 'phases' | 'resources'>]: Measurements[K] };

/** Gathers what a trial's program tells while it runs, and says at any time what is measured so far. */
export class TrialRecorder {
  readonly #axis = new TimeAxis();
  readonly #timings: ArrivedTiming[] = [];
  readonly #phaseMarkers: PhaseMarker[] = [];
  readonly #printed = new PrintedSpans();
  #lastPrintedEpoch = 0;
  readonly #facts: Facts = {};
  #firstStepClockSeconds: number | undefined;
  #hasEnded = false;
  #timingsPassedOver = 0;

  /** Whether the program has told that it did all it was asked to. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get hasTimings(): boolean {
    return this.#timings.length > 0;
  }

  /** How many timings came after the most that are kept. */
  get timingsPassedOver(): number {
    return this.#timingsPassedOver;
  }

  /**
   * @param arrivalSeconds since launch
   * @returns the phase that the time tells of, where markers tell none and nothing else has told of it yet
   */
  addTiming(timing: Timing, arrivalSeconds: number): PhaseSpan | undefined {
    if (this.#timings.length < MOST_TIMINGS) this.#timings.push({ timing, arrivalSeconds });
    else this.#timingsPassedOver += 1;
    if (timing.source === 'marker' || this.#phaseMarkers.length > 0) return undefined;
    const span = this.#printed.next({ timing, arrivalSeconds });
    if (span?.epoch === undefined) return span;
    // Another reader may have told of this epoch: a person's own print beside Keras's.
    if (span.epoch <= this.#lastPrintedEpoch) return undefined;
    this.#lastPrintedEpoch = span.epoch;
    return span;
  }

  /**
   * Why the times that a marker tells cannot be true, if so: then it must not be added.
   * @param arrivalSeconds since launch
   */
  faultOf(marker: Marker, arrivalSeconds: number): Sentence | undefined {
    if (this.#axis.isPossible(stretchOf(marker), arrivalSeconds)) return undefined;
    return sentence(
      't_ns: expected times within the {0} s since the launch that fit the earlier ones, found {1}',
      arrivalSeconds.toFixed(3),
      'duration_ns' in marker ? sentence('{0} after {1}', marker.t_ns, marker.duration_ns) : marker.t_ns,
    );
  }

  /**
   * @param arrivalSeconds since launch
   * @returns the phase that the marker tells of, placed as well as it can be by now
   */
  addMarker(marker: Marker, arrivalSeconds: number): PhaseSpan | undefined {
    this.#axis.observe(stretchOf(marker), arrivalSeconds);
    this.#noteFacts(marker);
    if (!isPhaseMarker(marker)) return undefined;
    if (this.#phaseMarkers.length < MOST_TIMINGS) this.#phaseMarkers.push(marker);
    return spanOfMarker(marker, this.#axis);
  }

  /** What an epoch that had the first step in it would have taken at the pace of its other steps, which compile nothing. */
  paceOf(marker: Marker): number | undefined {
    if (marker.event !== 'epoch' || marker.steps < 2 || this.#firstStepClockSeconds === undefined) return undefined;
    const seconds = marker.duration_ns / 1e9;
    const othersSeconds = marker.t_ns / 1e9 - this.#firstStepClockSeconds;
    if (othersSeconds < 0 || othersSeconds > seconds) return undefined;
    return Math.min(seconds, (othersSeconds / (marker.steps - 1)) * marker.steps);
  }

  measurements(resources?: Resources): Measurements {
    return {
      timings: this.#timings.map(({ timing }) => timing),
      phases: layOutPhases(this.#phaseMarkers, this.#timings, this.#axis),
      ...(this.#firstStepClockSeconds !== undefined && {
        launchToFirstStepSeconds: this.#axis.place(this.#firstStepClockSeconds),
      }),
      ...this.#facts,
      ...(resources && { resources }),
    };
  }

  #noteFacts(marker: Marker): void {
    const facts = this.#facts;
    switch (marker.event) {
      case 'start':
        facts.program = marker;
        break;
      case 'build':
        facts.parameters = marker.parameters;
        break;
      case 'step':
        // A later step's loss is another one, also where the first one's was no number.
        if (this.#firstStepClockSeconds === undefined && marker.loss !== null) facts.firstStepLoss = marker.loss;
        this.#firstStepClockSeconds ??= marker.t_ns / 1e9;
        break;
      case 'epoch':
        facts.stepsPerEpoch = marker.steps;
        this.#noteLastLoss(marker.loss);
        break;
      case 'eval':
        facts.accuracy = marker.accuracy;
        break;
      case 'end':
        this.#hasEnded = true;
        facts.dataSha256 = marker.data_sha256;
        this.#noteLastLoss(marker.last_loss);
        break;
      case 'import':
      case 'data':
        break;
    }
  }

  /** A loss that is no number any more is no last loss; nor is an earlier one. */
  #noteLastLoss(loss: number | null): void {
    if (loss === null) delete this.#facts.lastLoss;
    else this.#facts.lastLoss = loss;
  }
}

function stretchOf(marker: Marker): ClockStretch {
  return { endSeconds: marker.t_ns / 1e9, seconds: 'duration_ns' in marker ? marker.duration_ns / 1e9 : 0 };
}
