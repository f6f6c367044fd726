import * as vscode from 'vscode';
import type { Run } from '../../core/model/run.js';
import { sentence } from '../../core/model/sentence.js';
import { ToldError } from '../../core/told-error.js';
import { applyEvent, type RunSnapshot, type SnapshotEvent } from '../../protocol/live-run.js';
import { receive } from '../../protocol/receive.js';
import { ToHostSchema, type ToHost } from '../../protocol/to-host.js';
import type { Pending, ToPage } from '../../protocol/to-page.js';
import { showError } from '../messages.js';
import { openSetting } from '../settings.js';
import { runLabel } from '../tree/run-text.js';
import { pageHtml, pageRoot } from './page-html.js';
import { runAs, saveAs } from './save.js';
import type { PanelAction, PanelDelegate } from './delegate.js';

/** What a panel shows; that there is nothing yet when all is absent. */
export interface PanelContent {
  readonly snapshot?: RunSnapshot;
  /** Why the run that is to begin has not begun. */
  readonly pending?: Pending;
  readonly baseline?: Run;
  /** A run that cannot be shown, and why. */
  readonly problem?: { readonly runId: string; readonly reason: string };
}

/** One panel: keeps what it shows, so that a page which was hidden or reloaded gets everything again. */
export class ResultPanel implements vscode.Disposable {
  /** True while the page listens; a hidden page is gone, and says `ready` when it is back. */
  #listening = false;
  /** A closed panel can be shown nothing more, though something that was waited for may still come. */
  #closed = false;
  /** Absent until it is known what to show: a page that is told nothing keeps what it remembers of before a reload. */
  #content: PanelContent | undefined;
  readonly #panel: vscode.WebviewPanel;
  readonly #delegate: PanelDelegate;
  readonly #isLive: (runId: string) => boolean;
  readonly #subscriptions: vscode.Disposable[] = [];

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    delegate: PanelDelegate,
    isLive: (runId: string) => boolean,
    onDisposed: (panel: ResultPanel) => void,
  ) {
    this.#panel = panel;
    this.#delegate = delegate;
    this.#isLive = isLive;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'icons', 'results-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'icons', 'results-dark.svg'),
    };
    panel.onDidDispose(
      () => {
        this.dispose();
        onDisposed(this);
      },
      undefined,
      this.#subscriptions,
    );
    panel.onDidChangeViewState(
      () => {
        this.#listening &&= panel.visible;
      },
      undefined,
      this.#subscriptions,
    );
    panel.webview.onDidReceiveMessage(
      async (data: unknown) => {
        await this.#receive(data);
      },
      undefined,
      this.#subscriptions,
    );
    panel.webview.html = pageHtml(panel.webview, extensionUri);
  }

  get run(): Run | undefined {
    return this.#content?.snapshot?.run;
  }

  /** The run that is shown, or that cannot be. */
  get runId(): string | undefined {
    return this.run?.id ?? this.#content?.problem?.runId;
  }

  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  show(content: PanelContent): void {
    if (this.#closed) return;
    this.#content = content;
    const { run } = this;
    this.#panel.title = run ? vscode.l10n.t('Results: {0}', runLabel(run)) : vscode.l10n.t('LangBench Results');
    this.#sendAll();
  }

  /** The saved run that is shown has changed. */
  update(run: Run): void {
    this.show({ ...this.#content, snapshot: { run } });
  }

  /** Lets the panel's run go on by one event. */
  apply(event: SnapshotEvent): void {
    const snapshot = applyEvent(this.#content?.snapshot, event);
    if (event.type === 'run-started' && snapshot) {
      this.show({ snapshot });
      return;
    }
    this.#content = { ...this.#content, ...(snapshot && { snapshot }) };
    this.#send({ type: 'event', event });
  }

  close(): void {
    this.#panel.dispose();
  }

  dispose(): void {
    this.#closed = true;
    this.#listening = false;
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
  }

  #send(message: ToPage): void {
    if (this.#listening) {
      void this.#panel.webview.postMessage(message);
    }
  }

  #sendAll(): void {
    if (this.#content === undefined) return;
    const { snapshot, baseline, pending, problem } = this.#content;
    const translations = vscode.l10n.bundle ?? {};
    this.#send(
      problem === undefined
        ? {
            type: 'show',
            snapshot: snapshot ?? null,
            ...(snapshot && this.#isLive(snapshot.run.id) && { isLive: true }),
            ...(pending && { pending }),
            ...(baseline && { baseline }),
            translations,
          }
        : { type: 'problem', message: problem.reason, translations },
    );
  }

  async #receive(data: unknown): Promise<void> {
    try {
      const received = receive(ToHostSchema, data);
      if (!received.ok) {
        this.#delegate.log.warn(`A message from the result panel was refused: ${received.reason}`);
        return;
      }
      const outcome = await this.#answer(received.message);
      if (outcome !== undefined) {
        this.#send({ type: 'outcome', message: outcome });
      }
    } catch (error) {
      showError(this.#delegate.log, error);
    }
  }

  /** Does what the page asks for; what comes back is told to the person. */
  async #answer(message: ToHost): Promise<string | undefined> {
    const { run } = this;
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#sendAll();
        return undefined;
      case 'cancel':
        if (run === undefined || this.#isLive(run.id)) await this.#delegate.perform('cancel', run);
        return undefined;
      case 'run':
      case 'rerun':
      case 'set-up':
        await this.#delegate.perform(message.type, run);
        return undefined;
      case 'open-setting':
        await openSetting(message.name);
        return undefined;
      default:
        return run ? await this.#answerAboutRun(message, run) : undefined;
    }
  }

  async #openFile({ id }: Run): Promise<void> {
    const file = this.#delegate.file(id);
    try {
      await vscode.window.showTextDocument(file);
    } catch (cause) {
      const told = sentence('{0} cannot be opened: the run was not saved there, or was deleted.', file.fsPath);
      throw new ToldError(told, { cause });
    }
  }

  async #answerAboutRun(
    message: Exclude<ToHost, { type: 'ready' | 'open-setting' | PanelAction }>,
    run: Run,
  ): Promise<string | undefined> {
    switch (message.type) {
      case 'copy':
        await vscode.env.clipboard.writeText(runAs('markdown', run));
        return vscode.l10n.t('Copied as Markdown');
      case 'save':
        return (await saveAs(message.format, run, Buffer.from(runAs(message.format, run), 'utf8')))?.message;
      case 'save-svg':
        return (await saveAs('svg', run, Buffer.from(message.svg, 'utf8')))?.message;
      case 'save-png':
        return (await saveAs('png', run, Buffer.from(message.base64, 'base64')))?.message;
      case 'picture-failed':
        throw new ToldError(sentence('The picture could not be drawn: {0}', message.reason));
      case 'open-log':
        await this.#delegate.openLog(run, message.trial);
        return undefined;
      case 'open-file':
        await this.#openFile(run);
        return undefined;
      case 'compare': {
        const baseline = await this.#delegate.chooseBaseline(run);
        // The panel may have turned to the next run meanwhile.
        if (baseline && this.run?.id === run.id) {
          this.show({ ...this.#content, baseline });
        }
        return undefined;
      }
      case 'stop-comparing':
        this.show({ ...(this.#content?.snapshot && { snapshot: this.#content.snapshot }) });
        return undefined;
    }
  }
}
