import * as l10n from '@vscode/l10n';
import {
  compareWithBaseline,
  type BaselineComparison,
  type ConditionDifference,
  type Verdict,
} from '../../src/core/compare/index.js';
import type { Run } from '../../src/core/model/run.js';
import { formatRatio, formatRatioInterval } from '../../src/core/report/index.js';
import { formatDate } from './dates.js';
import { button, html, scroller } from './dom.js';
import { mark } from './mark.js';
import type { Section, View } from './view.js';

function verdictWords(verdict: Verdict): string {
  switch (verdict) {
    case 'faster':
      return l10n.t('faster than then');
    case 'slower':
      return l10n.t('slower than then');
    case 'equivalent':
      return l10n.t('as fast as then');
    case 'inconclusive':
      return l10n.t('inconclusive');
  }
}

function conditionWords(condition: ConditionDifference): string {
  switch (condition) {
    case 'machine':
      return l10n.t('another machine');
    case 'threads':
      return l10n.t('other threads');
    case 'versions':
      return l10n.t('other versions');
    case 'images':
      return l10n.t('another number of images');
    case 'variables':
      return l10n.t('other environment variables');
  }
}

/** Ratio, interval and verdict, as far as there are any. */
function outcomeCells({ outcome }: BaselineComparison): readonly [string, string, string] {
  switch (outcome.state) {
    case 'judged': {
      const { low, high } = outcome.interval;
      return [formatRatio(outcome.ratio), formatRatioInterval(low, high), verdictWords(outcome.verdict)];
    }
    case 'one-trial':
      return [formatRatio(outcome.ratio), '–', l10n.t('one trial: no verdict')];
    case 'refused':
      return ['–', '–', l10n.t('not the same work')];
    case 'not-measured':
      return ['–', '–', l10n.t('not measured in both')];
  }
}

const nameOf = ({ name, startedAt }: Run): string => name ?? formatDate(startedAt);

function comparisonTable(run: Run, baseline: Run, { identities, theme }: View): HTMLElement {
  const heads = [
    l10n.t('Implementation'),
    l10n.t('Time now by time then'),
    l10n.t('95 % interval'),
    l10n.t('Verdict'),
    l10n.t('Conditions that differ'),
  ];
  const rows = compareWithBaseline(run, baseline).map((comparison) => {
    const index = run.implementations.findIndex(({ id }) => id === comparison.implementation);
    const identity = identities[index];
    const conditions = comparison.conditions.map(conditionWords).join(', ');
    return html(
      'tr',
      {},
      html('th', { scope: 'row' }, identity && mark(identity, theme), run.implementations[index]?.title),
      ...outcomeCells(comparison).map((text) => html('td', {}, text)),
      html('td', {}, conditions === '' ? l10n.t('none') : conditions),
    );
  });
  return html(
    'table',
    { class: 'data' },
    html('thead', {}, html('tr', {}, ...heads.map((head) => html('th', { scope: 'col' }, head)))),
    html('tbody', {}, ...rows),
  );
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
