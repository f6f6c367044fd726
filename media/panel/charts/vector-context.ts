import { svg } from '../dom.js';

/** A colour as canvases give it back, split into what older readers of SVG understand. */
function paint(name: 'fill' | 'stroke', style: string | CanvasGradient | CanvasPattern): Record<string, string> {
  const parts = typeof style === 'string' ? /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(style) : null;
  return parts
    ? { [name]: `rgb(${parts.slice(1, 4).join(', ')})`, [`${name}-opacity`]: parts[4] ?? '1' }
    : { [name]: typeof style === 'string' ? style : 'none' };
}

const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' };
const BASELINES: Partial<Record<CanvasTextBaseline, string>> = { middle: 'central', top: 'hanging' };

/**
 * Draws on a canvas and writes the same down as SVG. The canvas keeps the state (colours, transformation, dashes), so
 * that only paths and texts need noting; it covers what chart.js uses for scatter charts, with uniform scales.
 */
export class VectorContext {
  readonly context: CanvasRenderingContext2D;
  readonly #elements: SVGElement[] = [];
  #path: string[] = [];
  #clip: string | undefined;
  readonly #clips: (string | undefined)[] = [];
  readonly #real: CanvasRenderingContext2D;
  readonly #id: string;

  /** @param id sets this drawing's clip paths apart from those of others in the same file */
  constructor(real: CanvasRenderingContext2D, id: string) {
    this.#real = real;
    this.#id = id;
    this.context = new Proxy(real, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function'
          ? (...values: unknown[]): unknown => {
              this.#note(String(key), values);
              return Reflect.apply(value, target, values) as unknown;
            }
          : value;
      },
      set: (target, key, value) => Reflect.set(target, key, value, target),
    });
  }

  drawing(): SVGGElement {
    return svg('g', {}, ...this.#elements);
  }

  #note(method: string, values: readonly unknown[]): void {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = values as number[];
    switch (method) {
      case 'save':
        this.#clips.push(this.#clip);
        return;
      case 'restore':
        this.#clip = this.#clips.pop();
        return;
      case 'beginPath':
        this.#path = [];
        return;
      case 'moveTo':
        this.#path.push(`M${this.#at(a, b)}`);
        return;
      case 'lineTo':
        this.#path.push(`L${this.#at(a, b)}`);
        return;
      case 'closePath':
        this.#path.push('Z');
        return;
      case 'rect':
        this.#path.push(this.#box(a, b, c, d));
        return;
      case 'arc':
        this.#path.push(this.#arc(a, b, c, d, e));
        return;
      case 'clip':
        this.#startClip();
        return;
      case 'fill':
        this.#add({ d: this.#path.join(''), ...paint('fill', this.#real.fillStyle) });
        return;
      case 'fillRect':
        this.#add({ d: this.#box(a, b, c, d), ...paint('fill', this.#real.fillStyle) });
        return;
      case 'stroke':
        this.#add({ d: this.#path.join(''), fill: 'none', ...this.#stroke() });
        return;
      case 'fillText':
        this.#write(String(values[0]), b, c);
        return;
      default:
    }
  }

  /** A point of the drawing in pixels of the canvas. */
  #at(x: number, y: number): string {
    const { a, b, c, d, e, f } = this.#real.getTransform();
    return `${(a * x + c * y + e).toFixed(2)} ${(b * x + d * y + f).toFixed(2)}`;
  }

  #box(x: number, y: number, width: number, height: number): string {
    const corners = [this.#at(x, y), this.#at(x + width, y), this.#at(x + width, y + height), this.#at(x, y + height)];
    return `M${corners.join('L')}Z`;
  }

  /** In two halves, as one arc cannot be a whole circle. */
  #arc(x: number, y: number, radius: number, from: number, to: number): string {
    const end = (angle: number): string => this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const middle = (from + to) / 2;
    return `M${end(from)}A${radius} ${radius} 0 0 1 ${end(middle)}A${radius} ${radius} 0 0 1 ${end(to)}`;
  }

  #stroke(): Record<string, string | number> {
    const dash = this.#real.getLineDash();
    return {
      ...paint('stroke', this.#real.strokeStyle),
      'stroke-width': this.#real.lineWidth,
      ...(dash.length > 0 && { 'stroke-dasharray': dash.join(' ') }),
    };
  }

  #startClip(): void {
    const name = `${this.#id}-clip-${this.#elements.length}`;
    this.#elements.push(svg('clipPath', { id: name }, svg('path', { d: this.#path.join('') })));
    this.#clip = name;
  }

  #add(attributes: Record<string, string | number>): void {
    if (attributes['d'] !== '') {
      this.#elements.push(svg('path', { ...attributes, ...this.#clipped() }));
    }
  }

  #write(text: string, x: number, y: number): void {
    const { font, textAlign, textBaseline, fillStyle } = this.#real;
    const [size = '12px', ...family] = font.split(' ').filter((part) => !/^(?:normal|bold|italic|\d+)$/.test(part));
    const { a, b, c, d, e, f } = this.#real.getTransform();
    const words = svg(
      'text',
      {
        x,
        y,
        transform: `matrix(${[a, b, c, d, e, f].join(' ')})`,
        'font-size': size,
        'font-family': family.join(' '),
        'text-anchor': ANCHORS[textAlign],
        'dominant-baseline': BASELINES[textBaseline],
        ...paint('fill', fillStyle),
      },
      text,
    );
    // Round the text, whose own transformation would move the clip path with it.
    this.#elements.push(svg('g', this.#clipped(), words));
  }

  #clipped(): { readonly 'clip-path'?: string } {
    return this.#clip === undefined ? {} : { 'clip-path': `url(#${this.#clip})` };
  }
}
