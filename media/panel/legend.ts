import * as l10n from '@vscode/l10n';
import { html } from './dom.js';
import { mark } from './mark.js';
import type { Section, View } from './view.js';

/** Which sign is whose, for all charts below it. */
export class Legend implements Section {
  readonly element = html('ul', { class: 'legend', 'aria-label': l10n.t('Signs of the implementations') });
  #drawn: View | undefined;

  update(view: View): void {
    const { identities, theme, snapshot } = view;
    if (this.#drawn?.theme === theme && this.#drawn.snapshot.run.id === snapshot.run.id) {
      return;
    }
    this.#drawn = view;
    this.element.replaceChildren(
      ...snapshot.run.implementations.map(({ title }, index) => {
        const identity = identities[index];
        return html('li', {}, identity && mark(identity, theme, true), title);
      }),
    );
  }
}
