import type { Implementation } from '../../core/model/experiment.js';
import type { Marker } from '../../core/model/marker.js';
import type { RunEvent } from '../../core/model/run-event.js';
import type { Problem, Trial, TrialKey } from '../../core/model/run.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import type { Timing } from '../../core/model/timing.js';
import { TimingStream, type CustomOptions } from '../../core/parse/index.js';
import { explainExit, explainSilence, explainTimeout, explainUnstarted } from '../../core/trial/failure.js';
import { TrialRecorder } from '../../core/trial/recorder.js';
import { guard } from '../guard.js';
import { whyEndless } from '../../core/guard.js';
import { MachineLoad } from './machine-load.js';
import { OutputTimings } from './output-timings.js';
import { launch, type OutputStream, type ProcessEnd } from '../process/index.js';
import { Seldom } from './seldom.js';

export interface TrialRequest {
  readonly key: TrialKey;
  readonly implementation: Implementation;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** Absolute path of the log to write. */
  readonly logFile: string;
  /** The same, relative to the run's file. */
  readonly log: string;
}

export interface TrialOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => Promise<void> | undefined;
  /** Told now and then what is measured so far, as if the trial were cancelled now. */
  readonly onMeasured: (trial: Trial) => Promise<void>;
}

export interface TrialOutcome {
  readonly trial: Trial;
  /** Cores that other programs kept busy meanwhile; absent where that is not known. */
  readonly othersBusyCores?: number;
  /** What a reader should know of the trial, in sentences. */
  readonly warnings: readonly Sentence[];
}

/** Launches an implementation once and turns what it prints and uses into measurements. */
export async function runTrial(
  request: TrialRequest,
  { signal, onEvent, onMeasured }: TrialOptions,
): Promise<TrialOutcome> {
  const { key, implementation, command } = request;
  const recorder = new TrialRecorder();
  const tell = (event: RunEvent) => void onEvent(event);
  let arrivalSeconds = 0;
  const { parsers, patterns = [] } = implementation;
  const warnings: Sentence[] = [];
  const startedAt = new Date().toISOString();
  const measured = new Seldom(() => {
    const end = { startedAt, wallSeconds: arrivalSeconds, exitCode: null, signal: null };
    return onMeasured({ ...key, state: 'cancelled', ...end, command, measurements: recorder.measurements() });
  });
  const onTiming = (timing: Timing) => {
    const span = recorder.addTiming(timing, arrivalSeconds);
    measured.ask();
    tell({ type: 'timing', trial: key, timing });
    if (span) tell({ type: 'phase', trial: key, span });
  };
  const onMarker = (marker: Marker) => {
    const span = recorder.addMarker(marker, arrivalSeconds);
    const paceSeconds = recorder.paceOf(marker);
    measured.ask();
    if (span) tell({ type: 'phase', trial: key, span, ...(paceSeconds !== undefined && { paceSeconds }) });
  };
  const faultOfMarker = (marker: Marker) => recorder.faultOf(marker, arrivalSeconds);
  const customOn = (stream: OutputStream): CustomOptions => ({
    patterns,
    guard,
    onLeftOut: (pattern, line) => {
      warnings.push(warnOfPattern(request, pattern, stream, line));
    },
  });
  // Markers come on stdout alone; progress bars and `time` write to stderr.
  const streams: Record<OutputStream, TimingStream> = {
    stdout: new TimingStream({ parsers, custom: customOn('stdout'), onTiming, onMarker, faultOfMarker }),
    stderr: new TimingStream({ parsers, custom: customOn('stderr'), onTiming }),
  };
  const output = new OutputTimings(streams);

  tell({ type: 'trial-started', trial: key, command });
  const load = new MachineLoad();
  const end = await launch(command, {
    cwd: request.cwd,
    env: request.env,
    signal,
    timeoutSeconds: request.timeoutSeconds,
    logFile: request.logFile,
    onOutput: (stream, chunk, atSeconds) => {
      arrivalSeconds = atSeconds;
      const shown = onEvent({ type: 'output', trial: key, stream, chunk });
      output.push(stream, chunk);
      return shown;
    },
    onSample: (sample) => {
      tell({ type: 'sample', trial: key, sample });
    },
  }).finally(async () => {
    output.end();
    await measured.stop();
  });

  const { resources } = end;
  const othersBusyCores = resources && load.othersBusyCores(resources.userSeconds + resources.systemSeconds);
  return {
    trial: conclude(request, end, recorder),
    ...(othersBusyCores !== undefined && { othersBusyCores }),
    warnings: [...warnings, ...warningsOf(request, end, recorder, streams.stdout)],
  };
}

function conclude(request: TrialRequest, end: ProcessEnd, recorder: TrialRecorder): Trial {
  const { key, implementation, command, timeoutSeconds } = request;
  if (end.cause === 'not-started') {
    const error = end.error ?? { message: sentence('the system does not say why') };
    return { ...key, state: 'not-started', problem: explainUnstarted(implementation, command[0] ?? '', error) };
  }
  const ended = {
    ...key,
    startedAt: end.startedAt.toISOString(),
    wallSeconds: end.wallSeconds,
    command,
    exitCode: end.exitCode,
    signal: end.signal,
    ...(end.wallSeconds > 0 && !end.logError && { log: request.log }),
    measurements: recorder.measurements(end.resources),
  };
  switch (end.cause) {
    case 'cancelled':
      return { ...ended, state: 'cancelled' };
    case 'timed-out':
      return { ...ended, state: 'timed-out', problem: explainTimeout(timeoutSeconds) };
    case 'exited': {
      const problem = problemOf(request, end, recorder);
      return problem ? { ...ended, state: 'failed', problem } : { ...ended, state: 'completed' };
    }
  }
}

/** What is wrong with a trial that ended by itself. */
function problemOf(
  { implementation, logFile }: TrialRequest,
  { exitCode, signal, lastLines, logError }: ProcessEnd,
  recorder: TrialRecorder,
): Problem | undefined {
  const facts = { implementation, exitCode, signal, lastLines, ...(!logError && { log: logFile }) };
  if (exitCode !== 0) return explainExit(facts);
  const hasTold = implementation.parsers.includes('marker') ? recorder.hasEnded : recorder.hasTimings;
  return hasTold ? undefined : explainSilence(facts);
}

function warnOfPattern(
  { key, implementation }: TrialRequest,
  pattern: string,
  stream: OutputStream,
  line: number,
): Sentence {
  return sentence(
    'The pattern "{0}" of {1} had come to no end on line {2} of {3} after {4} s in block {5}, and was not searched for from there on. {6}',
    pattern,
    implementation.title,
    line,
    stream,
    guard.seconds,
    key.block,
    whyEndless,
  );
}

function warningsOf(
  { key, implementation }: TrialRequest,
  { logError }: ProcessEnd,
  { timingsPassedOver }: TrialRecorder,
  { badMarkers, firstBadMarker }: TimingStream,
): Sentence[] {
  const warnings: Sentence[] = [];
  const trial = [implementation.title, key.block] as const;
  if (logError) {
    warnings.push(sentence('The output of {0} in block {1} could not be kept: {2}.', ...trial, logError.message));
  }
  if (firstBadMarker) {
    warnings.push(
      sentence(
        'Of the marker lines of {0} in block {1}, {2} could not be understood; the first: {3}.',
        ...trial,
        badMarkers,
        firstBadMarker,
      ),
    );
  }
  if (timingsPassedOver > 0) {
    warnings.push(sentence('{0} printed {2} more times in block {1} than are kept.', ...trial, timingsPassedOver));
  }
  return warnings;
}
