import type { Theme } from './theme.js';

const context = document.createElement('canvas').getContext('2d');

/** Width of a text in pixels, at a scale of the theme's font size. */
export function widthOf(text: string, { fontFamily, fontSize }: Theme, scale = 1): number {
  if (!context) {
    return text.length * fontSize * scale * 0.6;
  }
  context.font = `${fontSize * scale}px ${fontFamily}`;
  return context.measureText(text).width;
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
