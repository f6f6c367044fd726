import { html, scroller } from './dom.js';
import type { Host } from './host.js';

/** A folded part of the page. */
export interface Folded {
  readonly element: HTMLDetailsElement;
  /** Makes the content anew, now or when it is next unfolded. */
  refresh(): void;
}

/**
 * A folded part whose content is made when it is unfolded. It stands open again after a reload if it did before.
 *
 * @param id tells it from the other folded parts of the page
 * @param region what the content is called where it scrolls inside itself
 */
export function folded(host: Host, id: string, summary: string, make: () => Node, region?: string): Folded {
  const content = region === undefined ? html('div') : scroller(region);
  const element = html('details', {}, html('summary', {}, summary), content);
  let stale = true;
  const fill = (): void => {
    if (element.open && stale) {
      stale = false;
      content.replaceChildren(make());
    }
  };
  const openOnes = (): readonly string[] => host.state.open ?? [];
  element.open = openOnes().includes(id);
  element.addEventListener('toggle', () => {
    fill();
    const others = openOnes().filter((other) => other !== id);
    host.remember({ open: element.open ? [...others, id] : others });
  });
  return {
    element,
    refresh: () => {
      stale = true;
      fill();
    },
  };
}
