import * as l10n from '@vscode/l10n';
import { Actions } from './actions.js';
import { Baseline } from './baseline.js';
import { ChartFigure } from './charts/chart-figure.js';
import { drawEpochs } from './charts/epochs.js';
import { drawCores, drawMemory } from './charts/resources.js';
import { isTrialMeasure, TRIAL_MEASURES, type TrialMeasure } from './charts/trial-rows.js';
import { drawTrials } from './charts/trials.js';
import { ComparisonTable } from './comparison-table.js';
import { html } from './dom.js';
import { Provenance } from './environment.js';
import { figurePng, figureSvg } from './figure.js';
import { Answer, Head } from './head.js';
import type { Host } from './host.js';
import { Lanes } from './lanes.js';
import { Legend } from './legend.js';
import { Report } from './report.js';
import { Tooltip } from './tooltip.js';
import type { Section, View } from './view.js';

/** Whether nothing has changed but what the trial under way adds. */
function isGrowth(before: View, after: View): boolean {
  return (
    before.snapshot.run === after.snapshot.run &&
    before.snapshot.current?.implementation === after.snapshot.current?.implementation &&
    before.baseline === after.baseline &&
    before.theme === after.theme
  );
}

/** The page of one run, from the answer at the top to the provenance at the end. */
export class ResultPage implements Section {
  readonly element = html('div', { class: 'result' });
  readonly #report = new Report();
  readonly #measureSelect = html('select', { 'aria-label': l10n.t('Measure shown') });
  readonly #charts: readonly ChartFigure[];
  readonly #atOnce: readonly Section[];
  readonly #afterPaint: readonly Section[];
  /** What shows the trial under way. */
  readonly #growing: readonly Section[];
  #view: View | undefined;
  #scheduled = false;
  /** Which section comes next after the paint, and how many are still to come. */
  #turn = 0;
  #waiting = 0;
  /** Everything is drawn, so the page has its full height. */
  readonly #onComplete: () => void;

  constructor(host: Host, onComplete: () => void) {
    this.#onComplete = onComplete;
    const tooltip = new Tooltip();
    const trials = new ChartFigure(host, 'trials', l10n.t('Every trial'), (view) => this.#drawTrials(view), {
      nothing: l10n.t('no trial has ended yet'),
      control: this.#measureSelect,
    });
    const epochs = new ChartFigure(host, 'epochs', l10n.t('Every epoch'), drawEpochs, {
      nothing: l10n.t('no epoch has ended yet'),
      live: (trial) => trial?.phases,
    });
    const cores = new ChartFigure(host, 'cores', l10n.t('Cores busy'), drawCores, {
      nothing: l10n.t('no sample yet'),
      live: (trial) => trial?.samples,
    });
    const memory = new ChartFigure(host, 'memory', l10n.t('Memory'), drawMemory, {
      nothing: l10n.t('no sample yet'),
      live: (trial) => trial?.samples,
    });
    this.#charts = [trials, epochs, cores, memory];
    const lanes = new Lanes(host, tooltip, () => {
      cores.redraw();
      memory.redraw();
    });
    const actions = new Actions(host, {
      svg: () => this.#withView((view) => figureSvg(view, this.#report, this.#charts)),
      png: () => this.#withView((view) => figurePng(view, this.#report, this.#charts)),
    });
    const head = new Head();
    const answer = new Answer(this.#report);
    const table = new ComparisonTable(host, this.#report);
    const baseline = new Baseline(this.#report, () => {
      actions.compare.focus();
    });
    const legend = new Legend();
    const provenance = new Provenance(host);
    this.#atOnce = [actions, head, lanes, table, legend, provenance];
    this.#afterPaint = [answer, baseline, ...this.#charts];
    this.#growing = [head, lanes, table, epochs, cores, memory];
    head.element.append(answer.element, actions.element);
    this.element.append(
      ...[head, baseline, lanes, table].map(({ element }) => element),
      html('div', { class: 'charts' }, legend.element, ...this.#charts.map(({ element }) => element)),
      provenance.element,
      tooltip.element,
    );
    this.#measureSelect.addEventListener('change', () => {
      host.remember({ measure: this.#measureSelect.value });
      trials.redraw();
    });
  }

  /** The answer in a sentence. */
  get headline(): string {
    return this.#view ? this.#report.of(this.#view.snapshot.run).headline.text : '';
  }

  update(view: View): void {
    const grows = !this.#scheduled && this.#view !== undefined && isGrowth(this.#view, view);
    this.#view = view;
    if (grows) {
      for (const section of this.#growing) {
        section.update(view);
      }
      return;
    }
    for (const section of this.#atOnce) {
      section.update(view);
    }
    this.#waiting = this.#afterPaint.length;
    this.element.setAttribute('aria-busy', 'true');
    if (!this.#scheduled) {
      this.#scheduled = true;
      // A task after the next frame: then that frame has been painted.
      requestAnimationFrame(() => setTimeout(this.#updateNext));
    }
  }

  /**
   * Lanes and figures are painted first; what takes longer follows, one section in each task so that the page stays at
   * hand. Sections take turns, so that events in quick succession leave none behind.
   */
  readonly #updateNext = (): void => {
    const section = this.#afterPaint[this.#turn];
    if (!section || !this.#view) {
      return;
    }
    section.update(this.#view);
    this.#turn = (this.#turn + 1) % this.#afterPaint.length;
    this.#waiting--;
    if (this.#waiting > 0) {
      setTimeout(this.#updateNext);
    } else {
      this.#scheduled = false;
      this.element.removeAttribute('aria-busy');
      this.#onComplete();
    }
  };

  dispose(): void {
    this.#view = undefined;
    for (const chart of this.#charts) {
      chart.dispose();
    }
  }

  #withView<T>(use: (view: View) => T): T {
    if (!this.#view) {
      throw new Error('There is no run on show.');
    }
    return use(this.#view);
  }

  #drawTrials(view: View) {
    const { rows } = this.#report.tableOf(view.snapshot.run);
    const measured = rows.filter(({ cells }) => cells.some(({ kind }) => kind === 'value'));
    const labels = new Map(measured.map(({ id, label }) => [id as string, label]));
    const measures = (Object.keys(TRIAL_MEASURES) as TrialMeasure[]).filter((id) => labels.has(id));
    const { measure } = view.host.state;
    const chosen = isTrialMeasure(measure) && measures.includes(measure) ? measure : (measures[0] ?? 'first-epoch');
    this.#measureSelect.replaceChildren(
      ...measures.map((id) => html('option', { value: id, selected: id === chosen }, labels.get(id))),
    );
    return drawTrials(view, chosen, labels.get(chosen) ?? chosen);
  }
}
