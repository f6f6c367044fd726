import * as l10n from '@vscode/l10n';
import {
  Chart,
  LinearScale,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js';
import type { LiveTrial } from '../../../src/protocol/live-run.js';
import { html, scroller } from '../dom.js';
import { folded, type Folded } from '../fold.js';
import type { Host } from '../host.js';
import type { Section, View } from '../view.js';
import { VectorContext } from './vector-context.js';

Chart.register(ScatterController, LinearScale, LineElement, PointElement, Tooltip);

/** How far beyond what the reader sees a chart is drawn already. */
const NEAR = '200px';

export type ScatterConfiguration = Omit<ChartConfiguration<'scatter'>, 'type'>;

/** One chart as its subject describes it. */
export interface Drawing {
  readonly title: string;
  /** The chart in a sentence or two, for those who do not see it. */
  readonly summary: string;
  readonly height: number;
  readonly configuration: ScatterConfiguration;
  /** The same figures as a table, made when it is asked for. */
  readonly table: () => HTMLTableElement;
}

/** A chart as it stands in a file. */
interface ChartPicture {
  readonly title: string;
  readonly height: number;
  readonly drawing: SVGGElement;
}

/** A chart with its title, its text alternative and its table. */
export class ChartFigure implements Section {
  readonly element: HTMLElement;
  private readonly canvas = html('canvas', { role: 'img' });
  private readonly box = html('div', { class: 'chart' }, this.canvas);
  private readonly title: HTMLElement;
  private readonly data: Folded;
  private table: () => Node = () => html('div', {});
  private chart: Chart<'scatter'> | undefined;
  private drawn: View | undefined;
  /** What is to be seen of the chart, until it is drawn. */
  private waiting: ScatterConfiguration | undefined;
  private isNear = false;
  private readonly seen = new IntersectionObserver(
    (entries) => {
      this.isNear = entries.at(-1)?.isIntersecting ?? false;
      this.drawWaiting();
    },
    { rootMargin: NEAR },
  );

  constructor(
    host: Host,
    private readonly id: string,
    private readonly draw: (view: View) => Drawing,
    private readonly options: {
      /** A control that stands beside the title. */
      readonly control?: HTMLElement;
      /** What the chart shows of the trial under way: it is drawn anew when that is another. */
      readonly live?: (trial: LiveTrial | undefined) => unknown;
    },
  ) {
    this.title = html('h2', {});
    this.data = folded(host, id, l10n.t('This chart as a table'), () => this.table());
    this.element = html(
      'section',
      { 'data-chart': id },
      html('div', { class: 'section-head' }, this.title, options.control),
      this.box,
      this.data.element,
    );
    this.seen.observe(this.box);
  }

  update(view: View): void {
    const { drawn, options } = this;
    const stays =
      drawn?.theme === view.theme &&
      drawn.snapshot.run === view.snapshot.run &&
      options.live?.(drawn.snapshot.current) === options.live?.(view.snapshot.current);
    if (!stays) {
      this.redraw(view);
    }
  }

  redraw(view: View): void {
    this.drawn = view;
    const { title, summary, height, configuration, table } = this.draw(view);
    this.title.textContent = title;
    this.box.style.height = `${height}px`;
    this.canvas.setAttribute('aria-label', summary);
    this.waiting = configuration;
    this.drawWaiting();
    this.table = () => scroller(title, table());
    this.data.refresh();
  }

  /** A chart that nobody sees costs nothing while a run grows. */
  private drawWaiting(): void {
    const { waiting, chart } = this;
    if (!waiting || !this.isNear) {
      return;
    }
    this.waiting = undefined;
    if (chart) {
      chart.data = waiting.data;
      chart.options = waiting.options ?? {};
      chart.update('none');
    } else {
      this.chart = new Chart(this.canvas, { type: 'scatter', ...waiting });
    }
  }

  /** The chart drawn anew in this width as shapes and texts, for a figure in a file. */
  picture(view: View, width: number): ChartPicture {
    const { title, height, configuration } = this.draw(view);
    const canvas = html('canvas', { width, height });
    const context = canvas.getContext('2d');
    if (!context) {
      throw new Error('This page cannot draw.');
    }
    const vector = new VectorContext(context, this.id);
    Object.assign(canvas, { getContext: () => vector.context });
    // With `segment` set chart.js draws lines point by point instead of by a Path2D, which cannot be read.
    for (const dataset of configuration.data.datasets) {
      Object.assign(dataset, { segment: {} });
    }
    const options = { ...configuration.options, responsive: false, devicePixelRatio: 1 };
    const chart = new Chart(canvas, { type: 'scatter', ...configuration, options });
    chart.destroy();
    return { title, height, drawing: vector.drawing() };
  }

  dispose(): void {
    this.seen.disconnect();
    this.chart?.destroy();
  }
}
