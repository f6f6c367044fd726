const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] as const;
type Key = (typeof KEYS)[number];

const isKey = (key: string): key is Key => KEYS.some((known) => known === key);

/** A place among rows of things: the things of one row need not stand below those of another. */
export interface Place {
  readonly row: number;
  readonly item: number;
}

/** Where a key leads from a place; rows without anything in them are passed over. */
export function placeAfter(key: Key, { row, item }: Place, sizes: readonly number[]): Place {
  const last = (sizes[row] ?? 1) - 1;
  switch (key) {
    case 'ArrowLeft':
      return { row, item: Math.max(0, item - 1) };
    case 'ArrowRight':
      return { row, item: Math.min(last, item + 1) };
    case 'Home':
      return { row, item: 0 };
    case 'End':
      return { row, item: last };
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1;
      let next = row + step;
      while (next >= 0 && next < sizes.length && sizes[next] === 0) {
        next += step;
      }
      const size = sizes[next];
      return size === undefined ? { row, item } : { row: next, item: Math.min(item, size - 1) };
    }
  }
}

/**
 * One tab stop for many things: the arrow keys go from one to the next. The things may be drawn anew at any time; the
 * place stays.
 */
export class RovingFocus {
  #place: Place = { row: 0, item: 0 };
  #rows: readonly (readonly SVGElement[])[] = [];

  /** @param around what the things, and nothing else that takes the focus, are drawn in */
  constructor(around: HTMLElement) {
    around.addEventListener('focusin', ({ target }) => {
      const place = this.placeOf(target);
      if (place) {
        this.#move(place);
      }
    });
    around.addEventListener('keydown', (event) => {
      if (isKey(event.key)) {
        event.preventDefault();
        const sizes = this.#rows.map(({ length }) => length);
        this.#at(placeAfter(event.key, this.#place, sizes))?.focus();
      }
    });
  }

  /** Takes the things as they are drawn now; they have tabindex -1. */
  attach(rows: readonly (readonly SVGElement[])[], hadFocus: boolean): void {
    this.#rows = rows;
    if (this.#at(this.#place) === undefined) {
      const { row } = this.#place;
      const left = rows[row]?.length ?? 0;
      const first = rows.findIndex(({ length }) => length > 0);
      this.#place = left > 0 ? { row, item: left - 1 } : { row: Math.max(0, first), item: 0 };
    }
    const at = this.#at(this.#place);
    at?.setAttribute('tabindex', '0');
    if (hadFocus && at !== document.activeElement) {
      at?.focus();
    }
  }

  /** Where the thing is; `undefined` for what is none. */
  placeOf(thing: unknown): Place | undefined {
    for (const [row, items] of this.#rows.entries()) {
      const item = items.findIndex((each) => each === thing);
      if (item >= 0) {
        return { row, item };
      }
    }
    return undefined;
  }

  #at({ row, item }: Place): SVGElement | undefined {
    return this.#rows[row]?.[item];
  }

  #move(place: Place): void {
    this.#at(this.#place)?.setAttribute('tabindex', '-1');
    this.#place = place;
    this.#at(place)?.setAttribute('tabindex', '0');
  }
}
