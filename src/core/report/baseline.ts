import type { BaselineComparison, ConditionDifference, Verdict } from '../compare/index.js';
import type { Run } from '../model/run.js';
import { formatRatio, formatRatioInterval } from './format.js';
import { english, type Translate } from './translate.js';
import { describeDifferences, titleOf } from './words.js';

/** A comparison with a saved run in words; `–` where there is nothing. */
export interface BaselineText {
  readonly title: string;
  /** The time now by the time then. */
  readonly ratio: string;
  /** Of the ratio, at 95 %. */
  readonly interval: string;
  /** `slower than then`, …, or why there is none. */
  readonly verdict: string;
  /** What differs beside the code; `none` where nothing does. */
  readonly conditions: string;
}

const NOTHING = '–';

export function describeBaseline(
  { implementation, outcome, conditions }: BaselineComparison,
  run: Run,
  say: Translate = english,
): BaselineText {
  const text = (verdict: string, ratio = NOTHING, interval = NOTHING): BaselineText => ({
    title: titleOf(run, implementation),
    ratio,
    interval,
    verdict,
    conditions: conditions.map((condition) => nameCondition(condition, say)).join(', ') || say('none'),
  });
  switch (outcome.state) {
    case 'refused':
      return text(say('not the same work: {0}', describeDifferences(outcome.differences, run, say)));
    case 'not-measured':
      return text(say('no steady epoch on both sides'));
    case 'seen':
      return text(say('no verdict: too few trials'), formatRatio(outcome.ratio));
    case 'judged': {
      const { low, high } = outcome.interval;
      return text(nameVerdict(outcome.verdict, say), formatRatio(outcome.ratio), formatRatioInterval(low, high));
    }
  }
}

/** The heads of a table of such texts, in their order. */
export function baselineHeads(say: Translate = english): string[] {
  return [
    say('Implementation'),
    say('Time now by time then'),
    say('95 % interval'),
    say('Verdict'),
    say('Conditions that differ'),
  ];
}

function nameVerdict(verdict: Verdict, say: Translate): string {
  switch (verdict) {
    case 'faster':
      return say('faster than then');
    case 'slower':
      return say('slower than then');
    case 'equivalent':
      return say('as fast as then');
    case 'inconclusive':
      return say('inconclusive');
  }
}

function nameCondition(condition: ConditionDifference, say: Translate): string {
  switch (condition) {
    case 'machine':
      return say('another machine');
    case 'threads':
      return say('other threads');
    case 'versions':
      return say('other versions');
    case 'images':
      return say('another number of images');
    case 'variables':
      return say('other environment variables');
  }
}
