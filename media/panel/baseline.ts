import * as l10n from '@vscode/l10n';
import { compareWithBaseline } from '../../src/core/compare/index.js';
import type { Run } from '../../src/core/model/run.js';
import { baselineHeads, describeBaseline } from '../../src/core/report/index.js';
import { dataTable } from './data-table.js';
import { formatDate } from './dates.js';
import { button, html, scroller } from './dom.js';
import { mark } from './mark.js';
import type { Section, View } from './view.js';

const nameOf = ({ name, startedAt }: Run): string => name ?? formatDate(startedAt);

function comparisonTable(run: Run, baseline: Run, { identities, theme }: View): HTMLElement {
  const rows = compareWithBaseline(run, baseline).map((comparison) => {
    const identity = identities[run.implementations.findIndex(({ id }) => id === comparison.implementation)];
    const { title, ratio, interval, verdict, conditions } = describeBaseline(comparison, run, l10n.t);
    return [html('span', {}, identity && mark(identity, theme), title), ratio, interval, verdict, conditions];
  });
  return dataTable(l10n.t('Compared with a saved run'), baselineHeads(l10n.t), rows);
}

/** The run against a saved one: each implementation's steady epoch now and then. */
export class Baseline implements Section {
  readonly element = html('section', { hidden: true });
  private drawn: View | undefined;

  update(view: View): void {
    const { baseline, host, snapshot } = view;
    const { drawn } = this;
    if (drawn?.snapshot.run === snapshot.run && drawn.baseline === baseline && drawn.theme === view.theme) {
      return;
    }
    this.drawn = view;
    this.element.hidden = baseline === undefined;
    if (!baseline) {
      this.element.replaceChildren();
      return;
    }
    this.element.replaceChildren(
      html(
        'div',
        { class: 'section-head' },
        html('h2', {}, l10n.t('Steady epoch compared with {0}', nameOf(baseline))),
        button(l10n.t('Stop Comparing'), () => {
          host.send({ type: 'stop-comparing' });
        }),
      ),
      scroller(l10n.t('Compared with a saved run'), comparisonTable(snapshot.run, baseline, view)),
    );
  }
}
