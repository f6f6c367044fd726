import type * as vscode from 'vscode';
import type { RunEvent } from '../../core/model/run-event.js';
import type { Run } from '../../core/model/run.js';
import { messageOf } from '../log.js';
import type { ResultPanels } from '../panel/result-panels.js';
import { loadServices } from '../services/index.js';
import type { PanelServices } from '../panel/services.js';

/** The result panels, whose code is loaded when the first one is shown or comes back after a reload. */
export class LazyPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #extensionUri: vscode.Uri;
  readonly #services: PanelServices;
  #panels: Promise<ResultPanels> | undefined;

  constructor(extensionUri: vscode.Uri, services: PanelServices) {
    this.#extensionUri = extensionUri;
    this.#services = services;
  }

  /** Takes in what happens during the run under way. */
  handle(event: RunEvent): void {
    if (event.type === 'output') return;
    this.#load().then(
      (panels) => {
        panels.handle(event);
      },
      (error: unknown) => {
        this.#services.log.error(messageOf(error));
      },
    );
  }

  /** Opens the panel that follows runs as they go, or brings it to the front, without taking the focus. */
  async follow(): Promise<void> {
    (await this.#load()).follow();
  }

  /** Shows a run, or the one saved under this id; a baseline stands beside it. */
  async show(runOrId: Run | string, baseline?: Run): Promise<void> {
    await (await this.#load()).show(runOrId, baseline);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await (await this.#load()).deserializeWebviewPanel(panel, state);
  }

  dispose(): void {
    void this.#panels?.then((panels) => {
      panels.dispose();
    });
  }

  #load(): Promise<ResultPanels> {
    this.#panels ??= loadServices().then(({ ResultPanels: Panels }) => new Panels(this.#extensionUri, this.#services));
    return this.#panels;
  }
}
