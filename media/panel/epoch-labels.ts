import { formatSeconds } from '../../src/core/report/index.js';
import type { Segment } from './lane-model.js';
import { segmentTitle } from './segment-words.js';
import { widthOf } from './text-width.js';
import type { Theme } from './theme.js';

/** Labels are a little smaller than the other text. */
export const LABEL_SCALE = 0.85;

/** Between a name and its time, which would read as one number: `epoch 1 2.04 s`. */
const BETWEEN = '\u2002·\u2002';

/** How the epochs of a lane are labelled, from the longest to none. */
const FORMS = ['name and time', 'time', 'number', 'none'] as const;
export type EpochForm = (typeof FORMS)[number];

function inForm(segment: Segment, form: EpochForm): string {
  const time = formatSeconds(segment.seconds);
  switch (form) {
    case 'name and time':
      return `${segmentTitle(segment)}${BETWEEN}${time}`;
    case 'time':
      return time;
    case 'number':
      return String(segment.epoch ?? '');
    case 'none':
      return '';
  }
}

const fits = (text: string, room: number, theme: Theme): boolean => widthOf(text, theme, LABEL_SCALE) + 8 <= room;

/**
 * The longest form for which every epoch of a lane has room: among their neighbours' times a lone number would be one more
 * thing to understand. The first epoch has no say where there are others, since it holds the warm-up.
 */
export function epochForm(segments: readonly Segment[], pixelsPerSecond: number, theme: Theme): EpochForm {
  const epochs = segments.filter(({ kind, epochs: several }) => kind === 'epoch' && !several);
  const deciding = epochs.length > 1 ? epochs.slice(1) : epochs;
  return (
    FORMS.find((form) =>
      deciding.every((each) => fits(inForm(each, form), each.seconds * pixelsPerSecond - 1, theme)),
    ) ?? 'none'
  );
}

/** What stands in a segment's bar, if it has room for that. */
export function labelOf(segment: Segment, form: EpochForm, room: number, theme: Theme): string | undefined {
  return labelsOf(segment, form).find((text) => text !== '' && fits(text, room, theme));
}

function labelsOf(segment: Segment, form: EpochForm): readonly string[] {
  if (segment.kind !== 'epoch') return [segmentTitle(segment)];
  if (segment.epochs) return [inForm(segment, 'name and time'), segmentTitle(segment)];
  // Where the others are too narrow the first one may speak for itself.
  return form === 'none' && (segment.epoch ?? 1) === 1
    ? FORMS.slice(0, 2).map((each) => inForm(segment, each))
    : [inForm(segment, form)];
}
