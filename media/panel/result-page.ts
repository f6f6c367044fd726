import * as l10n from '@vscode/l10n';
import { Actions } from './actions.js';
import { Baseline } from './baseline.js';
import { ChartFigure } from './charts/chart-figure.js';
import { drawEpochs } from './charts/epochs.js';
import { drawCores, drawMemory } from './charts/resources.js';
import { drawTrials, isTrialMeasure, TRIAL_MEASURES, type TrialMeasure } from './charts/trials.js';
import { ComparisonTable } from './comparison-table.js';
import { html } from './dom.js';
import { Provenance } from './environment.js';
import { figurePng, figureSvg } from './figure.js';
import { Head } from './head.js';
import { Lanes } from './lanes.js';
import { Legend } from './legend.js';
import { Report } from './report.js';
import { Tooltip } from './tooltip.js';
import type { Section, View } from './view.js';

/** The page of one run, from the answer at the top to the provenance at the end. */
export class ResultPage implements Section {
  readonly element = html('div', { class: 'result' });
  private readonly report = new Report();
  private readonly measureSelect = html('select', { 'aria-label': l10n.t('Measure shown') });
  private readonly charts: readonly ChartFigure[];
  private readonly sections: readonly Section[];
  private view: View | undefined;
  private pending: ReturnType<typeof setTimeout> | undefined;
  private nextChart = 0;
  private chartsToDraw = 0;

  constructor() {
    const tooltip = new Tooltip();
    const trials = new ChartFigure('trials', (view) => this.drawTrials(view), {
      control: this.measureSelect,
      live: false,
    });
    const cores = new ChartFigure('cores', drawCores, { live: true });
    const memory = new ChartFigure('memory', drawMemory, { live: true });
    this.charts = [trials, new ChartFigure('epochs', drawEpochs, { live: true }), cores, memory];
    const lanes = new Lanes(tooltip, () => {
      if (this.view) {
        cores.redraw(this.view);
        memory.redraw(this.view);
      }
    });
    const actions = new Actions({
      svg: () => this.withView((view) => figureSvg(view, this.report, this.charts)),
      png: () => this.withView((view) => figurePng(view, this.report, this.charts)),
    });
    const legend = new Legend();
    this.sections = [
      actions,
      new Head(this.report),
      lanes,
      new ComparisonTable(this.report),
      new Baseline(),
      legend,
      new Provenance(),
    ];
    const [, head, , table, baseline, , provenance] = this.sections;
    this.element.append(
      actions.element,
      ...[head, lanes, table, baseline].flatMap((section) => section?.element ?? []),
      html('div', { class: 'charts' }, legend.element, ...this.charts.map(({ element }) => element)),
      ...(provenance ? [provenance.element] : []),
      tooltip.element,
    );
    this.measureSelect.addEventListener('change', () => {
      this.view?.host.remember({ measure: this.measureSelect.value });
      if (this.view) {
        trials.redraw(this.view);
      }
    });
  }

  update(view: View): void {
    this.view = view;
    for (const section of this.sections) {
      section.update(view);
    }
    this.drawChartsAfterPaint();
  }

  /** The answer is painted first; the charts follow, one in each task, so that the page stays at hand. */
  private drawChartsAfterPaint(): void {
    this.chartsToDraw = this.charts.length;
    this.pending ??= setTimeout(() => {
      this.drawNextChart();
    });
  }

  /** Takes turns, so that events in quick succession leave no chart behind. */
  private drawNextChart(): void {
    this.pending = undefined;
    const chart = this.charts[this.nextChart];
    if (chart && this.view) {
      chart.update(this.view);
    }
    this.nextChart = (this.nextChart + 1) % this.charts.length;
    this.chartsToDraw--;
    if (this.chartsToDraw > 0) {
      this.pending = setTimeout(() => {
        this.drawNextChart();
      });
    }
  }

  dispose(): void {
    clearTimeout(this.pending);
    for (const chart of this.charts) {
      chart.dispose();
    }
  }

  private withView<T>(use: (view: View) => T): T {
    if (!this.view) {
      throw new Error('There is no run on show.');
    }
    for (const chart of this.charts) {
      chart.update(this.view);
    }
    return use(this.view);
  }

  private drawTrials(view: View) {
    const { rows } = this.report.of(view.snapshot.run).table;
    const labels = new Map(rows.map(({ id, label }) => [id as string, label]));
    const measures = (Object.keys(TRIAL_MEASURES) as TrialMeasure[]).filter((id) => labels.has(id));
    const { measure } = view.host.state;
    const chosen = isTrialMeasure(measure) && measures.includes(measure) ? measure : (measures[0] ?? 'first-epoch');
    this.measureSelect.replaceChildren(
      ...measures.map((id) => html('option', { value: id, selected: id === chosen }, labels.get(id))),
    );
    return drawTrials(view, chosen, labels.get(chosen) ?? chosen);
  }
}
