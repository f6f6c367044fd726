import type { Theme } from './theme.js';

/** The size at which characters are measured, in pixels: width goes with size. */
const MEASURED_SIZE = 100;
/** Widths of characters at that size, by font family. */
const measured = new Map<string, Map<string, number>>();
const context = document.createElement('canvas').getContext('2d');

function widthOfCharacter(character: string, fontFamily: string): number {
  const widths = measured.get(fontFamily) ?? new Map<string, number>();
  measured.set(fontFamily, widths);
  let width = widths.get(character);
  if (width === undefined) {
    if (context) {
      context.font = `${MEASURED_SIZE}px ${fontFamily}`;
    }
    width = context?.measureText(character).width ?? MEASURED_SIZE * 0.6;
    widths.set(character, width);
  }
  return width;
}

/**
 * Width of a text in pixels, at a scale of the theme's font size. It is that of its characters one by one, which kerning
 * makes narrower if anything: a picture has hundreds of texts, and hardly two of them are the same.
 */
export function widthOf(text: string, { fontFamily, fontSize }: Theme, scale = 1): number {
  let width = 0;
  for (const character of text) {
    width += widthOfCharacter(character, fontFamily);
  }
  return (width * fontSize * scale) / MEASURED_SIZE;
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
