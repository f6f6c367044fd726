import { ACCURACY_TOLERANCE, LOSS_TOLERANCE, type WorkAspect, type WorkDifference } from '../compare/index.js';
import type { StartMarker } from '../model/marker.js';
import type { DatasetRecord, Run } from '../model/run.js';
import { formatAccuracy, formatCount, formatLoss, formatShare } from './format.js';
import { tell, type Translate } from './translate.js';

/** The implementation's title; its id where the run does not know it. */
export function titleOf(run: Run, implementation: string): string {
  return run.implementations.find(({ id }) => id === implementation)?.title ?? implementation;
}

/** `python` and `Python` are both seen in what programs tell. */
export const languageName = (language: string): string => language.charAt(0).toUpperCase() + language.slice(1);

/** What a program is made with and what runs it, each with its version: `Flux 0.16.9`, `Julia 1.12.6`. */
export function versionsOf(program: StartMarker): { readonly made: string; readonly runs: string } {
  const { framework, framework_version: version, language, language_version: languageVersion } = program;
  return { made: `${framework} ${version}`, runs: `${languageName(language)} ${languageVersion}` };
}

/** Words in a row: `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly string[], say: Translate): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : say('{0} and {1}', items.slice(0, -1).join(', '), last);
}

/** A number and what it counts: `one block`, `5 blocks`. */
export function blocksOf(count: number, say: Translate): string {
  return count === 1 ? say('one block') : say('{0} blocks', formatCount(count));
}

/**
 * In what two implementations did not do the same work, a clause for each difference, `16,938 against 21,102 parameters`,
 * and one for all that the same of them do not tell.
 */
export function describeDifferences(differences: readonly WorkDifference[], run: Run, say: Translate): string {
  const differing = differences.flatMap((each) =>
    each.kind === 'differs' ? [describeDisagreement(each.aspect, each.values, say)] : [],
  );
  const silences = new Map<string, { names: readonly string[]; aspects: string[] }>();
  for (const each of differences) {
    if (each.kind !== 'untold') continue;
    const names = each.implementations.map((id) => titleOf(run, id));
    const silence = silences.get(names.join()) ?? { names, aspects: [] };
    silence.aspects.push(nameAspect(each.aspect, say));
    silences.set(names.join(), silence);
  }
  return listOf([...differing, ...[...silences.values()].map((silence) => describeSilence(silence, say))], say);
}

function describeSilence(
  { names, aspects }: { readonly names: readonly string[]; readonly aspects: readonly string[] },
  say: Translate,
): string {
  const [who, what] = [listOf(names, say), listOf(aspects, say)];
  return names.length > 1 ? say('{0} do not tell their {1}', who, what) : say('{0} does not tell its {1}', who, what);
}

function describeDisagreement(aspect: WorkAspect, [a, b]: readonly (string | number)[], say: Translate): string {
  const [x, y] = [Number(a), Number(b)];
  switch (aspect) {
    case 'parameters':
      return say('{0} against {1} parameters', formatCount(x), formatCount(y));
    case 'data':
      return say('different data');
    case 'batch-size':
      return say('batches of {0} against {1}', formatCount(x), formatCount(y));
    case 'epochs':
      return say('{0} against {1} epochs', formatCount(x), formatCount(y));
    case 'steps-per-epoch':
      return say('{0} against {1} steps an epoch', formatCount(x), formatCount(y));
    case 'first-step-loss':
      return say(
        'first-step losses of {0} and {1}, more than {2} apart',
        formatLoss(x),
        formatLoss(y),
        formatShare(LOSS_TOLERANCE),
      );
    case 'accuracy':
      return say(
        'test accuracies of {0} and {1}, more than {2} points apart',
        formatAccuracy(x),
        formatAccuracy(y),
        ACCURACY_TOLERANCE * 100,
      );
  }
}

export function nameAspect(aspect: WorkAspect, say: Translate): string {
  switch (aspect) {
    case 'parameters':
      return say('number of parameters');
    case 'data':
      return say("data's hash");
    case 'batch-size':
      return say('batch size');
    case 'epochs':
      return say('epochs');
    case 'steps-per-epoch':
      return say('steps an epoch');
    case 'first-step-loss':
      return say('first-step loss');
    case 'accuracy':
      return say('test accuracy');
  }
}

/** What a run trained on; the drawn digits are nobody's name. */
export const dataTitle = ({ title, synthetic }: Pick<DatasetRecord, 'title' | 'synthetic'>, say: Translate): string =>
  synthetic ? say('synthetic digits') : title;

/** That the data are no real ones, and why. */
export function describeSynthetic({ standsInFor: wanted }: Pick<DatasetRecord, 'standsInFor'>, say: Translate): string {
  return wanted === undefined
    ? say('Trained on synthetic digits, a stand-in for the real data.')
    : say('Trained on synthetic digits, since {0}.', tell(wanted.reason, say));
}
