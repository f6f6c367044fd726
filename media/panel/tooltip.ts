import { html } from './dom.js';

const GAP = 8;
/** How long the pointer may take from what is explained to the tooltip, in milliseconds. */
const WAY = 300;

/**
 * The facts about what the pointer or the focus is on. Screen readers have them as the thing's label already, so the
 * tooltip itself is hidden from them. Escape closes it, and the pointer may go over it.
 */
export class Tooltip {
  readonly element = html('div', { class: 'tooltip', 'aria-hidden': 'true', hidden: true });

  #target: Element | undefined;
  #timer: number | undefined;

  constructor() {
    this.element.addEventListener('pointerenter', this.#stay);
    this.element.addEventListener('pointerleave', this.leave);
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#hide();
      }
    });
    addEventListener('scroll', this.#hide, { capture: true, passive: true });
  }

  show(target: Element, facts: readonly string[]): void {
    this.#stay();
    this.#target = target;
    this.tell(facts);
    this.element.hidden = false;
    const at = target.getBoundingClientRect();
    const size = this.element.getBoundingClientRect();
    const room = document.documentElement.clientWidth - size.width - GAP;
    const below = at.bottom + GAP;
    const fits = below + size.height <= document.documentElement.clientHeight;
    this.element.style.left = `${Math.max(GAP, Math.min(at.left, room))}px`;
    this.element.style.top = `${fits ? below : Math.max(GAP, at.top - size.height - GAP)}px`;
  }

  /** What is explained now. */
  get explained(): Element | undefined {
    return this.element.hidden ? undefined : this.#target;
  }

  /** Tells other facts of what is explained. */
  tell(facts: readonly string[]): void {
    this.element.replaceChildren(...facts.map((fact) => html('div', {}, fact)));
  }

  /** Hides the tooltip, unless the pointer comes over it or there is something else to explain. */
  readonly leave = (): void => {
    this.#timer ??= window.setTimeout(this.#hide, WAY);
  };

  readonly #stay = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  };

  readonly #hide = (): void => {
    this.#stay();
    this.element.hidden = true;
  };
}
