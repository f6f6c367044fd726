import * as l10n from '@vscode/l10n';
import { compareRun } from '../../src/core/compare/index.js';
import type { Run } from '../../src/core/model/run.js';
import {
  conditions,
  headline,
  reportTable,
  type Conditions,
  type Headline,
  type ReportTable,
} from '../../src/core/report/index.js';

interface Told {
  readonly run: Run;
  readonly headline: Headline;
  readonly conditions: Conditions;
  readonly table: ReportTable;
}

/** The report of the run on show, worked out once for each state that the run is in. */
export class Report {
  private told: Told | undefined;

  of(run: Run): Told {
    if (this.told?.run !== run) {
      const comparison = compareRun(run);
      this.told = {
        run,
        headline: headline(run, l10n.t, comparison),
        conditions: conditions(run, l10n.t, comparison),
        table: reportTable(run, l10n.t),
      };
    }
    return this.told;
  }
}
