import * as l10n from '@vscode/l10n';
import { button, html } from './dom.js';
import type { Host } from './host.js';
import type { Section, View } from './view.js';

export interface Pictures {
  /** The figure as a file of its own. */
  svg(): string;
  png(): Promise<string>;
}

/** What can be done with a result: quiet buttons in one row. */
export class Actions implements Section {
  readonly element: HTMLElement;
  readonly compare: HTMLButtonElement;
  readonly #rerun: HTMLButtonElement;

  constructor(host: Host, pictures: Pictures) {
    this.#rerun = button(l10n.t('Run Again'), () => {
      host.send({ type: 'rerun' });
    });
    this.compare = button(l10n.t('Compare with…'), () => {
      host.send({ type: 'compare' });
    });
    this.element = html(
      'div',
      { class: 'actions', role: 'group', 'aria-label': l10n.t('Actions') },
      button(l10n.t('Copy as Markdown'), () => {
        host.send({ type: 'copy' });
      }),
      html(
        'span',
        { class: 'group', role: 'group', 'aria-label': l10n.t('Save as') },
        html('span', { class: 'dim', 'aria-hidden': 'true' }, l10n.t('Save as')),
        button('PNG', () => {
          pictures.png().then(
            (base64) => {
              host.send({ type: 'save-png', base64 });
            },
            (error: unknown) => {
              const reason = error instanceof Error ? error.message : String(error);
              host.send({ type: 'picture-failed', reason: reason.slice(0, 1000) });
            },
          );
        }),
        button('SVG', () => {
          host.send({ type: 'save-svg', svg: pictures.svg() });
        }),
        button('CSV', () => {
          host.send({ type: 'save', format: 'csv' });
        }),
        button('JSON', () => {
          host.send({ type: 'save', format: 'json' });
        }),
      ),
      this.compare,
      button(l10n.t('Show File'), () => {
        host.send({ type: 'open-file' });
      }),
      this.#rerun,
    );
  }

  update({ snapshot }: View): void {
    this.#rerun.hidden = snapshot.run.state === 'running';
  }
}
