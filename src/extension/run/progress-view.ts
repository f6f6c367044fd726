import * as vscode from 'vscode';
import { formatDuration } from '../../core/report/format.js';
import { tell } from '../../core/report/translate.js';
import { commands } from '../contributions.js';
import { activityText } from '../../core/progress/activity.js';
import { ProgressTracker } from '../../core/progress/tracker.js';
import { shortName } from '../short-name.js';
import type { RunSession, SessionEvent } from './session.js';

/** Between two looks at what is left. */
const TICK_MILLISECONDS = 1000;

/** What a run tells while it goes on, for the notification and the status bar. */
export class RunProgress implements vscode.Disposable {
  readonly #message = new vscode.EventEmitter<{ readonly text: string; readonly fraction: number }>();
  readonly onDidChange = this.#message.event;
  readonly #subscriptions: vscode.Disposable;
  readonly #session: RunSession;
  #tracker: ProgressTracker | undefined;
  /** When something was last heard of the run, on this window's clock. */
  #heardAt = 0;
  #ticking: NodeJS.Timeout | undefined;
  #titles = new Map<string, string>();

  constructor(session: RunSession) {
    this.#session = session;
    this.#subscriptions = vscode.Disposable.from(
      session.onEvent((event) => {
        this.#handle(event);
      }),
      session.onDidChangeState((state) => {
        if (state.kind === 'preparing' && state.message !== undefined) {
          this.#message.fire({ text: state.message, fraction: 0 });
        }
        if (state.kind === 'idle') clearInterval(this.#ticking);
        if (state.kind === 'cancelling') this.#message.fire({ text: vscode.l10n.t('cancelling'), fraction: 0 });
      }),
    );
  }

  dispose(): void {
    clearInterval(this.#ticking);
    this.#subscriptions.dispose();
    this.#message.dispose();
  }

  #handle({ experiment, event }: SessionEvent): void {
    if (event.type === 'waiting') this.#message.fire({ text: tell(event.message, vscode.l10n.t), fraction: 0 });
    if (event.type === 'run-started') {
      this.#tracker = new ProgressTracker(event.run.settings);
      this.#titles = new Map(experiment.experiment.implementations.map(({ id, title }) => [id, title]));
      clearInterval(this.#ticking);
      this.#ticking = setInterval(this.#tell.bind(this), TICK_MILLISECONDS);
    }
    this.#tracker?.follow(event);
    if (event.type !== 'trial-started' && event.type !== 'phase') return;
    this.#heardAt = performance.now();
    this.#tell();
  }

  #tell(): void {
    const progress = this.#tracker?.progress;
    if (progress === undefined || this.#session.state.kind === 'cancelling') return;
    const { trial, trialNumber, trials, fraction, trialSecondsLeft, runSecondsLeft } = progress;
    const title = this.#titles.get(trial.implementation) ?? trial.implementation;
    const parts = [
      vscode.l10n.t('{0} (trial {1} of {2})', title, trialNumber, trials),
      activityText(progress, vscode.l10n.t),
    ];
    const waited = (performance.now() - this.#heardAt) / 1000;
    const left = (runSecondsLeft ?? trialSecondsLeft ?? 0) - waited;
    if (left >= 1) {
      parts.push(
        runSecondsLeft === undefined
          ? vscode.l10n.t('this trial: about {0} left', formatDuration(left))
          : vscode.l10n.t('about {0} left', formatDuration(left)),
      );
    }
    this.#message.fire({ text: parts.join(' · '), fraction });
  }
}

/** Shows a run's progress in one cancellable notification that links to the log and lives as long as `work`. */
export function withRunNotification<T>(
  progress: RunProgress,
  title: string,
  work: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: linkedToLog(title), cancellable: true },
    async (notification, token) => {
      let shown = 0;
      const subscription = progress.onDidChange(({ text, fraction }) => {
        notification.report({ message: text, increment: Math.max(0, fraction * 100 - shown) });
        shown = Math.max(shown, fraction * 100);
      });
      try {
        return await work(token);
      } finally {
        subscription.dispose();
      }
    },
  );
}

/** A workspace's own title with brackets in it could make a link of its own. */
function linkedToLog(title: string): string {
  return `[${title.replace(/[[\]]/g, '')}](command:${commands.showLog})`;
}

/** The one status-bar item: what runs, or nothing. A click goes there. */
export function createStatusBarItem(session: RunSession, progress: RunProgress): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('langbench.status', vscode.StatusBarAlignment.Left);
  item.name = 'LangBench';
  item.command = commands.showProgress;
  return vscode.Disposable.from(
    item,
    session.onDidChangeState((state) => {
      if (state.kind === 'idle') {
        item.hide();
        return;
      }
      item.text =
        state.kind === 'cancelling'
          ? `$(loading~spin) ${vscode.l10n.t('LangBench: cancelling')}`
          : `$(loading~spin) LangBench: ${shortName(tell(state.title, vscode.l10n.t))}`;
      item.tooltip = state.kind === 'preparing' ? state.message : undefined;
      item.show();
    }),
    progress.onDidChange(({ text, fraction }) => {
      if (session.state.kind === 'cancelling') return;
      item.text = `$(loading~spin) LangBench ${Math.floor(fraction * 100)} %`;
      item.tooltip = text;
    }),
  );
}
