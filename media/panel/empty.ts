import * as l10n from '@vscode/l10n';
import { button, html } from './dom.js';
import type { Host } from './host.js';

/** There is no run: what this page will answer, and how to get there. */
export function emptyPage(host: Host): HTMLElement {
  return html(
    'section',
    { class: 'empty' },
    html('h1', {}, l10n.t('Which language trains faster here, by how much, and why?')),
    html(
      'p',
      {},
      l10n.t(
        'No run yet. LangBench trains the same network on MNIST in Python and in Julia on this machine, checks that both did the same work, and shows the answer here.',
      ),
    ),
    html(
      'p',
      { class: 'buttons' },
      button(
        l10n.t('Run MNIST Benchmark'),
        () => {
          host.send({ type: 'run' });
        },
        { class: 'primary' },
      ),
      button(l10n.t('Set Up Environments'), () => {
        host.send({ type: 'set-up' });
      }),
    ),
  );
}

/** A run is to begin, and this is what it waits for. */
export function waitingPage(reason: string, host: Host): HTMLElement {
  return html(
    'section',
    { class: 'empty' },
    html('h1', {}, l10n.t('Waiting to start')),
    html('p', {}, reason),
    html(
      'p',
      { class: 'buttons' },
      button(l10n.t('Cancel Run'), () => {
        host.send({ type: 'cancel' });
      }),
    ),
  );
}

/** The run cannot be shown, and why. */
export function problemPage(reason: string, host: Host): HTMLElement {
  return html(
    'section',
    { class: 'empty' },
    html('h1', {}, l10n.t('This run cannot be shown')),
    html('p', {}, reason),
    html(
      'p',
      { class: 'buttons' },
      button(
        l10n.t('Run MNIST Benchmark'),
        () => {
          host.send({ type: 'run' });
        },
        { class: 'primary' },
      ),
    ),
  );
}
