import type { Page } from 'playwright-core';

/** From fine to coarse; text stays clear in all of them. */
const QUALITIES = [0.7, 0.6, 0.5, 0.4];

export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture as WebP of at most so many bytes, as fine as they allow, by the browser's own encoder. */
export async function asWebp(page: Page, png: Buffer, part: Part, mostBytes: number, scale = 1): Promise<Buffer> {
  const blank = await page.context().browser()?.newPage();
  if (blank === undefined) throw new Error('The page belongs to no browser that could encode a picture.');
  try {
    const encoded = await blank.evaluate(
      async ([source, { x, y, width, height }, factor, qualities]) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = width * factor;
        canvas.height = height * factor;
        const context = canvas.getContext('2d');
        if (context) context.imageSmoothingQuality = 'high';
        context?.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
        return qualities.map((quality) => canvas.toDataURL('image/webp', quality).replace(/^[^,]*,/, ''));
      },
      [`data:image/png;base64,${png.toString('base64')}`, part, scale, QUALITIES] as const,
    );
    const files = encoded.map((base64) => Buffer.from(base64, 'base64'));
    const finest = files.find(({ length }) => length <= mostBytes);
    if (finest === undefined) throw new Error(`The picture is too large: ${files.at(-1)?.length ?? 0} bytes.`);
    return finest;
  } finally {
    await blank.close();
  }
}
