import * as vscode from 'vscode';
import type { RunEvent } from '../../core/model/run-event.js';
import type { TrialKey } from '../../core/model/run.js';
import { sentence, type Sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { contextKeys } from '../contributions.js';

/** What this window is doing; `title` names the experiment or file for people, `message` tells what is being prepared. */
export type SessionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing'; readonly title: string | Sentence; readonly message?: string }
  | { readonly kind: 'running'; readonly title: string | Sentence }
  | { readonly kind: 'cancelling'; readonly title: string | Sentence };

/** An event of a benchmark and the experiment that it belongs to. */
export interface SessionEvent {
  readonly experiment: LoadedExperiment;
  readonly event: RunEvent;
}

/** Says that something is already under way here: two at once would disturb each other's figures. */
export class BusyError extends ToldError {
  override readonly name = 'BusyError';
}

/** No instanceof: a session and those who use it are in bundles with a class each. */
export const isBusyError = (error: unknown): error is BusyError => error instanceof Error && error.name === 'BusyError';

/** The one thing that a window measures or makes ready at a time: its state, its events, and how it is cancelled. */
export class RunSession implements vscode.Disposable {
  readonly #events = new vscode.EventEmitter<SessionEvent>();
  readonly #states = new vscode.EventEmitter<SessionState>();
  readonly onEvent = this.#events.event;
  readonly onDidChangeState = this.#states.event;
  readonly #trials = new Map<string, AbortController>();
  #state: SessionState = { kind: 'idle' };
  #controller = new AbortController();
  #ended: Promise<unknown> = Promise.resolve();

  get state(): SessionState {
    return this.#state;
  }

  /** Throws {@link BusyError} when something is under way. */
  assertIdle(): void {
    if (this.#state.kind === 'idle') return;
    throw new BusyError(sentence('LangBench is busy in this window: {0}.', this.#state.title));
  }

  /**
   * Does `work` as the only thing that this window measures or makes ready. Throws {@link BusyError} when there is one
   * already.
   *
   * @param cancelled cancels this work, also before it begins, and no other
   * @returns undefined when the work was cancelled and has come to nothing
   */
  async start<T>(
    title: string | Sentence,
    work: (signal: AbortSignal) => Promise<T>,
    cancelled?: AbortSignal,
  ): Promise<T | undefined> {
    if (cancelled?.aborted) return undefined;
    this.assertIdle();
    this.#controller = new AbortController();
    this.#setState({ kind: 'preparing', title });
    const cancel = this.cancel.bind(this);
    cancelled?.addEventListener('abort', cancel);
    const ended = orNothing(work, this.#controller.signal).finally(() => {
      cancelled?.removeEventListener('abort', cancel);
      this.#trials.clear();
      this.#setState({ kind: 'idle' });
    });
    this.#ended = ended.catch(() => undefined);
    return ended;
  }

  /** Tells in words what is being prepared. */
  prepare(message: string): void {
    if (this.#state.kind !== 'preparing' || this.#state.message === message) return;
    this.#setState({ kind: 'preparing', title: this.#state.title, message });
  }

  /** What is prepared has begun to run. */
  begin(): void {
    if (this.#state.kind === 'preparing') this.#setState({ kind: 'running', title: this.#state.title });
  }

  /** Passes an event of a benchmark on to whoever watches. */
  emit(experiment: LoadedExperiment, event: RunEvent): void {
    if (event.type === 'run-started') this.begin();
    if (event.type === 'trial-finished') this.#trials.delete(trialId(event.trial));
    this.#events.fire({ experiment, event });
  }

  /** Ends what is under way and starts nothing more. What was measured stays. */
  cancel(): void {
    if (this.#state.kind !== 'preparing' && this.#state.kind !== 'running') return;
    this.#setState({ kind: 'cancelling', title: this.#state.title });
    this.#controller.abort();
  }

  /** The signal that cancels one trial alone. */
  trialSignal(trial: TrialKey): AbortSignal {
    const controller = this.#trials.get(trialId(trial)) ?? new AbortController();
    this.#trials.set(trialId(trial), controller);
    return controller.signal;
  }

  /** Ends a trial that is under way; the run goes on with the next. */
  cancelTrial(trial: TrialKey): void {
    this.#trials.get(trialId(trial))?.abort();
  }

  /** Cancels, and settles once no process is left. */
  async stop(): Promise<void> {
    this.cancel();
    await this.#ended;
  }

  dispose(): void {
    this.#controller.abort();
    this.#events.dispose();
    this.#states.dispose();
  }

  #setState(state: SessionState): void {
    this.#state = state;
    void vscode.commands.executeCommand('setContext', contextKeys.running, state.kind !== 'idle');
    this.#states.fire(state);
  }
}

/** Whoever cancels need not be told that it was. */
async function orNothing<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function trialId({ implementation, block }: TrialKey): string {
  return `${block}/${implementation}`;
}
