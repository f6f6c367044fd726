import * as l10n from '@vscode/l10n';
import {
  isSetUp,
  remedyInEditor,
  tell,
  settingOf,
  type Conditions,
  type Headline,
  type ReportColumn,
} from '../../src/core/report/index.js';
import { titleOf } from '../../src/core/report/words.js';
import type { Run, Trial } from '../../src/core/model/run.js';
import type { RunSnapshot } from '../../src/protocol/live-run.js';
import { formatDate } from './dates.js';
import { button, html } from './dom.js';
import type { Host } from './host.js';
import type { Report } from './report.js';
import type { Section, View } from './view.js';

function sentence({ segments }: Headline): readonly HTMLElement[] {
  return segments.map(({ text, weight }) =>
    weight === 'strong' ? html('strong', {}, text) : html('span', { class: weight }, text),
  );
}

function conditionsLine({ sameWork, sameWorkText, items }: Conditions): HTMLElement {
  const sign = sameWork === 'same' ? '✓ ' : sameWork === 'different' ? '≠ ' : '';
  return html(
    'ul',
    { class: 'conditions' },
    html('li', { class: `work ${sameWork}` }, html('span', { 'aria-hidden': 'true' }, sign), sameWorkText),
    ...items.map((item) => html('li', {}, item)),
  );
}

/** The warnings, but for those that the list of what is missing repeats with what can be done about them. */
function warningList(conditions: Conditions, missing: readonly ReportColumn[]): HTMLElement | undefined {
  const repeated = missing.map(({ title, note }) => `${title}: ${note ?? ''}`);
  const warnings = conditions.warnings.filter((text) => !repeated.some((start) => text.startsWith(start)));
  return warnings.length === 0
    ? undefined
    : html('ul', { class: 'warnings' }, ...warnings.map((warning) => html('li', {}, warning)));
}

/** The first trial of an implementation that ran into a problem. */
function troubled({ trials }: Run, implementation: string): Trial | undefined {
  return trials.find((each) => each.implementation === implementation && 'problem' in each);
}

/** What is missing says why, and offers the next step. */
function missingList(columns: readonly ReportColumn[], { snapshot: { run }, host }: View): HTMLElement | undefined {
  const notes = columns.map(({ implementation, title, note, remedy }) => {
    const trial = troubled(run, implementation);
    const setting = settingOf(remedy);
    return html(
      'li',
      { class: trial && 'failed' },
      html('strong', {}, title),
      l10n.t('{0}: {1}', '', note ?? ''),
      // What the button mends needs no command to type.
      remedy === undefined || isSetUp(remedy)
        ? undefined
        : html('span', { class: 'remedy' }, tell(remedyInEditor(remedy), l10n.t)),
      isSetUp(remedy)
        ? button(l10n.t('Set Up Environments'), () => {
            host.send({ type: 'set-up' });
          })
        : undefined,
      setting === undefined
        ? undefined
        : button(l10n.t('Open Setting'), () => {
            host.send({ type: 'open-setting', name: setting });
          }),
      trial && trial.state !== 'not-started'
        ? button(l10n.t('Open Log'), () => {
            const { block, position } = trial;
            host.send({ type: 'open-log', trial: { implementation, block, position } });
          })
        : undefined,
    );
  });
  return notes.length === 0 ? undefined : html('ul', { class: 'missing' }, ...notes);
}

/** Which trial runs, and of how many. */
export function progressText({ run, current }: RunSnapshot): string {
  const total = run.settings.blocks * run.implementations.length;
  if (!current) {
    return l10n.t('{0} of {1} trials done', run.trials.length, total);
  }
  const title = titleOf(run, current.implementation);
  const epochs = current.phases.filter(({ phase }) => phase === 'epoch').length;
  const place = l10n.t('trial {0} of {1}: {2}', run.trials.length + 1, total, title);
  return epochs === 0 ? place : l10n.t('{0}, {1} of {2} epochs done', place, epochs, run.settings.epochs);
}

function stateText({ run }: RunSnapshot): string | undefined {
  switch (run.state) {
    case 'cancelled':
      if (run.trials.length === 0) return undefined;
      // Where nothing was completed the headline says that it was cancelled.
      return run.trials.some(({ state }) => state === 'completed')
        ? l10n.t('Cancelled. What was measured until then is kept.')
        : l10n.t('What was measured until then is kept.');
    case 'interrupted':
      return l10n.t('Interrupted: the window closed before the run ended. What was measured until then is kept.');
    case 'running':
    case 'completed':
    case 'failed':
      return undefined;
  }
}

/** What run this is. */
export function runTitle({ name, experiment, startedAt }: Run): string {
  return [name, experiment.title, formatDate(startedAt)].filter((part) => part !== undefined).join(' · ');
}

/** What run this is, and how far it has come. */
export class Head implements Section {
  readonly element = html('header', { class: 'head' });
  readonly #eyebrow = html('p', { class: 'eyebrow', tabindex: -1 });
  readonly #progress = html('p', { class: 'progress' });
  readonly #progressText = html('span', {});
  #host: Host | undefined;

  readonly #cancel = button(l10n.t('Cancel Run'), () => {
    this.#host?.send({ type: 'cancel' });
  });

  constructor() {
    this.#progress.append(this.#progressText, ' ', this.#cancel);
    this.element.append(this.#eyebrow, this.#progress);
  }

  update({ snapshot, isLive, host }: View): void {
    const { run } = snapshot;
    this.#host = host;
    this.#eyebrow.textContent = runTitle(run);
    const hadFocus = this.#progress.contains(document.activeElement);
    this.#progress.hidden = run.state !== 'running';
    this.#cancel.hidden = !isLive;
    if (hadFocus && this.#progress.hidden) {
      this.#eyebrow.focus();
    }
    const progress = progressText(snapshot);
    if (this.#progressText.textContent !== progress) {
      this.#progressText.textContent = progress;
    }
  }
}

/** Who, by how much, under which conditions; and what is missing for that. */
export class Answer implements Section {
  readonly element = html('div', { class: 'answer' });
  readonly #headline = html('h1', {}, '\u00a0');
  readonly #rest = html('div', {});
  #drawn: Run | undefined;
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
    this.element.append(this.#headline, this.#rest);
  }

  update(view: View): void {
    const { snapshot } = view;
    if (this.#drawn === snapshot.run) {
      return;
    }
    this.#drawn = snapshot.run;
    const { headline, conditions, table } = this.#report.of(snapshot.run);
    const state = stateText(snapshot);
    const missing = table.columns.filter((column) => column.note !== undefined && column.state !== 'waiting');
    // That a run was ended early is said once; the lanes show how far each trial came.
    const isCut = snapshot.run.state === 'cancelled' || snapshot.run.state === 'interrupted';
    const told = isCut ? missing.filter(({ implementation }) => troubled(snapshot.run, implementation)) : missing;
    const parts = [
      conditionsLine(conditions),
      state === undefined ? undefined : html('p', { class: 'state' }, state),
      warningList(conditions, missing),
      missingList(told, view),
    ];
    this.#headline.replaceChildren(...sentence(headline));
    this.#rest.replaceChildren(...parts.filter((part) => part !== undefined));
  }
}
