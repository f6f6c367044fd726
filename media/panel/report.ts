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
  #told: Told | undefined;
  #counted: { readonly run: Run; readonly table: ReportTable } | undefined;

  /** The figures alone, which come at once. */
  tableOf(run: Run): ReportTable {
    if (this.#counted?.run !== run) {
      this.#counted = { run, table: reportTable(run, l10n.t) };
    }
    return this.#counted.table;
  }

  /** With what can be said of them: for a large run that takes longer than a frame. */
  of(run: Run): Told {
    if (this.#told?.run !== run) {
      const comparison = compareRun(run);
      this.#told = {
        run,
        headline: headline(run, l10n.t, comparison),
        conditions: conditions(run, l10n.t, comparison),
        table: this.tableOf(run),
      };
    }
    return this.#told;
  }
}
