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
  /** Of an implementation; that of text where it is not known. */
  color(identity: Identity | undefined): string;
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

/** The opaque colour with an opacity from 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  return remembered(`${color} at ${opacity}`, () => {
    const [red, green, blue] = rgb(color);
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  });
}

/** The colour that is seen when `color` lies at this opacity on `background`: as opaque as `#rrggbb`. */
export function mix(color: string, background: string, opacity: number): string {
  return remembered(`${color} on ${background} at ${opacity}`, () => {
    const channels = rgb(opacity < 1 ? withOpacity(color, opacity) : color, background);
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

/** Contrast of two opaque colours, 1 to 21, WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read better on this colour; one of them always has a contrast above 4.5. */
export function textOn(color: string): '#000000' | '#ffffff' {
  return remembered(`text on ${color}`, () =>
    contrast('#ffffff', color) > contrast('#000000', color) ? '#ffffff' : '#000000',
  );
}

/** What WCAG 2.2 asks of a graphic against what is around it. */
const GRAPHIC_CONTRAST = 3;

/** The colour, brought nearer to that of the text as far as it takes to be seen on the background. */
function visible(color: string, foreground: string, background: string): string {
  for (let share = 0; share < 1; share += 0.1) {
    const candidate = mix(foreground, mix(color, background, 1), share);
    if (contrast(candidate, background) >= GRAPHIC_CONTRAST) {
      return candidate;
    }
  }
  return foreground;
}

/** What WCAG 2.2 asks of text. */
const TEXT_CONTRAST = 4.5;
/** How much of the text's colour words of less weight have, where that can be read. */
const DIM = 0.72;

/** The text's colour brought nearer to the background. A theme's own colour for descriptions is in some that of all text. */
function quieter(foreground: string, background: string): string {
  const shares = [DIM, 0.8, 0.88, 0.94];
  return (
    shares
      .map((share) => mix(foreground, background, share))
      .find((color) => contrast(color, background) >= TEXT_CONTRAST) ?? foreground
  );
}

function named(style: CSSStyleDeclaration) {
  const variable = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const background = variable('--vscode-editor-background', '#ffffff');
  const foreground = variable('--vscode-editor-foreground', '#3b3b3b');
  const highContrast = variable('--vscode-contrastBorder', '') !== '';
  return {
    background,
    foreground,
    dim: highContrast ? variable('--vscode-descriptionForeground', foreground) : quieter(foreground, background),
    highContrast,
    hue: (hue: Hue): string => variable(`--vscode-charts-${hue}`, foreground),
  };
}

/** Where the system imposes its own few colours, shapes and patterns alone tell things apart. */
const IMPOSED: ReturnType<typeof named> = {
  background: 'Canvas',
  foreground: 'CanvasText',
  dim: 'CanvasText',
  highContrast: true,
  hue: () => 'CanvasText',
};

/** Reads the theme as it is now. */
export function readTheme(): Theme {
  known.clear();
  const style = getComputedStyle(document.body);
  const names = matchMedia('(forced-colors: active)').matches ? IMPOSED : named(style);
  const background = mix(names.background, '#ffffff', 1);
  const foreground = mix(names.foreground, background, 1);
  const colors = Object.fromEntries(
    HUES.map((hue) => [hue, visible(names.hue(hue), foreground, background)]),
  ) as Record<Hue, string>;
  return {
    foreground,
    dim: mix(names.dim, background, 1),
    background,
    line: mix(foreground, background, names.highContrast ? 0.4 : 0.16),
    border: names.highContrast ? foreground : undefined,
    fontFamily: style.getPropertyValue('--vscode-font-family').trim() || 'sans-serif',
    fontSize: Number.parseFloat(style.getPropertyValue('--vscode-font-size')) || 13,
    color: (identity) => (identity ? colors[identity.hue] : foreground),
  };
}

/** Calls back when VS Code changes the theme, which it tells by the body's class and the root's style. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  matchMedia('(forced-colors: active)').addEventListener('change', listener);
}
