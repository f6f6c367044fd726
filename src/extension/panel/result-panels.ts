import * as vscode from 'vscode';
import type { RunEvent } from '../../core/model/run-event.js';
import type { Run } from '../../core/model/run.js';
import { tell } from '../../core/report/translate.js';
import { applyEvent, isSnapshotEvent, type RunSnapshot } from '../../protocol/live-run.js';
import { receive } from '../../protocol/receive.js';
import { PageStateSchema, type PageState } from '../../protocol/to-host.js';
import type { Pending } from '../../protocol/to-page.js';
import { viewTypes } from '../contributions.js';
import { messageOf } from '../log.js';
import { tellError } from '../messages.js';
import { ResultPanel, type PanelContent } from './result-panel.js';
import type { PanelDelegate } from './delegate.js';

/** All result panels: one that follows the runs of this window as they go, and one for each saved run that is opened. */
export class ResultPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #extensionUri: vscode.Uri;
  readonly #delegate: PanelDelegate;
  readonly #panels = new Set<ResultPanel>();
  #following: ResultPanel | undefined;
  /** The panel that was opened for the run that is to begin: without the run there is nothing to see in it. */
  #awaiting: ResultPanel | undefined;
  #live: RunSnapshot | undefined;
  /** Why the run that is to begin has not begun. */
  #pending: Pending | undefined;

  constructor(extensionUri: vscode.Uri, delegate: PanelDelegate) {
    this.#extensionUri = extensionUri;
    this.#delegate = delegate;
  }

  /** Whether a benchmark is under way in this window, or about to begin. */
  get isLive(): boolean {
    return this.#pending !== undefined || this.#live?.run.state === 'running';
  }

  /** Takes in what happens during the run under way, and lets every panel that shows this run grow. */
  handle(event: RunEvent): void {
    if (event.type === 'waiting') {
      this.expect({ kind: 'waiting', message: tell(event.message, vscode.l10n.t) });
      return;
    }
    if (!isSnapshotEvent(event)) {
      return;
    }
    this.#live = applyEvent(this.#live, event);
    if (event.type === 'run-started') {
      this.#pending = undefined;
      this.#awaiting = undefined;
      this.#following?.apply(event);
      return;
    }
    for (const panel of this.#panels) {
      if (this.#live && panel.run?.id === this.#live.run.id) {
        panel.apply(event);
      }
    }
  }

  /** A run is to come: the panel that follows says why it has not begun. */
  expect(pending: Pending): void {
    this.#pending = pending;
    this.#following?.show({ pending });
  }

  /**
   * Nothing is under way. A run that was expected and did not begin leaves the last one in its place, and takes a panel
   * away that was opened for it: an earlier run there would read as its result.
   */
  async rest(): Promise<void> {
    if (this.#pending === undefined) return;
    this.#pending = undefined;
    this.#awaiting?.close();
    if (this.#following) await this.#showLast(this.#following);
  }

  /** Opens the panel that follows runs as they go, or brings it to the front, without taking the focus. */
  follow(): void {
    if (this.#following) {
      this.#following.reveal(true);
      return;
    }
    this.#following = this.#create();
    if (this.#pending) this.#awaiting = this.#following;
    void this.#showLast(this.#following);
  }

  /** Shows a run, or the one saved under this id, and goes there unless told not to; a baseline stands beside it. */
  async show(
    runOrId: Run | string,
    { baseline, preserveFocus = false }: { readonly baseline?: Run; readonly preserveFocus?: boolean } = {},
  ): Promise<void> {
    const id = typeof runOrId === 'string' ? runOrId : runOrId.id;
    const content = await this.#contentOf(runOrId, baseline);
    const panel = [...this.#panels].find(({ runId }) => runId === id) ?? this.#create();
    panel.show(content);
    panel.reveal(preserveFocus);
  }

  /** Whoever shows this saved run shows it as it is now. */
  update(run: Run): void {
    if (this.#live?.run.id === run.id) this.#live = { run };
    for (const panel of this.#panels) {
      if (panel.run?.id === run.id) panel.update(run);
    }
  }

  /** A saved run was deleted, or brought back: whoever shows it, or says that it is gone, looks for it again. */
  async reload(id: string): Promise<void> {
    if (this.#live?.run.id === id && !this.isLive) this.#live = undefined;
    for (const panel of [...this.#panels].filter(({ runId }) => runId === id)) {
      panel.show(await this.#contentOf(id, undefined));
    }
  }

  /** The saved runs have changed: another window, or the command line, may have gone on with one that is shown. */
  async refresh(): Promise<void> {
    const ids = [...this.#panels].flatMap(({ run }) => (run?.state === 'running' ? [run.id] : []));
    for (const id of new Set(ids)) {
      const run = this.#isLiveRun(id) ? undefined : await this.#orNothing(this.#delegate.load(id));
      if (run) this.update(run);
    }
  }

  /**
   * Brings back a panel after the window was reloaded. The editor saves a page's state only from time to time, so one
   * that followed a run may come back without knowing which: it was the last one.
   */
  async deserializeWebviewPanel(webviewPanel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const received = receive(PageStateSchema, state ?? {});
    const { runId, baselineId }: PageState = received.ok ? received.message : {};
    const panel = this.#adopt(webviewPanel);
    if (runId === undefined) {
      this.#following ??= panel;
      await this.#showLast(panel);
      return;
    }
    const baseline = baselineId === undefined ? undefined : await this.#orNothing(this.#delegate.load(baselineId));
    panel.show(await this.#contentOf(runId, baseline));
  }

  dispose(): void {
    for (const panel of this.#panels) {
      panel.dispose();
    }
    this.#panels.clear();
  }

  /** Whether this window measures the run. */
  #isLiveRun(runId: string): boolean {
    return this.#live?.run.id === runId && this.#live.run.state === 'running';
  }

  #create(): ResultPanel {
    const column = { viewColumn: vscode.ViewColumn.Active, preserveFocus: true };
    return this.#adopt(
      vscode.window.createWebviewPanel(viewTypes.results, vscode.l10n.t('LangBench Results'), column, {
        enableFindWidget: true,
      }),
    );
  }

  #adopt(webviewPanel: vscode.WebviewPanel): ResultPanel {
    const isLive = this.#isLiveRun.bind(this);
    const panel = new ResultPanel(webviewPanel, this.#extensionUri, this.#delegate, isLive, (closed) => {
      this.#panels.delete(closed);
      if (this.#awaiting === closed) {
        this.#awaiting = undefined;
      }
      if (this.#following === closed) {
        this.#following = undefined;
      }
    });
    this.#panels.add(panel);
    return panel;
  }

  async #contentOf(runOrId: Run | string, baseline: Run | undefined): Promise<PanelContent> {
    const compared = baseline && { baseline };
    if (typeof runOrId !== 'string') {
      return { snapshot: { run: runOrId }, ...compared };
    }
    if (this.#live?.run.id === runOrId) {
      return { snapshot: this.#live, ...compared };
    }
    try {
      return { snapshot: { run: await this.#delegate.load(runOrId) }, ...compared };
    } catch (error) {
      this.#delegate.log.error(`Run ${runOrId} cannot be shown: ${messageOf(error)}`);
      return { problem: { runId: runOrId, reason: tellError(error) } };
    }
  }

  /** Shows the run that is expected, is under way or was the last one, unless another is shown meanwhile. */
  async #showLast(panel: ResultPanel): Promise<void> {
    const latest = this.#live || this.#pending ? undefined : await this.#orNothing(this.#delegate.latest());
    const snapshot = this.#live ?? (latest && { run: latest });
    if (panel.run !== undefined) return;
    if (this.#pending && panel === this.#following) panel.show({ pending: this.#pending });
    else panel.show(snapshot ? { snapshot } : {});
  }

  /** A run that something can do without; the log tells why it is not there. */
  async #orNothing(loading: Promise<Run | undefined>): Promise<Run | undefined> {
    try {
      return await loading;
    } catch (error) {
      this.#delegate.log.warn(messageOf(error));
      return undefined;
    }
  }
}
