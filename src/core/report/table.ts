import type { Remedy } from '../model/run.js';

export type MeasureId =
  | 'launch-to-first-step'
  | 'import'
  | 'preprocessing'
  | 'build'
  | 'first-epoch'
  | 'steady-epoch'
  | 'warm-up-cost'
  | 'training'
  | 'evaluation'
  | 'prediction'
  | 'whole-trial'
  | 'cores-busy'
  | 'peak-memory'
  | 'parameters'
  | 'first-step-loss'
  | 'accuracy'
  | 'threads'
  | 'versions';

export type Unit = 'seconds' | 'cores' | 'bytes' | 'share' | 'count' | 'loss';

/** One measure of one implementation, ready to be shown. */
export type ReportCell =
  | {
      readonly kind: 'value';
      /** The exact value in `unit`: the median over the trials that have it. */
      readonly value: number;
      readonly unit: Unit;
      /** Rounded for reading, with its unit. */
      readonly text: string;
      /** Spread or share, to be shown small beside the figure. */
      readonly detail?: string;
      /** What limits the figure, in a few words; the warnings say more. */
      readonly remark?: string;
      /** The exact value with its unit and how it came about, for a tooltip or a copy. */
      readonly exact: string;
      /** True for the best of the row, where better has a meaning and the work was the same. */
      readonly best: boolean;
    }
  | { readonly kind: 'text'; readonly text: string; readonly detail?: string }
  | { readonly kind: 'missing'; readonly reason: string };

export interface ReportRow {
  readonly id: MeasureId;
  readonly label: string;
  /** A remark that belongs to the whole row, to be shown small beside the label: `of 2`. */
  readonly hint?: string;
  /** In the order of the columns. */
  readonly cells: readonly ReportCell[];
}

export type ColumnState = 'completed' | 'partial' | 'failed' | 'cancelled' | 'waiting';

export interface ReportColumn {
  readonly implementation: string;
  readonly title: string;
  readonly language: string;
  readonly framework: string;
  /** `partial`: some trials completed and some did not. */
  readonly state: ColumnState;
  readonly completedTrials: number;
  /** Why something is missing, and what to do about it. */
  readonly note?: string;
  readonly remedy?: Remedy;
}

/** Measures by implementations: the accessible truth of which every chart shows a part. */
export interface ReportTable {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
}
