import { HUES, type Hue, type Identity } from '../../src/protocol/identity.js';

/** The colours and type of VS Code's current theme, as pictures need them. Colours are `#rrggbb` or `rgba(…)`. */
export interface Theme {
  readonly foreground: string;
  readonly dim: string;
  readonly background: string;
  /** Axes and grid. */
  readonly line: string;
  /** Edges round shapes; only high-contrast themes have one. */
  readonly border: string | undefined;
  readonly fontFamily: string;
  readonly fontSize: number;
  color(identity: Identity): string;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Colours that were worked out already: a picture of a large run asks for the same ones thousands of times. */
const known = new Map<string, string>();

function remembered<T extends string>(key: string, workOut: () => T): T {
  const result = (known.get(key) as T | undefined) ?? workOut();
  known.set(key, result);
  return result;
}

const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** A colour in any notation of CSS as red, green and blue from 0 to 255, over a background where it is translucent. */
function rgb(color: string, over = '#000'): Rgb {
  if (!context) {
    return [0, 0, 0];
  }
  context.fillStyle = over;
  context.fillRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** The colour with an opacity from 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  return remembered(`${color} at ${opacity}`, () => {
    const [red, green, blue] = rgb(color);
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  });
}

/** The colour that is seen when `color` lies at this opacity on `background`: as opaque as `#rrggbb`. */
export function mix(color: string, background: string, opacity: number): string {
  return remembered(`${color} on ${background} at ${opacity}`, () => {
    const channels = rgb(withOpacity(color, opacity), background);
    return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [red, green, blue] = rgb(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is read better on this colour; one of them always has a contrast above 4.5. */
export function textOn(color: string): '#000000' | '#ffffff' {
  return remembered(`text on ${color}`, () => {
    const light = luminance(color);
    return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
  });
}

/** Reads the theme as it is now. */
export function readTheme(): Theme {
  known.clear();
  const style = getComputedStyle(document.body);
  const variable = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const background = variable('--vscode-editor-background', '#ffffff');
  const foreground = variable('--vscode-editor-foreground', '#3b3b3b');
  const colors = Object.fromEntries(
    HUES.map((hue) => [hue, mix(variable(`--vscode-charts-${hue}`, foreground), background, 1)]),
  ) as Record<Hue, string>;
  const contrast = variable('--vscode-contrastBorder', '');
  return {
    foreground: mix(foreground, background, 1),
    dim: mix(variable('--vscode-descriptionForeground', foreground), background, 1),
    background: mix(background, '#ffffff', 1),
    line: contrast ? mix(foreground, background, 0.6) : mix(foreground, background, 0.16),
    border: contrast ? mix(foreground, background, 1) : undefined,
    fontFamily: variable('--vscode-font-family', 'sans-serif'),
    fontSize: Number.parseFloat(variable('--vscode-font-size', '13px')),
    color: ({ hue }) => colors[hue],
  };
}

/** Calls back when VS Code changes the theme, which it tells by the body's class and the root's style. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  matchMedia('(forced-colors: active)').addEventListener('change', listener);
}
