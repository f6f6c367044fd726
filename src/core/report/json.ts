import { compareRun, type RunComparison, summarizeRun, type TrialSummary } from '../compare/index.js';
import type { Run } from '../model/run.js';
import { reportTable } from './build-table.js';
import { conditions, type Conditions } from './conditions.js';
import { headline } from './headline.js';
import type { ReportTable } from './table.js';

/** What `--json` writes: the run as it is saved, and everything that is concluded from it. */
export interface JsonReport {
  /** Version of this format. */
  readonly schema: 1;
  readonly headline: string;
  readonly conditions: Conditions;
  readonly table: ReportTable;
  readonly comparison: RunComparison;
  readonly trials: readonly TrialSummary[];
  readonly run: Run;
}

export function jsonReport(run: Run): JsonReport {
  const comparison = compareRun(run);
  return {
    schema: 1,
    headline: headline(run, undefined, comparison).text,
    conditions: conditions(run, undefined, comparison),
    table: reportTable(run),
    comparison,
    trials: summarizeRun(run),
    run,
  };
}

export function toJson(run: Run): string {
  return `${JSON.stringify(jsonReport(run), null, 2)}\n`;
}
