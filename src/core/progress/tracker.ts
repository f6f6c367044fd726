import type { RunEvent } from '../model/run-event.js';
import type { RunSettings, TrialKey } from '../model/run.js';
import type { Phase } from '../model/timing.js';

/** Where a run stands. */
export interface Progress {
  readonly trial: TrialKey;
  /** Of all trials of the run, 1-based. */
  readonly trialNumber: number;
  readonly trials: number;
  /** The phase of the trial that ended last, if one has. */
  readonly lastPhase: Phase | undefined;
  /** Epochs that the trial has done. */
  readonly epochsDone: number;
  readonly epochs: number;
  /** Share of the run that is done, 0 to 1, trials counted alike. */
  readonly fraction: number;
  /**
   * Until the trial ends, counted from what was last heard of it: its remaining epochs at the pace of the last one, without
   * what its first step compiled, or what an earlier trial of its implementation still took then if that is more. Undefined
   * before there was either.
   */
  readonly trialSecondsLeft: number | undefined;
  /** Until the run ends, once every remaining implementation has a known pace. */
  readonly runSecondsLeft: number | undefined;
}

/** Follows a run's events and estimates what is left from the epochs and trials seen so far. */
export class ProgressTracker {
  readonly #settings: RunSettings;
  readonly #trials: number;
  readonly #trialSeconds = new Map<string, number>();
  readonly #finished = new Map<string, number>();
  #trial: TrialKey | undefined;
  #ended = 0;
  #lastPhase: Phase | undefined;
  #epochsDone = 0;
  #lastEpochSeconds: number | undefined;
  /** Since the trial's launch, when something was last heard of it. */
  #elapsedSeconds = 0;

  constructor(settings: RunSettings) {
    this.#settings = settings;
    this.#trials = settings.implementations.length * settings.blocks;
  }

  /** To be told of everything that happens in the run. */
  follow(event: RunEvent): void {
    switch (event.type) {
      case 'trial-started':
        this.#trial = event.trial;
        this.#lastPhase = undefined;
        this.#epochsDone = 0;
        this.#lastEpochSeconds = undefined;
        this.#elapsedSeconds = 0;
        return;
      case 'phase':
        this.#lastPhase = event.span.phase;
        this.#elapsedSeconds = event.span.startSeconds + event.span.seconds;
        if (event.span.phase !== 'epoch') return;
        this.#epochsDone++;
        this.#lastEpochSeconds = event.paceSeconds ?? event.span.seconds;
        return;
      case 'trial-finished': {
        const { trial } = event;
        this.#ended++;
        this.#trial = undefined;
        this.#finished.set(trial.implementation, (this.#finished.get(trial.implementation) ?? 0) + 1);
        if (trial.state === 'completed') this.#trialSeconds.set(trial.implementation, trial.wallSeconds);
        return;
      }
      default:
    }
  }

  get progress(): Progress | undefined {
    if (this.#trial === undefined) return undefined;
    const { epochs } = this.#settings;
    const trialSecondsLeft = this.#trialSecondsLeft(this.#trial);
    const share = Math.min(1, this.#epochsDone / epochs);
    return {
      trial: this.#trial,
      trialNumber: this.#ended + 1,
      trials: this.#trials,
      lastPhase: this.#lastPhase,
      epochsDone: this.#epochsDone,
      epochs,
      fraction: Math.min(1, (this.#ended + share) / this.#trials),
      trialSecondsLeft,
      runSecondsLeft: this.#runSecondsLeft(trialSecondsLeft),
    };
  }

  #trialSecondsLeft({ implementation }: TrialKey): number | undefined {
    const epochsLeft = Math.max(0, this.#settings.epochs - this.#epochsDone);
    const known = this.#trialSeconds.get(implementation);
    const estimates = [
      ...(this.#lastEpochSeconds === undefined ? [] : [this.#lastEpochSeconds * epochsLeft]),
      ...(known === undefined ? [] : [Math.max(0, known - this.#elapsedSeconds)]),
    ];
    return estimates.length === 0 ? undefined : Math.max(...estimates);
  }

  #runSecondsLeft(trialSecondsLeft: number | undefined): number | undefined {
    let total = trialSecondsLeft;
    for (const implementation of this.#settings.implementations) {
      const isRunning = implementation === this.#trial?.implementation ? 1 : 0;
      const left = this.#settings.blocks - (this.#finished.get(implementation) ?? 0) - isRunning;
      if (left <= 0) continue;
      const each = this.#trialSeconds.get(implementation);
      if (each === undefined || total === undefined) return undefined;
      total += left * each;
    }
    return total;
  }
}
