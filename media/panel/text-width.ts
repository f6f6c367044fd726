import type { Theme } from './theme.js';

/** Widths that were measured already, by font. */
const MOST_REMEMBERED = 5000;
const measured = new Map<string, Map<string, number>>();
const context = document.createElement('canvas').getContext('2d');

/** Width of a text in pixels, at a scale of the theme's font size. */
export function widthOf(text: string, { fontFamily, fontSize }: Theme, scale = 1): number {
  if (!context) {
    return text.length * fontSize * scale * 0.6;
  }
  const font = `${fontSize * scale}px ${fontFamily}`;
  const widths = measured.get(font) ?? new Map<string, number>();
  measured.set(font, widths);
  if (widths.size > MOST_REMEMBERED) {
    widths.clear();
  }
  const known = widths.get(text);
  if (known !== undefined) {
    return known;
  }
  context.font = font;
  const { width } = context.measureText(text);
  widths.set(text, width);
  return width;
}

/** The text, cut with an ellipsis where it is wider than the room it has. */
export function fitted(text: string, room: number, theme: Theme): string {
  if (widthOf(text, theme) <= room) {
    return text;
  }
  let end = text.length;
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, theme) > room) {
    end--;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
