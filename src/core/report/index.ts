export * from './format.js';
export type { Conditions, Headline, Segment } from './sentences.js';
export type { ColumnState, MeasureId, ReportCell, ReportColumn, ReportRow, ReportTable, Unit } from './table.js';
export { english, type Translate } from './translate.js';
