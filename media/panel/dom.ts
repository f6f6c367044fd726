type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined;

/** Sets attributes; those that are `undefined` or `false` are left out. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
}

/** An HTML element. Text is set as text, so that no data can become markup. */
export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** Gives an element these children. Those that it has already are not taken out, which would take the focus from them. */
export function keepChildren(element: Element, children: readonly Element[]): void {
  children.forEach((child, index) => {
    const there = element.children[index];
    if (there !== child) {
      element.insertBefore(child, there ?? null);
    }
  });
  while (element.children.length > children.length) {
    element.lastElementChild?.remove();
  }
}

/** An SVG element, likewise. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(element, attributes, children);
  return element;
}

export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = html('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** Text for screen readers alone. */
export function spoken(text: string): HTMLElement {
  return html('span', { class: 'spoken' }, text);
}

/**
 * A region that scrolls inside itself, and by keyboard. Where its content changes, that alone is to be replaced: the focus
 * and where it is scrolled to are the region's.
 */
export function scroller(label: string, content?: Node): HTMLElement {
  return html('div', { class: 'scroller', role: 'group', 'aria-label': label, tabindex: 0 }, content);
}
