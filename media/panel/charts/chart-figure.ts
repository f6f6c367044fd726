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
import { html } from '../dom.js';
import { folded, type Folded } from '../fold.js';
import type { Host } from '../host.js';
import { looksAs, type Section, type View } from '../view.js';
import { VectorContext } from './vector-context.js';

Chart.register(ScatterController, LinearScale, LineElement, PointElement, Tooltip);

/** How far beyond what the reader sees a chart is drawn already. */
const NEAR = '200px';

/** In pixels: charts beside each other are as high. */
const heightOf = ({ identities }: View): number => Math.max(220, 56 + identities.length * 26);

export type ScatterConfiguration = Omit<ChartConfiguration<'scatter'>, 'type'>;

/** A chart of a run that grows rests this many times as long as it took to draw: the machine belongs to the program that is measured. */
const REST = 1000;
/** In milliseconds. */
const LONGEST_REST = 10_000;

/** One chart as its subject describes it. */
export interface Drawing {
  /** There is nothing to draw, and axes would be invented. */
  readonly isEmpty: boolean;
  /** The chart in a sentence or two, for those who do not see it. */
  readonly summary: string;
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
  readonly #canvas = html('canvas', { role: 'img' });
  readonly #nothing = html('p', { class: 'dim' });
  readonly #box = html('div', { class: 'chart' }, this.#canvas, this.#nothing);
  #isEmpty = false;
  readonly #data: Folded;
  #table: () => Node = () => html('div', {});
  #chart: Chart<'scatter'> | undefined;
  #view: View | undefined;
  #drawn: View | undefined;
  /** What is to be seen of the chart, until it is drawn. */
  #waiting: ScatterConfiguration | undefined;
  #isNear = false;
  /** Until when a trial under way changes nothing that is drawn, on the page's clock. */
  #restsUntil = 0;
  readonly #seen = new IntersectionObserver(
    (entries) => {
      this.#isNear = entries.at(-1)?.isIntersecting ?? false;
      this.#drawWaiting();
      if (this.#view && this.#isStale(this.#view)) {
        this.#drawAnew(this.#view);
      }
    },
    { rootMargin: NEAR },
  );

  readonly #id: string;
  readonly #title: string;
  readonly #draw: (view: View) => Drawing;
  readonly #options: {
    /** What is said while there is nothing to draw yet. */
    readonly nothing: string;
    /** A control that stands beside the title. */
    readonly control?: HTMLElement;
    /** What the chart shows of the trial under way: it is drawn anew when that is another. */
    readonly live?: (trial: LiveTrial | undefined) => unknown;
  };

  constructor(
    host: Host,
    id: string,
    title: string,
    draw: (view: View) => Drawing,
    options: {
      /** What is said while there is nothing to draw yet. */
      readonly nothing: string;
      /** A control that stands beside the title. */
      readonly control?: HTMLElement;
      /** What the chart shows of the trial under way: it is drawn anew when that is another. */
      readonly live?: (trial: LiveTrial | undefined) => unknown;
    },
  ) {
    this.#id = id;
    this.#title = title;
    this.#draw = draw;
    this.#options = options;
    this.#data = folded(host, id, l10n.t('This chart as a table'), () => this.#table(), title);
    this.element = html(
      'section',
      { 'data-chart': id },
      html('div', { class: 'section-head' }, html('h2', {}, title), options.control),
      this.#box,
      this.#data.element,
    );
    this.#nothing.textContent = options.nothing;
    this.#seen.observe(this.element);
  }

  update(view: View): void {
    this.#view = view;
    this.#box.style.height = `${heightOf(view)}px`;
    if (this.#isStale(view)) {
      this.#drawAnew(view);
    }
  }

  /** Draws what the reader has chosen. */
  redraw(): void {
    if (this.#view) {
      this.#drawAnew(this.#view);
    }
  }

  /** A chart that nobody sees costs nothing while a run grows, and one that is seen little. */
  #isStale(view: View): boolean {
    const drawn = this.#drawn;
    if (!looksAs(drawn, view)) return true;
    const { live } = this.#options;
    const hasGrown = live?.(drawn.snapshot.current) !== live?.(view.snapshot.current);
    // What is empty takes no place, or hardly any, so it may never come near.
    return hasGrown && (this.#isEmpty || (this.#isNear && performance.now() >= this.#restsUntil));
  }

  #drawAnew(view: View): void {
    const startedAt = performance.now();
    const { isEmpty, summary, configuration, table } = this.#draw(view);
    this.#drawn = view;
    this.#isEmpty = isEmpty;
    this.element.classList.toggle('empty-chart', isEmpty);
    this.element.hidden = isEmpty && view.snapshot.run.state !== 'running';
    this.#canvas.hidden = isEmpty;
    this.#nothing.hidden = !isEmpty;
    this.#data.element.hidden = isEmpty;
    if (this.#options.control) this.#options.control.hidden = isEmpty;
    this.#canvas.setAttribute('aria-label', summary);
    this.#waiting = isEmpty ? undefined : configuration;
    this.#drawWaiting();
    this.#table = table;
    this.#data.refresh();
    const now = performance.now();
    this.#restsUntil = now + Math.min(LONGEST_REST, (now - startedAt) * REST);
  }

  #drawWaiting(): void {
    const [waiting, chart] = [this.#waiting, this.#chart];
    if (!waiting || !this.#isNear) {
      return;
    }
    this.#waiting = undefined;
    if (chart) {
      chart.data = waiting.data;
      chart.options = waiting.options ?? {};
      chart.update('none');
    } else {
      this.#chart = new Chart(this.#canvas, { type: 'scatter', ...waiting });
    }
  }

  /** The chart drawn anew in this width as shapes and texts, for a figure in a file; nothing where there is nothing to draw. */
  picture(view: View, width: number): ChartPicture | undefined {
    const { isEmpty, configuration } = this.#draw(view);
    if (isEmpty) return undefined;
    const height = heightOf(view);
    const canvas = html('canvas', { width, height });
    const context = canvas.getContext('2d');
    if (!context) {
      throw new Error(l10n.t('This page cannot draw.'));
    }
    const vector = new VectorContext(context, this.#id);
    Object.assign(canvas, { getContext: () => vector.context });
    // With `segment` set chart.js draws lines point by point instead of by a Path2D, which cannot be read.
    for (const dataset of configuration.data.datasets) {
      Object.assign(dataset, { segment: {} });
    }
    const options = { ...configuration.options, responsive: false, devicePixelRatio: 1 };
    const chart = new Chart(canvas, { type: 'scatter', ...configuration, options });
    chart.destroy();
    return { title: this.#title, height, drawing: vector.drawing() };
  }

  dispose(): void {
    this.#seen.disconnect();
    this.#chart?.destroy();
  }
}
