import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../../src/core/report/index.js';
import { html, svg } from './dom.js';
import { exactSeconds } from './exact.js';
import { folded, type Folded } from './fold.js';
import { hatch, type Hatch } from './hatch.js';
import type { Host } from './host.js';
import { LaneDrawing } from './lane-drawing.js';
import { shownLanes, type Lane } from './lane-model.js';
import { RovingFocus } from './roving.js';
import { segmentFacts, segmentTitle } from './segment-words.js';
import { dataTable } from './data-table.js';
import type { Theme } from './theme.js';
import type { Tooltip } from './tooltip.js';
import { looksAs, type Section, type View } from './view.js';

/** What the hatchings mean. */
export function laneSigns(): readonly { readonly label: string; readonly pattern?: Hatch }[] {
  return [
    { label: segmentTitle({ kind: 'import' }), pattern: 'rising' },
    { label: segmentTitle({ kind: 'preprocessing' }), pattern: 'dotted' },
    { label: segmentTitle({ kind: 'build' }), pattern: 'falling' },
    { label: l10n.t('compiling'), pattern: 'crossed' },
    { label: segmentTitle({ kind: 'epoch' }) },
    { label: segmentTitle({ kind: 'evaluation' }), pattern: 'upright' },
  ];
}

function legend(theme: Theme): HTMLElement {
  const box = { width: 18, height: 10 };
  const items = laneSigns().map(({ label, pattern }) =>
    html(
      'li',
      {},
      svg(
        'svg',
        { ...box, 'aria-hidden': 'true' },
        svg('rect', { ...box, fill: theme.dim }),
        pattern && svg('rect', { ...box, fill: hatch(pattern) }),
      ),
      label,
    ),
  );
  return html('ul', { class: 'legend' }, ...items);
}

function segmentTable(lanes: readonly Lane[]): HTMLElement {
  return dataTable(
    l10n.t('Phases of the trials shown'),
    [l10n.t('Implementation'), l10n.t('Phase'), l10n.t('From'), l10n.t('Time'), l10n.t('Exact time')],
    lanes.flatMap((lane) =>
      lane.segments.map((segment) => [
        lane.title,
        segmentTitle(segment),
        formatSeconds(segment.startSeconds),
        formatSeconds(segment.seconds),
        exactSeconds(segment.seconds),
      ]),
    ),
    [l10n.t('Phase')],
  );
}

/** The picture that explains the answer: one lane per implementation, from launch to result. */
export class Lanes implements Section {
  readonly element = html('section');
  readonly #title = html('h2', {});
  readonly #select = html('select', { 'aria-label': l10n.t('Trial shown') });
  readonly #drawing = new LaneDrawing();
  readonly #picture = html('div', { class: 'picture' }, this.#drawing.element);
  readonly #legend = html('div', {});
  readonly #data: Folded;
  readonly #focus = new RovingFocus(this.#picture);
  #view: View | undefined;
  #lanes: readonly Lane[] = [];
  #drawnWidth = 0;
  readonly #tooltip: Tooltip;

  constructor(
    host: Host,
    tooltip: Tooltip,
    /** Other parts show the same trials. */
    onBlockChosen: () => void,
  ) {
    this.#tooltip = tooltip;
    this.#data = folded(
      host,
      'lanes',
      l10n.t('These times as a table'),
      () => segmentTable(this.#lanes),
      l10n.t('Phases of the trials shown'),
    );
    this.element.append(
      html('div', { class: 'section-head' }, this.#title, this.#select),
      this.#picture,
      this.#legend,
      this.#data.element,
    );
    new ResizeObserver(() => {
      if (this.#picture.clientWidth !== this.#drawnWidth) {
        this.#draw();
      }
    }).observe(this.#picture);
    this.#picture.addEventListener('pointerover', this.#explain);
    this.#picture.addEventListener('focusin', this.#explain);
    this.#picture.addEventListener('pointerleave', tooltip.leave);
    this.#picture.addEventListener('focusout', tooltip.leave);
    this.#select.addEventListener('change', () => {
      host.remember({ block: this.#select.selectedIndex || undefined });
      this.#draw();
      this.#data.refresh();
      onBlockChosen();
    });
  }

  update(view: View): void {
    const stays = looksAs(this.#view, view);
    this.#view = view;
    this.#draw();
    if (!stays) {
      this.#title.textContent = l10n.t('One trial, from launch to result');
      this.#fillSelect(view);
      this.#legend.replaceChildren(legend(view.theme));
      this.#data.refresh();
    }
  }

  #fillSelect({ snapshot: { run }, host }: View): void {
    const { blocks } = run.settings;
    const names = [
      l10n.t('typical trial of each'),
      ...Array.from({ length: blocks }, (_, i) => l10n.t('block {0}', i + 1)),
    ];
    this.#select.replaceChildren(
      ...names.map((name, value) => html('option', { value, selected: value === (host.state.block ?? 0) }, name)),
    );
    this.#select.hidden = blocks < 2;
  }

  #draw(): void {
    const view = this.#view;
    const width = this.#picture.clientWidth;
    if (!view || width === 0) {
      return;
    }
    this.#drawnWidth = width;
    this.#lanes = shownLanes(view);
    const hadFocus = this.#picture.contains(document.activeElement);
    this.#drawing.update(this.#lanes, { width, theme: view.theme, identities: view.identities });
    this.#focus.attach(this.#drawing.segments(), hadFocus);
    const facts = this.#factsOf(this.#tooltip.explained);
    if (facts) {
      this.#tooltip.tell(facts);
    }
    const isEmpty = this.#lanes.every(({ segments }) => segments.length === 0);
    this.#legend.hidden = isEmpty;
    this.#data.element.hidden = isEmpty;
  }

  /** Tells the facts of the segment that the pointer or the focus came to. */
  readonly #explain = ({ target }: Event): void => {
    const element = target instanceof Element ? target.closest('.segment') : null;
    const facts = this.#factsOf(element);
    if (element && facts) {
      this.#tooltip.show(element, facts);
    } else {
      this.#tooltip.leave();
    }
  };

  #factsOf(element: Element | null | undefined): readonly string[] | undefined {
    const place = this.#focus.placeOf(element);
    const lane = place && this.#lanes[place.row];
    const segment = place && this.#drawing.segmentAt(place.row, place.item);
    return lane && segment && segmentFacts(segment, lane);
  }
}
