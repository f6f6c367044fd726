import type { WriteStream } from 'node:tty';
import type { RunEvent } from '../../core/model/run-event.js';
import type { Run } from '../../core/model/run.js';
import { activityText } from '../../core/progress/activity.js';
import { ProgressTracker } from '../../core/progress/tracker.js';
import { formatDuration, formatSeconds } from '../../core/report/format.js';
import { english, tell } from '../../core/report/translate.js';
import type { SetUpTarget } from '../remedy-text.js';
import { isLive, styleFor, forTerminal } from '../style.js';
import { LiveRegion } from './live-region.js';
import { describeTrial, nameTrial } from './trial-text.js';

/** Tells a person how a run goes on. */
export interface ProgressView {
  /** What is being prepared before the run. */
  prepare(message: string): void;
  handle(event: RunEvent): void;
  /** A line that stays. */
  log(line: string): void;
  /** Must be called before anything else is written. */
  stop(): void;
}

export const silentProgress: ProgressView = {
  prepare: () => undefined,
  handle: () => undefined,
  log: () => undefined,
  stop: () => undefined,
};

/**
 * One line rewritten in place on a terminal; else, and in CI, a plain line for each thing that happens.
 *
 * @param target what `setup` must be told where it mends what failed
 */
export function progressOn(stream: WriteStream, target: SetUpTarget): ProgressView {
  return isLive(stream) ? new LiveProgress(stream, target) : new PlainProgress(stream, target);
}

/** What both views know of the run. */
class RunState {
  run: Run | undefined;
  tracker: ProgressTracker | undefined;

  follow(event: RunEvent): void {
    if (event.type === 'run-started') {
      this.run = event.run;
      this.tracker = new ProgressTracker(event.run.settings);
    }
    this.tracker?.follow(event);
  }
}

class PlainProgress implements ProgressView {
  readonly #stream: WriteStream;
  readonly #target: SetUpTarget;
  readonly #state = new RunState();
  #prepared = '';

  constructor(stream: WriteStream, target: SetUpTarget) {
    this.#stream = stream;
    this.#target = target;
  }

  prepare(message: string): void {
    // A download tells its share again and again; the words before it are told once.
    const [words = ''] = message.split(/\d/, 1);
    if (words !== this.#prepared) this.log(message);
    this.#prepared = words;
  }

  log(line: string): void {
    this.#stream.write(`${forTerminal(line)}\n`);
  }

  handle(event: RunEvent): void {
    this.#state.follow(event);
    const { run, tracker } = this.#state;
    if (event.type === 'waiting') this.log(tell(event.message, english));
    if (!run) return;
    const progress = tracker?.progress;
    if (event.type === 'trial-started' && progress) {
      this.log(`[${progress.trialNumber}/${progress.trials}] ${nameTrial(event.trial, run)}: started`);
    }
    if (event.type === 'phase' && event.span.phase === 'epoch' && progress) {
      const { trial, trialNumber, trials, epochsDone, epochs, runSecondsLeft } = progress;
      const left =
        runSecondsLeft === undefined || runSecondsLeft < 1 ? '' : `; about ${formatDuration(runSecondsLeft)} left`;
      this.log(
        `[${trialNumber}/${trials}] ${nameTrial(trial, run)}: epoch ${epochsDone} of ${epochs}: ${formatSeconds(event.span.seconds)}${left}`,
      );
    }
    if (event.type === 'trial-finished')
      this.log(describeTrial(event.trial, run, this.#target, styleFor(this.#stream)));
  }

  stop(): void {
    // Plain lines leave nothing to clean up.
  }
}

class LiveProgress implements ProgressView {
  readonly #region: LiveRegion;
  readonly #stream: WriteStream;
  readonly #target: SetUpTarget;
  readonly #state = new RunState();
  #message = '';
  #epochs: string[] = [];
  /** When the last event came that an estimate rests on. */
  #estimatedAt = 0;

  constructor(stream: WriteStream, target: SetUpTarget) {
    this.#stream = stream;
    this.#target = target;
    this.#region = new LiveRegion(stream, () => this.#line());
  }

  prepare(message: string): void {
    this.#message = message;
  }

  log(line: string): void {
    this.#region.log(line);
  }

  handle(event: RunEvent): void {
    this.#state.follow(event);
    const { run } = this.#state;
    if (event.type === 'waiting') this.#message = tell(event.message, english);
    if (event.type === 'run-started' || event.type === 'trial-finished') this.#message = '';
    if (event.type === 'trial-started') this.#epochs = [];
    if (event.type === 'phase' && event.span.phase === 'epoch') this.#epochs.push(formatSeconds(event.span.seconds));
    if (event.type === 'trial-started' || event.type === 'phase') this.#estimatedAt = performance.now();
    if (event.type === 'trial-finished' && run)
      this.log(describeTrial(event.trial, run, this.#target, styleFor(this.#stream)));
  }

  stop(): void {
    this.#region.stop();
  }

  #line(): string {
    const { run, tracker } = this.#state;
    const progress = tracker?.progress;
    if (!run || !progress) return this.#message;
    const waited = (performance.now() - this.#estimatedAt) / 1000;
    const { runSecondsLeft: runLeft, trialSecondsLeft: trialLeft } = progress;
    const left = (seconds: number): string => formatDuration(Math.max(0, seconds - waited));
    return [
      `[${progress.trialNumber}/${progress.trials}] ${nameTrial(progress.trial, run)}`,
      `${activityText(progress)}, ${formatDuration(waited)}`,
      ...(this.#epochs.length > 0 ? [this.#epochs.slice(-3).join(', ')] : []),
      ...(runLeft !== undefined
        ? [`about ${left(runLeft)} left`]
        : trialLeft !== undefined
          ? [`this trial about ${left(trialLeft)} more`]
          : []),
    ].join(' · ');
  }
}
