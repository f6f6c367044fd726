import * as vscode from 'vscode';
import type { Implementation } from '../../core/model/experiment.js';
import type { Trial, TrialKey } from '../../core/model/run.js';
import { formatSeconds } from '../../core/report/format.js';
import { problemLines } from '../../core/report/remedy.js';
import type { LoadedExperiment } from '../../node/experiments.js';
import { briefName } from '../brief-name.js';
import type { RunSession, SessionEvent } from '../run/session.js';
import { shortName } from '../short-name.js';
import { languageIcon, terminalColor } from './appearance.js';
import { OutputPty } from './output-pty.js';

interface ImplementationTerminal {
  readonly terminal: vscode.Terminal;
  readonly pty: OutputPty;
  /** The trial that prints into it now. */
  trial: TrialKey | undefined;
}

/** One terminal per implementation, fed by the session's events, used again from trial to trial and run to run. */
export class ImplementationTerminals implements vscode.Disposable {
  readonly #session: RunSession;
  readonly #terminals = new Map<string, ImplementationTerminal>();
  readonly #subscription: vscode.Disposable;
  /** Where a task's run prints instead. */
  #taskPty: OutputPty | undefined;
  #isFirstTrial = true;

  constructor(session: RunSession) {
    this.#session = session;
    this.#subscription = session.onEvent((event) => {
      this.#handle(event);
    });
  }

  /** The terminals themselves stay: what they show remains readable. */
  dispose(): void {
    this.#subscription.dispose();
  }

  /** Lets a task's run print into the task's own terminal until disposed; then where it printed before. */
  redirectTo(pty: OutputPty): vscode.Disposable {
    const before = this.#taskPty;
    this.#taskPty = pty;
    return new vscode.Disposable(() => {
      this.#taskPty = before;
    });
  }

  #handle({ experiment, event }: SessionEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#isFirstTrial = true;
        break;
      case 'trial-started':
        this.#startTrial(experiment, event.trial, event.command);
        break;
      case 'output':
        this.#ptyOf(experiment, event.trial)?.show(event.stream, event.chunk);
        break;
      case 'trial-finished':
        this.#endTrial(experiment, event.trial);
        break;
      default:
    }
  }

  #ptyOf(experiment: LoadedExperiment, trial: TrialKey): OutputPty | undefined {
    return this.#taskPty ?? this.#terminals.get(keyOf(experiment, trial))?.pty;
  }

  #startTrial(experiment: LoadedExperiment, trial: TrialKey, command: readonly string[]): void {
    const implementation = experiment.experiment.implementations.find(({ id }) => id === trial.implementation);
    if (implementation === undefined) return;
    if (this.#taskPty === undefined) this.#reveal(experiment, implementation, trial);
    const title = vscode.l10n.t('── {0} · block {1} · {2}', implementation.title, trial.block, command.join(' '));
    this.#ptyOf(experiment, trial)?.startProgram(title);
  }

  #endTrial(experiment: LoadedExperiment, trial: Trial): void {
    const pty = this.#ptyOf(experiment, trial);
    pty?.endProgram();
    pty?.notice(endNotice(trial), 'problem' in trial ? 'failure' : 'remark');
    const entry = this.#terminals.get(keyOf(experiment, trial));
    if (entry !== undefined) entry.trial = undefined;
  }

  /** A run's first trial comes to the front; whether the person has hidden the terminals since, no editor tells. */
  #reveal(experiment: LoadedExperiment, implementation: Implementation, trial: TrialKey): void {
    const key = keyOf(experiment, trial);
    const entry = this.#terminals.get(key) ?? this.#create(key, experiment, implementation);
    entry.trial = trial;
    if (this.#isFirstTrial) entry.pty.bringToFront(entry.terminal);
    this.#isFirstTrial = false;
  }

  #create(key: string, experiment: LoadedExperiment, implementation: Implementation): ImplementationTerminal {
    const pty = new OutputPty({
      isLogged: true,
      interrupt: () => {
        if (this.#terminals.get(key)?.trial !== undefined) this.#session.cancel();
      },
      closed: () => {
        const trial = this.#terminals.get(key)?.trial;
        this.#terminals.delete(key);
        if (trial !== undefined) this.#session.cancelTrial(trial);
      },
    });
    const terminal = vscode.window.createTerminal({
      name: shortName(briefName(experiment.experiment.implementations, implementation.id)),
      pty,
      iconPath: languageIcon(implementation.language),
      color: terminalColor(experiment.experiment, implementation),
      isTransient: true,
    });
    const entry: ImplementationTerminal = { terminal, pty, trial: undefined };
    this.#terminals.set(key, entry);
    return entry;
  }
}

function keyOf(experiment: LoadedExperiment, trial: TrialKey): string {
  return `${experiment.file} ${trial.implementation}`;
}

/** What a trial came to, in a line; and what to do about it when it failed. */
function endNotice(trial: Trial): string {
  switch (trial.state) {
    case 'completed':
      return vscode.l10n.t('── completed in {0}', formatSeconds(trial.wallSeconds));
    case 'cancelled':
      return vscode.l10n.t('── cancelled after {0}', formatSeconds(trial.wallSeconds));
    default:
      return problemLines(trial.problem, vscode.l10n.t)
        .map((line) => `── ${line}`)
        .join('\n');
  }
}
