import { CLASSES, IMAGE_SIDE } from '../dataset/idx.js';
import type { Random } from '../random.js';
import { glyphs, type Point } from './glyphs.js';

/** Changes with every change of the pictures, so that older ones in a cache are not taken for them. */
export const SYNTHETIC_VERSION = 1;

/** Height of an undistorted digit, as in MNIST. */
const GLYPH_PIXELS = 20;
const NOISE_LEVELS = 56;

/** A random digit: draws it into `pixels` (28x28 bytes, row-major, black is 0) and gives its label. */
export function drawRandomDigit(random: Random, pixels: Uint8Array): number {
  const label = random.below(CLASSES);
  addNoise(random, pixels);
  const place = randomPlacement(random);
  const radius = random.between(0.7, 1.6);
  const brightness = random.between(120, 255);
  for (const stroke of glyphs[label] ?? []) {
    let previous: Point | undefined;
    for (const point of stroke) {
      const next = place(point);
      if (previous) drawSegment(pixels, previous, next, radius, brightness);
      previous = next;
    }
  }
  return label;
}

/** Faint random grey in every pixel: four pixels from each random number. */
function addNoise(random: Random, pixels: Uint8Array): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const bits = random.uint32();
    for (let byte = 0; byte < 4; byte++) pixels[at + byte] = (((bits >>> (8 * byte)) & 0xff) * NOISE_LEVELS) >>> 8;
  }
}

/** A random shift, rotation, slant and size: maps the unit square to pixels, each point with a little jitter of its own. */
function randomPlacement(random: Random): (point: Point) => Point {
  const angle = random.between(-0.35, 0.35);
  const slant = random.between(-0.35, 0.35);
  const width = GLYPH_PIXELS * random.between(0.8, 1.1);
  const height = GLYPH_PIXELS * random.between(0.85, 1.1);
  const centreX = IMAGE_SIDE / 2 + random.between(-3, 3);
  const centreY = IMAGE_SIDE / 2 + random.between(-3, 3);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y]) => {
    const down = (y - 0.5) * height + random.between(-1.2, 1.2);
    const right = (x - 0.5) * width - slant * down + random.between(-1.2, 1.2);
    return [centreX + right * cosine - down * sine, centreY + right * sine + down * cosine];
  };
}

/** Draws a line with round ends and soft edges; where strokes meet, the brighter one shows. */
function drawSegment(pixels: Uint8Array, [x0, y0]: Point, [x1, y1]: Point, radius: number, brightness: number): void {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const lengthSquared = dx * dx + dy * dy || 1;
  const reach = radius + 0.5;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(IMAGE_SIDE - 1, Math.ceil(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(IMAGE_SIDE - 1, Math.ceil(Math.max(y0, y1) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / lengthSquared));
      const [offX, offY] = [x - x0 - along * dx, y - y0 - along * dy];
      const cover = Math.min(1, reach - Math.sqrt(offX * offX + offY * offY));
      const at = y * IMAGE_SIDE + x;
      if (cover > 0) pixels[at] = Math.max(pixels[at] ?? 0, Math.round(cover * brightness));
    }
  }
}
