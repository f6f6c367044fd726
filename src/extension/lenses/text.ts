import * as vscode from 'vscode';
import { isAlike } from '../../core/compare/effect.js';
import { formatRatio, formatSeconds } from '../../core/report/format.js';
import { tell } from '../../core/report/translate.js';
import type { CallAnnotation, Comparison, FileAnnotations } from './annotation.js';
import type { Figures } from './figures.js';

/** `31.2 s/epoch · first 54.9 s · 1.90× slower than TensorFlow` */
export function resultTitle({ figures, comparison }: CallAnnotation, isStale: boolean): string {
  const parts = [typicalText(figures)];
  if (figures.firstSeconds !== undefined) parts.push(vscode.l10n.t('first {0}', formatSeconds(figures.firstSeconds)));
  if (comparison !== undefined) parts.push(comparisonText(comparison));
  if (isStale) parts.push(vscode.l10n.t('edited since'));
  return parts.join(' · ');
}

export function unattributedDetails({ unattributed }: FileAnnotations): string {
  return vscode.l10n.t('Printed times that belong to no call for certain: {0}', unattributed);
}

/** `31.2 s/epoch` */
export function typicalText({ unit, count, typicalSeconds }: Figures): string {
  const time = formatSeconds(typicalSeconds);
  if (unit === 'epoch') return vscode.l10n.t('{0}/epoch', time);
  return count === 1 ? time : vscode.l10n.t('{0}/call, {1} calls', time, count);
}

function comparisonText(comparison: Comparison): string {
  const { blocks } = comparison;
  const text = ratioText(comparison);
  if (blocks === undefined) return text;
  return blocks === 1 ? vscode.l10n.t('{0} (one block)', text) : vscode.l10n.t('{0} ({1} blocks)', text, blocks);
}

function ratioText({ ratio, other }: Comparison): string {
  if (isAlike(ratio)) return vscode.l10n.t('about as fast as {0}', other);
  return ratio >= 1
    ? vscode.l10n.t('{0} slower than {1}', formatRatio(ratio), other)
    : vscode.l10n.t('{0} faster than {1}', formatRatio(1 / ratio), other);
}

/** Spread, conditions and when, a line each, for the hover and the lens's tooltip. */
export function details(annotation: CallAnnotation, file: FileAnnotations, isStale: boolean): string[] {
  const { figures, origin } = annotation;
  const lines = [resultTitle(annotation, false)];
  if (figures.range !== undefined) {
    const [low, high] = figures.range;
    lines.push(
      vscode.l10n.t(
        'Spread: {0} to {1} after warm-up; measured: {2}',
        formatSeconds(low),
        formatSeconds(high),
        figures.count,
      ),
    );
  }
  if (file.conditions.length > 0) lines.push(vscode.l10n.t('Conditions: {0}', file.conditions.join(' · ')));
  lines.push(...(file.warnings ?? []));
  lines.push(originText(origin, figures));
  if (file.source.kind === 'file' && file.source.untracedBecause !== undefined) {
    lines.push(vscode.l10n.t('Not traced: {0}', tell(file.source.untracedBecause, vscode.l10n.t)));
  }
  if (file.unattributed > 0) {
    lines.push(unattributedDetails(file));
  }
  const measuredAt = new Date(file.measuredAt);
  lines.push(
    vscode.l10n.t(
      'Measured {0}',
      measuredAt.toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }),
    ),
  );
  if (isStale) lines.push(vscode.l10n.t('The call was edited since: the time is of its former text.'));
  return lines;
}

function originText(origin: CallAnnotation['origin'], { resolutionSeconds }: Figures): string {
  switch (origin) {
    case 'benchmark':
      return vscode.l10n.t('Measured by the program itself in a benchmark');
    case 'traced':
      return vscode.l10n.t('Measured at the call');
    case 'printed':
      return resolutionSeconds === 0
        ? vscode.l10n.t('Read from what the program printed')
        : vscode.l10n.t('Read from what the program printed, to within {0}', formatSeconds(resolutionSeconds));
  }
}
