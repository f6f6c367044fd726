import * as l10n from '@vscode/l10n';
import { compareWithBaseline } from '../../src/core/compare/index.js';
import type { Run } from '../../src/core/model/run.js';
import { baselineHeads, describeBaseline, reportTable, type ReportTable } from '../../src/core/report/index.js';
import { dataTable } from './data-table.js';
import { formatDate } from './dates.js';
import { button, html, scroller } from './dom.js';
import { mark } from './mark.js';
import type { Report } from './report.js';
import { looksAs, type Section, type View } from './view.js';

const nameOf = ({ name, startedAt }: Run): string => name ?? formatDate(startedAt);

/** The steady epoch of an implementation, with its spread. */
function steadyEpoch({ columns, rows }: ReportTable, implementation: string): Node | string {
  const index = columns.findIndex((column) => column.implementation === implementation);
  const cell = rows.find(({ id }) => id === 'steady-epoch')?.cells[index];
  return cell?.kind === 'value' ? html('span', { title: cell.exact }, cell.text) : '–';
}

function comparisonTable(report: Report, baseline: Run, { identities, theme, snapshot: { run } }: View): HTMLElement {
  const [implementation = '', , ...others] = baselineHeads(l10n.t);
  const [now, then] = [report.tableOf(run), reportTable(baseline, l10n.t)];
  const rows = compareWithBaseline(run, baseline).map((comparison) => {
    const { implementation: id } = comparison;
    const identity = identities[run.implementations.findIndex((each) => each.id === id)];
    const { title, ratio, interval, verdict, conditions } = describeBaseline(comparison, run, l10n.t);
    return [
      html('span', {}, identity && mark(identity, theme), title),
      steadyEpoch(then, id),
      steadyEpoch(now, id),
      ratio,
      interval,
      verdict,
      conditions,
    ];
  });
  return dataTable(
    l10n.t('Compared with a saved run'),
    [implementation, l10n.t('Then'), l10n.t('Now'), l10n.t('Now ÷ then'), ...others],
    rows,
    others.slice(1),
  );
}

/** A run's name is told as it was given, not in the capitals of a heading. */
function heading(name: string): HTMLElement {
  const [before = '', after = ''] = l10n.t('Steady epoch compared with {0}', '\0').split('\0');
  return html('h2', { tabindex: -1 }, before, html('span', { class: 'as-given' }, name), after);
}

/** The run against a saved one: each implementation's steady epoch now and then. */
export class Baseline implements Section {
  readonly element = html('section', { hidden: true });
  #drawn: View | undefined;
  readonly #report: Report;
  /** The reader has ended the comparison, and the button for that is gone. */
  readonly #onEnd: () => void;

  constructor(report: Report, onEnd: () => void) {
    this.#report = report;
    this.#onEnd = onEnd;
  }

  update(view: View): void {
    const { baseline, host, snapshot } = view;
    const drawn = this.#drawn;
    if (looksAs(drawn, view) && drawn.baseline === baseline) return;
    this.#drawn = view;
    this.element.hidden = baseline === undefined;
    if (!baseline) {
      const hadFocus = this.element.contains(document.activeElement);
      this.element.replaceChildren();
      if (hadFocus) this.#onEnd();
      return;
    }
    const head = heading(nameOf(baseline));
    this.element.replaceChildren(
      html(
        'div',
        { class: 'section-head' },
        head,
        button(l10n.t('Stop Comparing'), () => {
          host.send({ type: 'stop-comparing' });
        }),
      ),
      scroller(l10n.t('Compared with a saved run'), comparisonTable(this.#report, baseline, view)),
    );
    // Not when a page opens with a comparison: then the reader is brought to where the reader was.
    if (drawn?.snapshot.run.id === snapshot.run.id && drawn.baseline?.id !== baseline.id) {
      head.focus({ preventScroll: true });
      this.element.scrollIntoView({ block: 'nearest' });
    }
  }
}
