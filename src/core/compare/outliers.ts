import type { Run } from '../model/run.js';
import { outliers } from '../stats/index.js';
import { type SpeedMeasure, speedOf } from './speed.js';
import { summarizeRun } from './summary.js';

/** A trial whose time lies far from its implementation's other trials. It is marked, and stays in every figure. */
export interface OutlyingTrial {
  readonly implementation: string;
  readonly block: number;
  readonly measure: SpeedMeasure;
  readonly seconds: number;
}

export function outlyingTrials(run: Run, measure: SpeedMeasure): OutlyingTrial[] {
  const completed = summarizeRun(run).filter((summary) => summary.completed);
  return run.implementations.flatMap(({ id: implementation }) => {
    const trials = completed
      .filter((summary) => summary.implementation === implementation)
      .flatMap((summary) => {
        const seconds = speedOf(summary, measure);
        return seconds === undefined ? [] : [{ implementation, block: summary.block, measure, seconds }];
      });
    const marks = outliers(trials.map(({ seconds }) => seconds));
    return trials.filter((_, index) => marks[index]);
  });
}
