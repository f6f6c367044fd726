import * as l10n from '@vscode/l10n';
import {
  formatSeconds,
  type ReportCell,
  type ReportColumn,
  type ReportRow,
  type ReportTable,
} from '../../src/core/report/index.js';
import type { RunSnapshot } from '../../src/protocol/live-run.js';
import { html, scroller, spoken } from './dom.js';
import { exactSeconds } from './exact.js';
import type { Host } from './host.js';
import { isSameColumn, liveColumn, type LiveColumn } from './live-column.js';
import { mark } from './mark.js';
import type { Report } from './report.js';
import { stateWords } from './segment-words.js';
import { looksAs, type Section, type View } from './view.js';

function columnState({ state, implementation }: ReportColumn, { run, current }: RunSnapshot): string | undefined {
  if (implementation === current?.implementation) return l10n.t('running');
  if (!run.trials.some((trial) => trial.implementation === implementation)) {
    return stateWords({ state: run.state === 'running' ? 'waiting' : 'not-run' });
  }
  return state === 'partial' ? l10n.t('not all trials') : stateWords({ state });
}

/** What stands small after a figure: it takes its room also where there is none, so that figures stand in line. */
function detail(text: string | undefined, exact: boolean): HTMLElement | undefined {
  return exact ? undefined : html('small', { class: 'detail' }, ' ', text);
}

/** Words are wider than any spread, and would take their figure out of line. */
const isPhrase = (text: string): boolean => /\p{L}{2}/u.test(text);

function valueCell(cell: Extract<ReportCell, { kind: 'value' }>, exact: boolean): HTMLElement {
  const text = exact ? cell.exact : cell.text;
  const small = [cell.detail, cell.remark].filter((part) => part !== undefined);
  return html(
    'td',
    { title: cell.exact, 'data-value': cell.value },
    cell.best ? html('strong', {}, text, spoken(` (${l10n.t('best')})`)) : text,
    detail(
      small.find((part) => !isPhrase(part)),
      exact,
    ),
    ...small.filter(isPhrase).map((part) => html('small', { class: 'remark' }, part)),
  );
}

function liveCell(seconds: number, exact: boolean): HTMLElement {
  return html(
    'td',
    { class: 'missing-value', title: exactSeconds(seconds) },
    formatSeconds(seconds),
    spoken(` (${l10n.t('of the trial under way')})`),
    detail(undefined, exact),
  );
}

function cellOf(cell: ReportCell, live: number | undefined, exact: boolean): HTMLElement {
  switch (cell.kind) {
    case 'value':
      return valueCell(cell, exact);
    case 'text':
      return html(
        'td',
        { class: 'words' },
        cell.text,
        cell.detail === undefined ? undefined : html('small', {}, ' ', cell.detail),
      );
    case 'missing':
      if (live !== undefined) return liveCell(live, exact);
      return html(
        'td',
        { class: 'missing-value', title: cell.reason },
        html('span', { 'aria-hidden': 'true' }, '–'),
        spoken(cell.reason),
        detail(undefined, exact),
      );
  }
}

function rowOf({ id, label, hint, cells }: ReportRow, live: LiveColumn | undefined, exact: boolean): HTMLElement {
  return html(
    'tr',
    { 'data-measure': id },
    html('th', { scope: 'row' }, label, hint === undefined ? undefined : html('small', {}, ' ', hint)),
    ...cells.map((cell, index) => cellOf(cell, index === live?.index ? live.seconds.get(id) : undefined, exact)),
  );
}

function draw(
  { columns, rows }: ReportTable,
  { theme, identities, snapshot }: View,
  live: LiveColumn | undefined,
  exact: boolean,
): HTMLElement {
  const heads = columns.map((column, index) => {
    const identity = identities[index];
    const state = columnState(column, snapshot);
    return html(
      'th',
      { scope: 'col' },
      identity && mark(identity, theme),
      column.title,
      state === undefined ? undefined : html('small', {}, ' ', state),
    );
  });
  return html(
    'table',
    { class: 'comparison' },
    html('caption', { class: 'spoken' }, l10n.t('Side by side')),
    html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, spoken(l10n.t('Measure'))), ...heads)),
    html('tbody', {}, ...rows.map((row) => rowOf(row, live, exact))),
  );
}

/** Implementations as columns, measures as rows: the accessible truth of which every chart shows a part. */
export class ComparisonTable implements Section {
  readonly element = html('section');
  readonly #holder = scroller(l10n.t('Side by side'));
  readonly #exact = html('input', { type: 'checkbox', id: 'exact' });
  #drawn: View | undefined;
  #live: LiveColumn | undefined;
  readonly #report: Report;

  constructor(host: Host, report: Report) {
    this.#report = report;
    this.#exact.checked = host.state.exact ?? false;
    this.element.append(
      html(
        'div',
        { class: 'section-head' },
        html('h2', {}, l10n.t('Side by side')),
        html('label', {}, this.#exact, l10n.t('exact values')),
      ),
      this.#holder,
    );
    this.#exact.addEventListener('change', () => {
      host.remember({ exact: this.#exact.checked });
      if (this.#drawn) {
        this.#redraw(this.#drawn);
      }
    });
  }

  update(view: View): void {
    const live = liveColumn(view.snapshot);
    if (!looksAs(this.#drawn, view) || !isSameColumn(this.#live, live)) {
      this.#live = live;
      this.#redraw(view);
    }
  }

  #redraw(view: View): void {
    this.#drawn = view;
    const live = this.#live;
    const table = this.#report.tableOf(view.snapshot.run);
    const isTold = table.rows.some(({ cells }) => cells.some(({ kind }) => kind !== 'missing'));
    this.element.hidden = !isTold && !live?.seconds.size;
    this.#holder.replaceChildren(draw(table, view, live, this.#exact.checked));
  }
}
