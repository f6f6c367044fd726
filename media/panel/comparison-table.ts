import * as l10n from '@vscode/l10n';
import type { ReportCell, ReportColumn, ReportRow, ReportTable } from '../../src/core/report/index.js';
import type { LiveTrial } from '../../src/protocol/live-run.js';
import { html, scroller, spoken } from './dom.js';
import type { Host } from './host.js';
import { mark } from './mark.js';
import type { Report } from './report.js';
import { stateWords } from './segment-words.js';
import type { Section, View } from './view.js';

function columnState({ state, implementation }: ReportColumn, current: LiveTrial | undefined): string | undefined {
  if (implementation === current?.implementation) return l10n.t('running');
  return state === 'partial' ? l10n.t('not all trials') : stateWords({ state });
}

/** What stands small after a figure: it takes its room also where there is none, so that figures stand in line. */
function detail(text: string | undefined, exact: boolean): HTMLElement | undefined {
  return exact ? undefined : html('small', { class: 'detail' }, ' ', text);
}

function valueCell(cell: Extract<ReportCell, { kind: 'value' }>, exact: boolean): HTMLElement {
  const text = exact ? cell.exact : cell.text;
  return html(
    'td',
    { title: cell.exact, 'data-value': cell.value },
    cell.best ? html('strong', {}, text, spoken(` (${l10n.t('best')})`)) : text,
    detail([cell.detail, cell.remark].filter(Boolean).join(' · '), exact),
  );
}

function cellOf(cell: ReportCell, exact: boolean): HTMLElement {
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
      return html(
        'td',
        { class: 'missing-value', title: cell.reason },
        html('span', { 'aria-hidden': 'true' }, '–'),
        spoken(cell.reason),
        detail(undefined, exact),
      );
  }
}

function rowOf({ id, label, hint, cells }: ReportRow, exact: boolean): HTMLElement {
  return html(
    'tr',
    { 'data-measure': id },
    html('th', { scope: 'row' }, label, hint === undefined ? undefined : html('small', {}, ' ', hint)),
    ...cells.map((cell) => cellOf(cell, exact)),
  );
}

function draw({ columns, rows }: ReportTable, { theme, identities, snapshot }: View, exact: boolean): HTMLElement {
  const heads = columns.map((column, index) => {
    const identity = identities[index];
    const state = columnState(column, snapshot.current);
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
    html('tbody', {}, ...rows.map((row) => rowOf(row, exact))),
  );
}

/** Implementations as columns, measures as rows: the accessible truth of which every chart shows a part. */
export class ComparisonTable implements Section {
  readonly element = html('section');
  private readonly holder = scroller(l10n.t('Side by side'));
  private readonly exact = html('input', { type: 'checkbox', id: 'exact' });
  private drawn: View | undefined;

  constructor(
    host: Host,
    private readonly report: Report,
  ) {
    this.exact.checked = host.state.exact ?? false;
    this.element.append(
      html(
        'div',
        { class: 'section-head' },
        html('h2', {}, l10n.t('Side by side')),
        html('label', {}, this.exact, l10n.t('exact values')),
      ),
      this.holder,
    );
    this.exact.addEventListener('change', () => {
      host.remember({ exact: this.exact.checked });
      if (this.drawn) {
        this.redraw(this.drawn);
      }
    });
  }

  update(view: View): void {
    const { drawn } = this;
    const isSameTrial = drawn?.snapshot.current?.implementation === view.snapshot.current?.implementation;
    if (drawn?.snapshot.run !== view.snapshot.run || drawn.theme !== view.theme || !isSameTrial) {
      this.redraw(view);
    }
  }

  private redraw(view: View): void {
    this.drawn = view;
    this.holder.replaceChildren(draw(this.report.tableOf(view.snapshot.run), view, this.exact.checked));
  }
}
