import * as l10n from '@vscode/l10n';
import type { Pending } from '../../src/protocol/to-page.js';
import { button, html } from './dom.js';
import type { Host } from './host.js';

/** There is no run: what this page will answer, and how to get there. */
export function emptyPage(host: Host): HTMLElement {
  return pageWithoutRun(
    l10n.t('Which language trains faster here, by how much, and why?'),
    l10n.t(
      'No run yet. LangBench trains the same network on MNIST in Python and in Julia on this machine, checks that both did the same work, and shows the answer here.',
    ),
    runButton(host),
    button(l10n.t('Set Up Environments'), () => {
      host.send({ type: 'set-up' });
    }),
  );
}

/** A run is to begin, and this is what is prepared for it, or what it waits for. */
export function pendingPage({ kind, message }: Pending, host: Host): HTMLElement {
  const cancel = button(l10n.t('Cancel Run'), () => {
    host.send({ type: 'cancel' });
  });
  return pageWithoutRun(kind === 'preparing' ? l10n.t('Preparing') : l10n.t('Waiting to start'), message, cancel);
}

/** The run cannot be shown, and why. */
export function problemPage(reason: string, host: Host): HTMLElement {
  return pageWithoutRun(l10n.t('This run cannot be shown'), reason, runButton(host));
}

function pageWithoutRun(title: string, text: string, ...buttons: readonly HTMLButtonElement[]): HTMLElement {
  return html(
    'section',
    { class: 'empty' },
    html('h1', {}, title),
    html('p', {}, text),
    html('p', { class: 'buttons' }, ...buttons),
  );
}

function runButton(host: Host): HTMLButtonElement {
  const run = (): void => {
    host.send({ type: 'run' });
  };
  return button(l10n.t('Run MNIST Benchmark'), run, { class: 'primary' });
}
