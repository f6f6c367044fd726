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

/** Control characters but tabs, line ends and what colours a text. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const STEERING = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[[\d;]*m)/g;

/**
 * Text as a terminal takes it. It breaks no lines at words, and people search its text: figures there have plain spaces
 * before their units. It obeys what steers it: a run that somebody sent may hold such characters, in a title for one.
 */
export function forTerminal(text: string): string {
  return text.replaceAll('\u00a0', ' ').replace(STEERING, '');
}
