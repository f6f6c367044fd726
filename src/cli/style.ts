import type { WriteStream } from 'node:tty';
import { createColors } from 'picocolors';

export type Style = ReturnType<typeof createColors>;
type Output = Pick<WriteStream, 'isTTY'>;

/** Colours for a stream: `FORCE_COLOR` and `NO_COLOR` decide, else whether a person looks at it. */
export function styleFor(stream: Output, environment: NodeJS.ProcessEnv = process.env): Style {
  return createColors(wantsColor(stream, environment));
}

function wantsColor(stream: Output, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return stream.isTTY && TERM !== 'dumb';
}

/** Whether lines on a stream may be rewritten: a terminal, and not one that CI records. */
export function isLive(stream: Output, { CI, TERM }: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY && TERM !== 'dumb' && (CI === undefined || CI === '' || CI === 'false');
}

/** A terminal breaks no lines at words, and people search its text: figures there have plain spaces before their units. */
export function withPlainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
