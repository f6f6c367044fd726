import { type BaselineComparison, type ConditionDifference } from '../compare/index.js';
import type { Run } from '../model/run.js';
import { formatRatio, formatRatioInterval, readsAsOne } from './format.js';
import { english, type Translate } from './translate.js';
import { blocksOf, describeDifferences, listOf, titleOf } from './words.js';

/** A comparison with a saved run in words. */
export interface BaselineText {
  readonly title: string;
  /** `1.31× slower`, `equally fast`, … or why nothing is claimed. */
  readonly verdict: string;
  /** Interval and what else differs. */
  readonly detail: string;
}

export function describeBaseline(
  { implementation, outcome, conditions }: BaselineComparison,
  run: Run,
  say: Translate = english,
): BaselineText {
  const differing =
    conditions.length > 0
      ? say(
          'differing conditions: {0}',
          listOf(
            conditions.map((condition) => nameCondition(condition, say)),
            say,
          ),
        )
      : '';
  const text = (verdict: string, detail = ''): BaselineText => ({
    title: titleOf(run, implementation),
    verdict,
    detail: [detail, differing].filter(Boolean).join('; '),
  });
  switch (outcome.state) {
    case 'refused':
      return text(say('not the same work: {0}', describeDifferences(outcome.differences, run, say)));
    case 'not-measured':
      return text(say('no steady epoch in both'));
    case 'one-trial':
      return text(describeRatio(outcome.ratio, say), say('one trial: no interval'));
    case 'judged': {
      const { low, high } = outcome.interval;
      const verdicts = {
        faster: () => describeRatio(outcome.ratio, say),
        slower: () => describeRatio(outcome.ratio, say),
        equivalent: () => say('equally fast'),
        inconclusive: () => say('inconclusive ({0})', describeRatio(outcome.ratio, say)),
      };
      return text(
        verdicts[outcome.verdict](),
        say(
          "95 % interval of the times' ratio {0}, {1}",
          formatRatioInterval(low, high),
          blocksOf(outcome.blocks, say),
        ),
      );
    }
  }
}

function describeRatio(ratio: number, say: Translate): string {
  if (readsAsOne(ratio)) return say('the same time');
  return ratio > 1 ? say('{0} slower', formatRatio(ratio)) : say('{0} faster', formatRatio(1 / ratio));
}

function nameCondition(condition: ConditionDifference, say: Translate): string {
  switch (condition) {
    case 'machine':
      return say('machine');
    case 'threads':
      return say('threads');
    case 'versions':
      return say('versions');
    case 'images':
      return say('number of images');
    case 'variables':
      return say('environment variables');
  }
}
